"""The cards of a group: what each member tells of themselves, without what they left empty."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import ABOUT


def told_by(cohort):
    """Members of now who tell something, in the order of names."""
    something = Q()
    for name in ABOUT:
        something |= ~Q(**{f"profile__{name}": ""})
    members = cohort.memberships.current().filter(profile__isnull=False).filter(something)
    return members.select_related("person", "profile").in_name_order()


def heading_of(name):
    return {
        "work": _("Work"),
        "background": _("Background"),
        "strengths": _("Strengths"),
        "growth_edges": _("Growing in"),
        "desired_outcomes": _("Hopes for"),
        "why_this_path": _("Why this path"),
    }[name]


def cards_of(members):
    return [{"member": member, "lines": lines_of(member.profile)} for member in members]


def lines_of(profile):
    return [(heading_of(name), getattr(profile, name)) for name in ABOUT if getattr(profile, name)]
