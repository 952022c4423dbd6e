"""The members of a cohort as its list shows them, in a fixed number of queries."""

from lib.search import contains_words

from ..models import CohortMembership
from ..models.membership import STATES

#: {value of ?state=: label}
LABELS = {"current": "Members", "graduated": "Graduated", "left": "Left"}


def members_of(cohort, *, state="", query=""):
    """Memberships in this state (any, if it is not one of LABELS) that match the query,
    in the order of names.
    """
    members = CohortMembership.objects.filter(cohort=cohort)
    if state in STATES:
        members = members.filter(STATES[state])
    return members.filter(
        contains_words(query, "person__sort_name", "person__email_key")
    ).in_name_order()


def with_related(members):
    """With what a row shows beside the columns that the export annotates."""
    return members.select_related("person", "seat", "part", "cohort")


def counts(cohort):
    """{state: number of members}"""
    members = CohortMembership.objects.filter(cohort=cohort)
    return {state: members.filter(condition).count() for state, condition in STATES.items()}
