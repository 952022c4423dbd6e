"""Making two records of one again, from exactly the rows that moved."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import CohortMembership, Seat
from evaluations.models import Release
from lib import dates
from meetings.models import Attendance, Reply
from people.models import Person, PersonMerge
from recruitment.models import Application, SupervisorEndorsement

from .merge_log import keys_moved, undo_steps
from .merge_persons import lock_persons


@transaction.atomic
def undo_merge(merge, *, by):
    """Open the closed record again with what it had. Returns the PersonMerge.

    Raises ActRefused, also when something that was done since stands on it: that is named.
    """
    kept, merged = lock_persons(merge.kept, merge.merged)
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if refusal := undo_refusal(merge, kept):
        raise ActRefused(refusal)
    try:
        with transaction.atomic():
            part_records(merge, kept, merged)
    except IntegrityError as error:
        raise ActRefused(
            "Something that was stored since belongs to both, so this can no longer be undone."
        ) from error
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    return merge


def forget_steps():
    """What undoes a joining is of no use after its days, and holds what was deleted: only the name
    of the record that closed stays. Returns how many were forgotten.
    """
    over = PersonMerge.objects.filter(
        done_at__lt=timezone.now() - timedelta(days=PersonMerge.UNDO_DAYS)
    )
    number = 0
    for merge in over.exclude(moved={}):
        name = merge.before.get("merged", {}).get("name", "")
        merge.moved, merge.before = {}, {"merged": {"name": name}}
        merge.save(update_fields=["moved", "before"])
        number += 1
    return number


def part_records(merge, kept, merged):
    before = merge.before
    kept.addresses.filter(email__in=before["addresses"]).delete()
    for name, value in before["kept"].items():
        if getattr(kept, name) == before["after"][name]:
            setattr(kept, name, value)
    kept.save()
    for name, value in before["merged"].items():
        setattr(merged, name, value)
    merged.is_active, merged.merged_into = True, None
    merged.save()
    undo_steps(merge.moved["steps"], take_seat=take_seat)


def take_seat(key, taken_at):
    """Take this seat again for the place that was stored with it. Raises IntegrityError when
    somebody was faster.
    """
    if Seat.objects.filter(pk=key).take_one() is None:
        raise IntegrityError("the seat is taken")
    Seat.objects.filter(pk=key).update(taken_at=taken_at)


def undo_refusal(merge, kept):
    """Why it cannot be undone now, as a sentence that names what stands in the way; else empty."""
    if merge.undone_at:
        return "This was undone already."
    if not merge.can_be_undone:
        return f"The {PersonMerge.UNDO_DAYS} days are over, so these two stay one."
    if kept.merged_into_id:
        later = Person.objects.get(pk=kept.merged_into_id)
        return f"{kept} was joined with {later} since. Undo that first."
    return seat_taken_since(merge.moved["steps"]) or built_since(merge)


def seat_taken_since(steps):
    """Which seat that came free was given to somebody, as a sentence; empty if none was."""
    freed = [step["seat"] for step in steps if step["did"] == "free"]
    if seat := Seat.objects.exclude(taken_at=None).filter(pk__in=freed).first():
        return (
            f"Seat {seat.number} of {seat.cohort} was given to somebody else since. Wait until it "
            "is free."
        )
    return ""


def built_since(merge):
    """What was done since on what moved, as a sentence; empty if nothing was."""
    steps, since = merge.moved["steps"], merge.done_at
    places = CohortMembership.objects.filter(pk__in=places_of(steps))
    return (
        attendance_since(places, since)
        or answer_since(places, since)
        or endorsement_since(steps, since)
        or release_since(places, since)
    )


def attendance_since(places, since):
    marks = Attendance.objects.filter(membership__in=places, noted_at__gt=since)
    if row := marks.select_related("meeting__cohort").order_by("noted_at").first():
        what = f"the attendance of meeting {row.meeting.position}"
        return stands(what, row.meeting, row.noted_at)
    return ""


def answer_since(places, since):
    replies = Reply.objects.filter(membership__in=places, answered_at__gt=since)
    if row := replies.select_related("meeting__cohort").order_by("answered_at").first():
        return stands(f"the answer to meeting {row.meeting.position}", row.meeting, row.answered_at)
    return ""


def endorsement_since(steps, since):
    if row := sign_offs_since(steps, since).first():
        what = f"the sign-off for {row.application.name}"
        return stands(what, row.application, row.given_at or row.declined_at)
    return ""


def release_since(places, since):
    releases = Release.objects.filter(
        released_at__gt=since, evaluation__meeting__attendances__membership__in=places
    )
    related = releases.select_related("evaluation__meeting__cohort")
    if row := related.order_by("released_at").first():
        meeting = row.evaluation.meeting
        what = f"the released results of meeting {meeting.position}"
        return stands(what, meeting, row.released_at)
    return ""


def places_of(steps):
    """The keys of the memberships that moved, and of those that two became."""
    own = keys_moved(steps, CohortMembership, "person")
    return [*own, *[step["place"] for step in steps if step["did"] == "join"]]


def sign_offs_since(steps, since):
    applications = keys_moved(steps, Application, "person")
    signed = keys_moved(steps, SupervisorEndorsement, "supervisor")
    rows = SupervisorEndorsement.objects.filter(application__in=applications)
    rows |= SupervisorEndorsement.objects.filter(pk__in=signed)
    answered = rows.filter(given_at__gt=since) | rows.filter(declined_at__gt=since)
    return answered.select_related("application__cohort_part__cohort").order_by("pk")


def stands(what, about, moment):
    day = dates.day(timezone.localtime(moment, about.cohort.zone))
    return (
        f"{what[0].upper()}{what[1:]} in {about.cohort} was noted on {day}, and stands on these "
        "two being one. So they stay one."
    )
