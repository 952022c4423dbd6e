"""Rows that both records have and that cannot stand twice: which may go, and what is refused.

The table SPARE names every kind of row that may be deleted, and why nothing is lost; FROZEN names
those that keep the record under which they were written. Any other row that cannot move refuses the
joining in words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from cohorts.models import CohortMembership
from lib import dates
from meetings.models import Attendance
from recruitment.models import Application


class MergeRefused(ValueError):
    """Why two records cannot be joined, as a sentence."""


@dataclass(frozen=True)
class Spare:
    """A kind of row of which one person needs one.

    same: the columns that tell, beside the person or place, that two rows are about the same.
    why: nothing is lost when one of the two goes. alike: columns that must be equal for that.
    goes_over: whether the row that comes stays, and the one that is there goes. refusal: what is
    said where the two are not alike.
    """

    same: tuple[str, ...]
    why: str
    alike: tuple[str, ...] = ()
    goes_over: Callable = lambda row, there: False
    refusal: Callable = lambda row, there: both_have(row)


def both_have(row):
    kind = row._meta.verbose_name
    return (
        f"Both records have a row that only one person can have ({kind}: {row}), and it is not "
        "thrown away. So they stay two records."
    )


def drafts_differ(row, there):
    day = dates.day(min(row.kept_until, there.kept_until))
    return (
        f"Both records have begun an application for {row.cohort_part.cohort} that is not sent. "
        f"Join them when one of the two is sent or deleted; by itself that happens on {day}."
    )


def cards_differ(row, there):
    return (
        f"Both records have a card in {row.membership.cohort}, and not the same answer to "
        f"“{row.question}”. Ask for one of the two to be emptied first: what a member wrote is not "
        "thrown away."
    )


def gaps_differ(row, there):
    return (
        f"Both places in {row.membership.cohort} have a time away that includes the same days, "
        f"with other dates or reasons (from {dates.day(row.left_on)}). Which one is right cannot "
        "be told from here, so they stay two records."
    )


SPARE = {
    "cohorts.SignedFor": Spare(
        ("cohort", "supervisor_key"),
        "The row that stays keeps the same person from reading in the same cohort.",
    ),
    "cohorts.MembershipGap": Spare(
        ("left_on", "returned_on"),
        "The row that stays names the same days away with the same reasons.",
        alike=("left_reason", "return_reason"),
        refusal=gaps_differ,
    ),
    "meetings.Attendance": Spare(
        ("meeting",),
        "One person is counted once at a meeting: of two marks the one that says “here” stays, and "
        "the history keeps both.",
        goes_over=lambda row, there: is_here(row) and not is_here(there),
    ),
    "meetings.Reply": Spare(
        ("meeting",),
        "The later answer stays, as when somebody answers twice; what they need stands on the "
        "place.",
        goes_over=lambda row, there: row.answered_at > there.answered_at,
    ),
    "meetings.SignInNumber": Spare(
        ("meeting",),
        "The higher number stays, so that neither number on the paper is given to somebody else.",
        goes_over=lambda row, there: row.number > there.number,
    ),
    "community.ProfileAnswer": Spare(
        ("question",),
        "The row that stays says the same words.",
        alike=("text",),
        refusal=cards_differ,
    ),
    "community.Voice": Spare(
        ("topic", "kind"), "The row that stays says the same wish about the same topic."
    ),
    "recruitment.ApplicationDraft": Spare(
        ("cohort_part",),
        "The row that stays has the same answers.",
        alike=("answers",),
        refusal=drafts_differ,
    ),
    "people.Supervision": Spare(
        ("supervisor", "person"),
        "It began today, and the row that stays says the same of the same two people.",
    ),
    "cohorts.CohortMembership": Spare(
        ("cohort",), "Everything that hangs on the place went over to the one that stays."
    ),
}

#: {model whose rows nobody changes any more: what is said of them}.
FROZEN = {
    "guidebooks.Guidebook": "What is published does not change: it keeps the name under which it "
    "was written and published."
}


def is_here(mark):
    return mark.status in Attendance.ATTENDED


def settle(row, column, target, log):
    """A row that cannot point at `target`, because the target has the same or it is frozen."""
    if row._meta.label in FROZEN and row.published_at:
        log.stay(row)
    elif isinstance(row, CohortMembership) and column == "moved_from":
        # The second place that somebody went on to stays, without saying from where.
        log.change(row, moved_from=None)
    elif isinstance(row, Application):
        withdraw_one(row, column, target, log)
    else:
        keep_one(row, column, target, log)


def withdraw_one(row, column, target, log):
    """Of two applications for one place, and of two renewals of it for one part, one counts as
    withdrawn. A renewal that is decided stays.
    """
    now = timezone.now()
    if column == "membership":
        undecided = {"decision": "", "decided_at": None, "decided_by": None}
        log.change(row, membership=None, **undecided, withdrawn_at=now)
        return
    goes = row
    if row.decision:
        goes = target.renewals.get(cohort_part=row.cohort_part_id, withdrawn_at=None)
    log.change(goes, withdrawn_at=now)
    log.move_one_row(row, column, source=getattr(row, column), target=target)


def keep_one(row, column, target, log):
    """Delete one of the two rows, if the table lets it; else refuse."""
    spare = SPARE.get(row._meta.label)
    there = spare and find_same(row, column, target, spare)
    if there is None:
        raise MergeRefused(spare.refusal(row, row) if spare else both_have(row))
    if any(getattr(row, name) != getattr(there, name) for name in spare.alike):
        raise MergeRefused(spare.refusal(row, there))
    if spare.goes_over(row, there):
        log.delete(there)
        log.move_one_row(row, column, source=getattr(row, column), target=target)
    else:
        log.delete(row)


def find_same(row, column, target, spare):
    same = {name: getattr(row, name) for name in spare.same if name != column}
    return type(row)._base_manager.filter(**{column: target}, **same).first()
