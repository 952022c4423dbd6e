"""A guidebook made by a person: copied or taken further as a draft, published once, and then never changed."""

from django.db import transaction
from django.db.models import Max

from lib.slugs import unique_slug

from ..models import Guidebook
from ..row_order import remove_row
from .copy import copy_whole
from .planned_meetings import meetings_of, put_in_order
from .questions import forget_forms, forms_of

#: Words that stand in addresses where a guidebook's slug does.
NOT_A_SLUG = {"drafts"}


@transaction.atomic
def copy_into(network, original, *, name, slug, by):
    """A new guidebook of this network, as a draft, that says what a published one says."""
    return copy_whole(original, network=network, slug=slug, name=name, version=1, by=by)


@transaction.atomic
def start_version(published, *, by):
    """(draft of the next version, is new). Of two who start at once the second gets the draft of the first."""
    Guidebook.objects.select_for_update().get(pk=published.pk)
    same = Guidebook.objects.filter(slug=published.slug)
    if draft := same.drafts().first():
        return draft, False
    newest = same.aggregate(newest=Max("version"))["newest"]
    return copy_whole(published, version=newest + 1, by=by), True


@transaction.atomic
def discard(draft, *, by):
    """The draft is gone, and nobody else loses anything."""
    forms = list(forms_of(draft))
    draft.delete()
    forget_forms(forms)


@transaction.atomic
def remove_from(draft, row, place, rows):
    """A row goes, with what belongs to it; meetings are counted anew, and forms that nobody asks any more go too."""
    forms = list(forms_of(draft))
    remove_row(row, place, rows)
    put_in_order(list(meetings_of(draft)))
    forget_forms(forms)


def free_slug(base):
    """A word for addresses that no guidebook has yet."""
    taken = NOT_A_SLUG | set(Guidebook.objects.filter(slug__startswith=base[:40]).values_list("slug", flat=True))
    return unique_slug(base[:44], taken)
