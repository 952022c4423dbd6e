"""Opening a later part: members are asked whether they go on, and newcomers can apply."""

from datetime import date

from django.utils import timezone, translation

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, and_send, count_of
from cohorts.letters.compose import write_to_member
from cohorts.models import Cohort, CohortPart
from lib import dates
from meetings.letter_placeholders import part_placeholders
from people.models import Link
from recruitment.pages.renewals import members_before

#: The letter that asks a member.
CODE = "renewal"


def opening_refusal(cohort_part):
    """Why the part cannot be opened now, as a sentence; "" if it can."""
    cohort, number = cohort_part.cohort, cohort_part.part.number
    earlier = cohort.cohort_parts.filter(
        part__number__lt=number, opened_at__isnull=False, closed_at=None
    )
    if cohort_part.opened_at:
        return f"{cohort_part.part} is open already."
    if cohort.status != Cohort.Status.MEETING:
        return "A later part opens while the cohort is under way."
    if still_open := earlier.select_related("part").first():
        return f"End recruiting for {still_open.part} first."
    first = first_meeting(cohort_part)
    if first is None:
        return f"{cohort_part.part} has no meeting."
    if first.on <= cohort.today:
        return (
            f"The first meeting of {cohort_part.part} was to be on {dates.day(first.on)}. "
            "Change its date first."
        )
    return ""


def first_meeting(cohort_part):
    """The first one of the part that takes place, or None."""
    meetings = cohort_part.cohort.meetings.filter(part=cohort_part.part_id)
    return meetings.of_the_plan().taking_place().in_order().first()


def open_part(act, cohort_part, *, apply_by, notice_on):
    """Open the part until this day, and ask every member. Returns the Outcome.

    Raises ActRefused.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort_part.cohort_id)
    part = CohortPart.objects.select_related("cohort", "part").get(pk=cohort_part.pk)
    part.cohort = cohort
    if reason := opening_refusal(part):
        raise ActRefused(reason)
    act.undo_data = {"part": part.pk, "before": [as_text(part.apply_by), as_text(part.notice_on)]}
    part.apply_by, part.notice_on = apply_by, notice_on
    part.opened_at, part.opened_by = timezone.now(), act.by
    part.save(update_fields=["apply_by", "notice_on", "opened_at", "opened_by"])
    members = list(members_before(part))
    asked = [member for member in members if member.person.email]
    for member in asked:
        ask(member, part, act)
    silent = [member.person.name for member in members if not member.person.email]
    return outcome_of(act, part, asked, silent)


def as_text(day):
    return day and day.isoformat()


def ask(membership, cohort_part, act):
    """The letter with the link to the page where one click is enough."""
    with translation.override(membership.person.language):
        placeholders = part_placeholders(cohort_part)
    write_to_member(
        CODE,
        membership,
        cohort=cohort_part.cohort,
        meeting_position=None,
        purpose=Link.Purpose.RENEW,
        until=cohort_part.status_links_until,
        act=act,
        **placeholders,
    )


def outcome_of(act, part, asked, silent):
    free, number = part.cohort.seats.free().count(), len(asked)
    signs = (
        "Each says yes or no with one click; after a yes, the director is asked to sign again."
        if part.part.asks_sign_off
        else "Each says yes or no with one click."
    )
    return Outcome(
        button=f"Open {part.part}{and_send(act)}",
        done=f"{part.part} is open until {dates.day(part.apply_by)}.",
        consequences=[
            Consequence(
                number,
                "member is asked whether they go on"
                if number == 1
                else "members are asked whether they go on",
                [],
                f"{signs} Until {dates.day(part.apply_by)} every seat is kept.",
            ),
            Consequence(
                len(silent),
                "member has no address" if len(silent) == 1 else "members have no address",
                silent,
                f"Call: {', '.join(silent)}.",
            ),
            Consequence(
                None,
                f"Newcomers can apply until {dates.day(part.apply_by)}",
                [],
                f"{count_of(free, 'seat is', 'seats are')} free now; those of members who do not "
                f"go on come free later. Newcomers are marked as joining in {part.part}.",
            ),
            Consequence(None, f"Applicants hear on {dates.day(part.notice_on)}"),
        ],
        stays="Nobody loses a seat by this: you end places after the last day, after another look.",
    )


def take_back_part(act):
    """Close the part again, as if it had not been opened."""
    part = CohortPart.objects.select_related("cohort", "part").get(pk=act.undo_data["part"])
    if part.applications.exists() or part.closed_at:
        raise ActRefused(f"Somebody has answered or applied for {part.part} since.")
    before = [day and date.fromisoformat(day) for day in act.undo_data["before"]]
    part.apply_by, part.notice_on = before
    part.opened_at = part.opened_by = None
    part.save(update_fields=["apply_by", "notice_on", "opened_at", "opened_by"])
    part.application_drafts.all().delete()
    return f"{part.part} is not open."
