"""Who goes on with a later part: each member with the state of the renewal."""

from django.db.models import Prefetch
from django.utils.translation import pgettext_lazy

from ..models import Application

#: {state: (label, look of its pill)}, in the order of the list.
STATES = {
    "silent": (pgettext_lazy("a renewal", "No answer yet"), "wait"),
    "director": (pgettext_lazy("a renewal", "Waits for the director"), "wait"),
    "declined": (pgettext_lazy("a renewal", "The director declined"), "off"),
    "no": (pgettext_lazy("a renewal", "Does not go on"), "off"),
    "renewed": (pgettext_lazy("a renewal", "Goes on"), "ok"),
}


def part_to_renew(membership):
    """The CohortPart with which this member is asked to go on: the latest one that was opened after
    the one they joined in, or None.
    """
    if not membership.is_current or membership.is_graduate or membership.cohort.is_completed:
        return None
    later = membership.cohort.cohort_parts.select_related("part").filter(
        part__number__gt=membership.part.number, opened_at__isnull=False
    )
    found = later.order_by("-part__number").first()
    if found:
        found.cohort = membership.cohort
    return found


def members_before(cohort_part):
    """Current members who joined before this part, with their renewals for it, by name."""
    renewals = Application.objects.filter(cohort_part=cohort_part).prefetch_related("endorsements")
    members = cohort_part.cohort.memberships.current().filter(
        graduated_on=None, part__number__lt=cohort_part.part.number
    )
    return (
        members.select_related("person", "seat", "cohort")
        .prefetch_related(Prefetch("renewals", renewals, to_attr="of_this_part"))
        .in_name_order()
    )


def renewal_rows(cohort_part):
    """The members before the part, each with `state`, `pill` and `word`, in the order of STATES."""
    members = list(members_before(cohort_part))
    for member in members:
        member.state = state_of(member.of_this_part)
        member.word, member.pill = STATES[member.state]
    order = list(STATES)
    return sorted(members, key=lambda member: order.index(member.state))


def state_of(renewals):
    """A key of STATES. renewals: of one member for one part; those withdrawn say no."""
    active = next((row for row in renewals if not row.withdrawn_at), None)
    if active is None:
        return "no" if renewals else "silent"
    if active.decision == Application.Decision.RENEWED:
        return "renewed"
    endorsement = active.endorsement
    return "declined" if endorsement and endorsement.state == "declined" else "director"
