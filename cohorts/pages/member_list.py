"""The people of a cohort as its list shows them, in a fixed number of queries."""

from django.db.models import Prefetch

from lib.search import contains_words
from people.models import Placement, Supervision

from ..models import CohortMembership

#: value of the chip: word, filter.
STATES = {
    "current": ("Members", {"left_on": None, "graduated_on": None}),
    "graduated": ("Graduated", {"graduated_on__isnull": False}),
    "left": ("Left", {"left_on__isnull": False}),
}


def members_of(cohort, *, state="", words=""):
    """Memberships narrowed as the address asks, in the order of names."""
    members = CohortMembership.objects.filter(cohort=cohort).filter(**STATES.get(state, ("", {}))[1])
    return members.filter(contains_words(words, "person__sort_name", "person__email_key")).in_name_order()


def with_rows(members):
    """Where each works and who supervises them now."""
    placements = Placement.objects.current().select_related("site__organization", "site__county").order_by("-starts_on", "-pk")
    supervisions = Supervision.objects.current().select_related("supervisor").order_by("-starts_on", "-pk")
    return members.select_related("person", "seat", "part").prefetch_related(
        Prefetch("person__placements", placements), Prefetch("person__supervised_by", supervisions)
    )


def counts(cohort):
    everybody = CohortMembership.objects.filter(cohort=cohort)
    return {state: everybody.filter(**condition).count() for state, (word, condition) in STATES.items()}
