"""Ending recruiting: the application page closes, everybody has an answer, and the first part
begins to meet.
"""

from django.db import transaction
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, and_send
from cohorts.models import Cohort, CohortPart
from recruitment.actions.decision_acts import answer_undecided, take_back_one
from recruitment.models import Application
from recruitment.pages.renewals import renewal_rows

from .publish import missing_place, missing_team

WAITING, NOT_OFFERED = Application.Decision.WAITING, Application.Decision.NOT_OFFERED
KEEP_SEATS = "They keep the seat until you end their places under Parts."
STILL_SIGN = "A signature counts as long as the last day has not passed."
ANSWERS = {
    WAITING: "goes on the waiting list",
    NOT_OFFERED: "is told that there is no seat",
}


def undecided_in(cohort_part):
    """Applications of the part for a seat that have no answer, by name."""
    undecided = Application.objects.newcomers().undecided().filter(cohort_part=cohort_part)
    return undecided.order_by("sort_name", "pk")


def part_that_recruits(cohort):
    """The CohortPart whose recruiting can be ended: the first while the cohort recruits, else one
    that is open; None if there is none.
    """
    part = cohort.recruiting_part
    if cohort.is_recruiting:
        return part or cohort.part(1)
    is_open = part and part.opened_at and not part.closed_at
    return part if is_open and not cohort.is_completed else None


@transaction.atomic
def end_recruiting(cohort, *, by=None):
    """Close the part that recruits; a cohort that recruits begins to meet. Returns the CohortPart.

    The row of the cohort is locked: an admission at the same time waits, or is seen.

    Raises ActRefused when nobody has a seat, when somebody has no answer, or when recruiting is
    over.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    part = part_that_recruits(cohort)
    if part is None:
        raise ActRefused("Recruiting is over already.")
    if not cohort.memberships.current().exists():
        raise ActRefused("Nobody has a seat yet. Give seats first.")
    if waiting := undecided_in(part).count():
        raise ActRefused(f"Answer the {waiting} that wait for an answer first.")
    Cohort.objects.filter(pk=cohort.pk, status=Cohort.Status.RECRUITING).update(
        status=Cohort.Status.MEETING
    )
    if part.opened_at:
        CohortPart.objects.filter(pk=part.pk).update(closed_at=timezone.now(), closed_by=by)
    return part


def end_with_answers(act, cohort, *, answer=""):
    """End recruiting, and answer everybody who has no answer: one of ANSWERS.

    Returns the Outcome; raises ActRefused.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    part, status = part_that_recruits(cohort), cohort.status
    if part is None:
        raise ActRefused("Recruiting is over already.")
    names = list(undecided_in(part).values_list("name", flat=True))
    if names and answer not in ANSWERS:
        raise ActRefused("Choose what those hear who have no answer.")
    decided = answer_undecided(act, part, decision=answer) if names else []
    end_recruiting(cohort, by=act.by)
    act.undo_data = {"status": status, "part": part.pk, "decided": decided}
    members, free = cohort.memberships.current().count(), cohort.seats.free().count()
    waiting = part.applications.newcomers().active().filter(decision=WAITING).count()
    return Outcome(
        button=f"End recruiting{and_send(act)}",
        done=f"Recruiting is over: {cohort} is meeting now."
        if status == Cohort.Status.RECRUITING
        else f"Recruiting for {part.part} is over.",
        consequences=[
            Consequence(None, "The application page closes", [], page_detail(part)),
            Consequence(members, "member has a seat" if members == 1 else "members have a seat"),
            *who_goes_on(part),
            Consequence(
                len(names),
                ANSWERS.get(answer, "")
                if len(names) == 1
                else ANSWERS.get(answer, "").replace("goes", "go").replace("is told", "are told"),
                names,
                "They have no answer yet.",
            ),
            Consequence(
                waiting,
                "is on the waiting list" if waiting == 1 else "are on the waiting list",
                [],
                "They can still be offered a seat that comes free.",
            ),
            Consequence(free, "seat stays empty" if free == 1 else "seats stay empty"),
            *[
                Consequence(None, f"Still missing: {item.what}", [], item.why)
                for item in [*missing_place(cohort), *missing_team(cohort)]
            ],
        ],
        ends=True,
        stays="" if names else "Nobody is written to.",
    )


def who_goes_on(part):
    """Of a later part: how many members go on, how many do not, and who has not said."""
    rows = renewal_rows(part) if part.opened_at and part.part.number > 1 else []
    by_state = {}
    for row in rows:
        by_state.setdefault(row.state, []).append(str(row.person))
    words = {
        "renewed": ("goes on", "go on", ""),
        "no": ("does not go on", "do not go on", KEEP_SEATS),
        "declined": ("was declined by the director", "were declined by directors", KEEP_SEATS),
        "director": ("waits for a director", "wait for their directors", STILL_SIGN),
        "silent": (
            "has not said whether they go on",
            "have not said whether they go on",
            KEEP_SEATS,
        ),
    }
    return [
        Consequence(len(names), words[state][len(names) != 1], names, words[state][2])
        for state, names in by_state.items()
    ]


def page_detail(part):
    if not part.opened_at:
        return "It was never public."
    return "Who has begun the form can still send it for half an hour."


def take_back_end(act):
    """Recruit again, with every answer as it was before."""
    data = act.undo_data
    cohort = Cohort.objects.select_for_update().get(pk=act.cohort_id)
    part = CohortPart.objects.get(pk=data["part"])
    if cohort.is_completed or cohort.cohort_parts.filter(
        part__number__gt=part.part.number, opened_at__isnull=False
    ):
        raise ActRefused("The cohort has gone on since, so recruiting stays ended.")
    sentences = [take_back_one(cohort, before) for before in data["decided"]]
    Cohort.objects.filter(pk=cohort.pk).update(status=data["status"])
    CohortPart.objects.filter(pk=part.pk).update(closed_at=None, closed_by=None)
    people = f"{len(sentences)} applications have no answer again." if sentences else ""
    return " ".join(filter(None, [f"{cohort} recruits again.", people]))
