"""What the dashboard of regional leads and state staff shows, in a fixed number of queries."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, CohortPart, Letter, Seat
from lifecycle.actions.publish import missing_meanwhile
from meetings.pages.rsvp import rsvp_summary
from recruitment.models import Application
from recruitment.pages import application_board

from ..navigation.strip import MeetingStrip
from ..today.cohort_facts import facts_of
from .cohort_list import count_by
from .meeting_status import meeting_status
from .meetings_of_cohort import load_meetings
from .next_meeting import open_meeting


def lead_dashboard(cohort, *, access):
    """What the stage of the cohort is about (recruitment, the next meeting, or how it ended), who
    facilitates, and the meetings that were held with their status.
    """
    meetings = load_meetings(cohort)
    next_meeting = open_meeting(meetings)
    strip = MeetingStrip(cohort, access, {}, meetings=meetings)
    return {
        "cohort": cohort,
        "meeting": None if cohort.is_completed else next_meeting,
        "held_meetings": [(m, meeting_status(m, access)) for m in meetings if m.is_behind],
        "missing": [
            (item, reverse(item.page, args=[cohort.slug])) for item in missing_meanwhile(cohort)
        ],
        "facts": None if cohort.is_completed else facts_of([strip])[cohort.pk],
        **stage(cohort, meetings, next_meeting),
    }


def stage(cohort, meetings, next_meeting):
    """What the top of the page is about: recruiting, the next meeting, or how the cohort ended."""
    if cohort.is_completed:
        return ending(cohort, meetings)
    recruiting = recruitment_summary(cohort)
    if is_recruiting(cohort, recruiting):
        return {"recruiting": recruiting}
    return coming(cohort, next_meeting)


def is_recruiting(cohort, summary):
    """Whether applications come or wait. summary: as recruitment_summary, or None."""
    return bool(summary) and bool(
        cohort.is_recruiting or summary["part"].takes_applications or summary["undecided"]
    )


def coming(cohort, meeting):
    """The replies to the next meeting; None after the last one."""
    is_ahead = meeting is not None and not meeting.is_behind
    return {"rsvp": rsvp_summary(meeting) if is_ahead else None, **seat_numbers(cohort)}


def ending(cohort, meetings):
    """How a completed cohort ended."""
    held = [meeting.on for meeting in meetings if meeting.is_held]
    return {
        "graduates": cohort.memberships.filter(graduated_on__isnull=False).count(),
        "last_day": max(held, default=None),
        **seat_numbers(cohort),
    }


def seat_numbers(cohort):
    return {"seats": cohort.seats.count(), "taken": cohort.seats.taken().count()}


def recruitment_summary(cohort):
    """Numbers of the part that takes applications now, None if there is none; of applications
    as the filters of the board count them, without the withdrawn.

    notice_late: days since the date on which applicants should have heard, negative before it.
    """
    return recruitment_summaries([cohort])[cohort.pk]


def recruitment_summaries(cohorts):
    """{cohort key: as recruitment_summary}, in four queries whatever the number of cohorts."""
    parts = recruiting_parts(cohorts)
    states = states_by_part([part.pk for part in parts.values() if part])
    numbers = letters_and_seats(cohorts)
    return {
        cohort: part and numbers_of_part(part, states.get(part.pk, {})) | numbers[cohort]
        for cohort, part in parts.items()
    }


def recruiting_parts(cohorts):
    """{cohort key: its recruiting_part}."""
    found = {cohort.pk: [] for cohort in cohorts}
    by_key = {cohort.pk: cohort for cohort in cohorts}
    for part in CohortPart.objects.filter(cohort__in=cohorts).select_related("part"):
        part.cohort = by_key[part.cohort_id]
        found[part.cohort_id].append(part)
    return {key: Cohort.recruiting_part_of(parts) for key, parts in found.items()}


def states_by_part(parts):
    """{part: {state of the board: number of applications}}"""
    rows = application_board.with_state(Application.objects.filter(cohort_part__in=parts))
    found = {}
    counted = rows.order_by().values_list("cohort_part", "board_state").annotate(Count("pk"))
    for part, state, number in counted:
        found.setdefault(part, {})[state] = number
    return found


def numbers_of_part(part, number):
    """number: {state: number of applications}."""
    undecided = sum(number.get(state, 0) for state in application_board.UNDECIDED)
    decided = sum(number.get(state, 0) for state in application_board.DECIDED)
    return {
        "part": part,
        "notice_late": (timezone.localdate() - part.notice_on).days if part.notice_on else 0,
        "all": undecided + decided,
        "signed": number.get("signed", 0),
        "waiting": number.get("waiting", 0),
        "undecided": undecided,
    }


def letters_and_seats(cohorts):
    """{cohort key: {"failed": how many letters; "seats", "taken": how many}}"""
    failed = count_by(Letter.objects.undelivered().filter(cohort__in=cohorts), "cohort")
    rows = Seat.objects.filter(cohort__in=cohorts).order_by().values("cohort")
    counted = rows.annotate(seats=Count("pk"), taken=Count("taken_at"))
    seats = {row.pop("cohort"): row for row in counted}
    none = {"seats": 0, "taken": 0}
    return {c.pk: {"failed": failed.get(c.pk, 0)} | seats.get(c.pk, none) for c in cohorts}
