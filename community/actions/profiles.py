"""Writing a member's profile."""

from django.utils import timezone

from ..models import PROFILE_FIELDS, Profile


def save_profile(membership, **answers):
    """Replace what this member tells the others; a field left out becomes empty.

    Returns the Profile.
    """
    fields = {name: answers.get(name, "") for name in PROFILE_FIELDS} | {
        "changed_at": timezone.now()
    }
    return Profile.objects.update_or_create(membership=membership, defaults=fields)[0]
