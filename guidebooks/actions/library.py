"""The activities of a network's library, and news about its guidebooks."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from lib.bilingual import text_in_language
from lib.slugs import unique_slug

from ..models import Activity


@transaction.atomic(savepoint=False)
def save_activity(activity):
    """Save a new or changed activity; a new one gets a slug from its English name."""
    if activity.pk is None:
        base = slugify(text_in_language(activity.name, "en"))[:40].strip("-") or "activity"
        taken = set(
            Activity.objects.filter(slug__startswith=base[:30]).values_list("slug", flat=True)
        )
        activity.slug = unique_slug(base, taken | {"add"})
    activity.save()


def remove_activity(activity):
    """Delete an activity that no agenda names. Returns whether it did."""
    try:
        with transaction.atomic():
            activity.delete()
    except ProtectedError:
        return False
    return True
