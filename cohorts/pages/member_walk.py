"""The member before and the one after, in the list from which one was opened."""

from django.urls import reverse

from lib.query import search_text
from lib.record_walk import carried_query, walk_through

from ..exports.members import MemberResource
from .member_list import members_of


def listed_members(cohort, sent):
    """The members that the list shows for this query. sent: such as request.GET."""
    return members_of(cohort, state=sent.get("state", ""), query=search_text(sent))


def place_in_list(membership, sent):
    """Context of components/record_walk.html. sent: such as request.GET."""
    cohort, resource, query = membership.cohort, MemberResource(), carried_query(sent)
    walk = walk_through(
        resource.sorted_rows(listed_members(cohort, sent).select_related("cohort"), sent),
        resource.sorted_rows(members_of(cohort), sent),
        membership.pk,
    )
    neighbours = {"before": walk.before, "after": walk.after}
    found = {name: row.get_absolute_url() + query for name, row in neighbours.items() if row}
    page = reverse("cohorts:member-list", args=[cohort.slug])
    return {"walk": walk, "list_address": page + query, **found}
