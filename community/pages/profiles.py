"""Template data of members' profiles, without the fields they left empty."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import PROFILE_FIELDS


def members_with_profile(memberships):
    """Queryset of those that are current and filled in at least one field, by name."""
    is_filled = Q()
    for name in PROFILE_FIELDS:
        is_filled |= ~Q(**{f"profile__{name}": ""})
    members = memberships.current().filter(profile__isnull=False).filter(is_filled)
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


def profile_cards(members):
    """[{"member", "answers": [(heading, text)]}]"""
    return [{"member": member, "answers": answers_of(member.profile)} for member in members]


def answers_of(profile):
    return [
        (heading_of(name), getattr(profile, name))
        for name in PROFILE_FIELDS
        if getattr(profile, name)
    ]
