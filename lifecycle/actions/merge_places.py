"""Two places of one human being in one cohort become one place."""

from django.utils import timezone
from pghistory.models import Event

from cohorts.models import NEEDS, CohortMembership
from meetings.models import Attendance
from recruitment.models import Application


def join_places(person, other, log):
    """Where both have a place in the same cohort, everything of one moves to the other and its seat
    comes free. A graduate's place stays, else that of a current member, else that of `other`.
    """
    theirs = {row.cohort_id: row for row in person.memberships.select_related("seat")}
    for place in other.memberships.filter(cohort__in=theirs).select_related("seat"):
        stays, goes = sorted([place, theirs[place.cohort_id]], key=rank)
        join_place(stays, goes, log)


def rank(membership):
    return not membership.is_graduate, not membership.is_current


def join_place(stays, goes, log):
    log.join(stays)
    for relation in CohortMembership._meta.related_objects:
        model, column = relation.related_model, relation.field.name
        if issubclass(model, Event):
            continue
        for row in log.move(model, column, source=goes, target=stays):
            settle(row, stays, log)
    if goes.joined_on < stays.joined_on:
        log.change(stays, joined_on=goes.joined_on)
    for name in NEEDS:
        if getattr(goes, name) and not getattr(stays, name):
            log.change(stays, **{name: getattr(goes, name)})
    if goes.is_current:
        log.free(goes.seat)
    goes.refresh_from_db(fields=["moved_from"])
    stays.refresh_from_db(fields=["moved_from"])
    log.delete(goes)
    if goes.moved_from_id and not stays.moved_from_id:
        log.change(stays, moved_from=goes.moved_from_id)


def settle(row, stays, log):
    """One row that both places have: of two marks of one meeting the one that says "here" stays;
    a second application for the place counts as withdrawn; a second place that somebody went on
    to from here stays, without saying from where.
    """
    if isinstance(row, CohortMembership):
        log.change(row, moved_from=None)
        return
    if isinstance(row, Application):
        log.change(
            row,
            membership=None,
            decision="",
            decided_at=None,
            decided_by=None,
            withdrawn_at=timezone.now(),
        )
        return
    if isinstance(row, Attendance) and row.status in Attendance.ATTENDED:
        same = stays.attendances.exclude(status__in=Attendance.ATTENDED)
        for other in same.filter(meeting=row.meeting_id):
            log.delete(other)
            log.move_one_row(row, "membership", source=row.membership, target=stays)
            return
    log.delete(row)
