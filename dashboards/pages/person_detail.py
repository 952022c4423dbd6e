"""The page of a person and the page of a member: what staff may see of somebody, in a fixed number
of queries.
"""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from cohorts.access import RUNS_IT, members_supervised_by
from cohorts.actions.duties import own_duties
from cohorts.models import CohortMembership, Letter
from cohorts.pages.letters import describe
from cohorts.pages.people import roles_of
from lib import dates
from meetings.graduation_rule import attendance_progress
from meetings.models import Attendance, Reply
from people.models import Placement
from recruitment.models import Application
from recruitment.pages.renewals import STATES, part_to_renew
from recruitment.pages.renewals import state_of as state_of_renewal

from .meetings_of_cohort import load_meetings
from .member_pages import own_attendances
from .person_history import HistoryScope, history_of

#: The newest letters that the page names; the list of letters shows the others.
MOST_LETTERS = 20
MOST_SUPERVISED = 100


@dataclass(frozen=True)
class MeetingRow:
    """One meeting of a member. attendance, reply: or None."""

    meeting: object
    attendance: Attendance | None
    reply: Reply | None


def member_detail(membership, access, cohorts):
    """Context of a member's page in one cohort.

    cohorts: those whose members the reader sees. Attendance by meeting, replies and needs are for
    those who run the cohort; others see how many meetings the member came to.
    """
    cohort, person = membership.cohort, membership.person
    meetings, attendances = load_meetings(cohort), own_attendances(membership)
    runs_it = access.is_one_of(*RUNS_IT)
    application = application_of(membership)
    replies = replies_of(membership) if runs_it else {}
    noted = {attendance.meeting_id for attendance in attendances}
    asked, held = own_duties(membership) if membership.is_current else ([], [])
    expected = [meeting for meeting in meetings if meeting.pk in noted]
    scope = HistoryScope(
        person,
        [membership],
        [application] if application else [],
        cohorts.filter(pk=cohort.pk),
        with_attendance=runs_it,
    )
    return {
        "cohort": cohort,
        "membership": membership,
        "state": state_of(membership),
        "renewal": renewal_said(membership),
        "application": application,
        "runs_it": runs_it,
        "progress": attendance_progress(membership, meetings, attendances),
        "came": sum(attendance.status in Attendance.ATTENDED for attendance in attendances),
        "held": sum(bool(meeting.first_closed_at) for meeting in expected),
        "rows": meeting_rows(meetings, attendances, replies) if runs_it else [],
        "latest": next((m for m in reversed(meetings) if m.has_begun), None),
        "following": next((m for m in meetings if m.is_upcoming and not m.has_begun), None),
        "needs": membership if runs_it else None,
        "duties": held,
        "duties_asked": asked,
        "elsewhere": cohorts_of(person, cohorts.exclude(pk=cohort.pk)),
    } | about_person(person, scope, cohorts.filter(pk=cohort.pk))


def state_of(membership):
    """(look of the pill, its words): what this member is in the cohort, and since when."""
    if not membership.is_current:
        return "off", f"Left on {dates.day(membership.left_on)}"
    if membership.is_graduate:
        return "ok", f"Graduated on {dates.day(membership.graduated_on)}"
    return "ok", f"Member since {dates.day(membership.joined_on)}"


def renewal_said(membership):
    """What this member said of the later part that is open: its CohortPart, the word and look of
    the answer, and `at`, when it was given; or None where no part is open.
    """
    part = part_to_renew(membership)
    if part is None:
        return None
    said = list(membership.renewals.filter(cohort_part=part).prefetch_related("endorsements"))
    word, look = STATES[state_of_renewal(said)]
    answered = [row.withdrawn_at or row.decided_at or row.submitted_at for row in said]
    return {"part": part, "word": word, "look": look, "at": max(answered, default=None)}


def person_detail(person, cohorts):
    """Context of a person's page over all cohorts whose members the reader sees."""
    found = cohorts_of(person, cohorts)
    memberships = [row for row in found if isinstance(row, CohortMembership)]
    applications = list(
        Application.objects.newcomers().filter(
            person=person, cohort_part__cohort__in=cohorts.values("pk")
        )
    )
    scope = HistoryScope(person, memberships, applications, cohorts, names_cohorts=True)
    return {"found": found, "supervised": supervised_by(person, cohorts)} | about_person(
        person, scope, cohorts
    )


def about_person(person, scope, cohorts):
    """What both pages show: who, where, by whom supervised, letters and history."""
    placements = person.placements.select_related("site__organization", "site__county")
    supervisions = person.supervised_by.select_related("supervisor")
    return {
        "person": person,
        "placements": list(placements.order_by("-starts_on", "-pk")),
        "supervisions": list(supervisions.order_by("-starts_on", "-pk")),
        "letters": letters_to(person, scope, cohorts),
        "history": history_of(scope),
    }


def application_of(membership):
    """The application that led to this membership, with its sign-offs; or None."""
    found = Application.objects.filter(membership=membership).select_related("cohort_part")
    return found.prefetch_related("endorsements").first()


def cohorts_of(person, cohorts):
    """[CohortMembership or StaffRole] of this person in these cohorts, newest cohort first."""
    newest = ["-cohort__opened_at", "pk"]
    members = person.memberships.filter(cohort__in=cohorts.values("pk"))
    roles = roles_of(cohorts).filter(person=person)
    return [
        *members.select_related("cohort", "seat").order_by(*newest),
        *roles.select_related("cohort").order_by(*newest),
    ]


def supervised_by(person, cohorts):
    """Current members of these cohorts whom this person supervises now."""
    members = members_supervised_by(person).filter(cohort__in=cohorts.values("pk"))
    placements = Placement.objects.current().select_related("site").order_by("-starts_on", "-pk")
    related = members.select_related("person", "cohort").prefetch_related(
        Prefetch("person__placements", placements)
    )
    return list(related.in_name_order()[:MOST_SUPERVISED])


def replies_of(membership):
    return {reply.meeting_id: reply for reply in membership.replies.order_by("answered_at", "pk")}


def meeting_rows(meetings, attendances, replies):
    days = {meeting.pk: meeting.on for meeting in meetings}
    replies = {key: reply for key, reply in replies.items() if reply.answered_for == days.get(key)}
    noted = {attendance.meeting_id: attendance for attendance in attendances}
    return [
        MeetingRow(meeting, noted.get(meeting.pk), replies.get(meeting.pk)) for meeting in meetings
    ]


def letters_about_member(membership):
    """Letters to this member, and about the application that led to the membership."""
    applied = Q(application_letter__application__membership=membership)
    return Letter.objects.filter(applied | Q(membership=membership))


def letters_to(person, scope, cohorts):
    """The newest letters to this person about these cohorts, each with `pill` and `state`."""
    own = Q(person=person) | Q(membership__in=scope.memberships)
    applied = Q(
        application_letter__application__in=scope.applications,
        application_letter__endorsement=None,
    )
    found = Letter.objects.filter(own | applied, cohort__in=cohorts.values("pk"))
    letters = list(found.select_related("cohort", "act").defer("body", "demo_text")[:MOST_LETTERS])
    for letter in letters:
        describe(letter)
    return letters
