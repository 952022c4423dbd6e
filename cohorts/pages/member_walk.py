"""The member before and the one after, in the list from which one was opened."""

from django.urls import reverse

from lib import record_walk
from lib.query import search_text

from ..exports.members import MemberResource
from .member_list import members_of


def listed_members(cohort, sent):
    """The members that the list shows for this query. sent: such as request.GET."""
    return members_of(cohort, state=sent.get("state", ""), query=search_text(sent))


def place_in_list(membership, sent):
    """Context of components/record_walk.html. sent: such as request.GET."""
    cohort = membership.cohort
    return record_walk.place_in_list(
        MemberResource(),
        listed_members(cohort, sent).select_related("cohort"),
        members_of(cohort),
        membership,
        sent,
        list_address=reverse("cohorts:member-list", args=[cohort.slug]),
    )
