"""Two places of one human being in one cohort become one place."""

from cohorts.models import NEEDS, CohortMembership

from .merge_duplicates import settle
from .merge_log import columns_that_point_at


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
    for model, column in columns_that_point_at(CohortMembership):
        for row in log.move(model, column, source=goes, target=stays):
            settle(row, column, stays, log)
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
