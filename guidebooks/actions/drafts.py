"""Drafts of guidebooks: copied from a published version or begun as its next version,
published or discarded.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lib.slugs import unique_slug

from ..models import EvaluationForm, Guidebook, Track
from .copy_guidebook import copy_guidebook
from .questions import delete_unused_forms

#: Path components that stand where a guidebook's slug does.
RESERVED_SLUGS = {"drafts"}


@transaction.atomic
def copy_to_network(original, *, network, name, slug, by):
    """Create a new guidebook of this network: a draft of version 1 with the content
    of `original`.
    """
    return copy_guidebook(original, network=network, slug=slug, name=name, version=1, by=by)


@transaction.atomic
def start_version(published, *, by):
    """Create the draft of a guidebook's next version. Returns (draft, whether it is new).

    There is one draft of a guidebook: when two people start at once, both get the same.
    """
    Guidebook.objects.select_for_update().get(pk=published.pk)
    versions = Guidebook.objects.filter(slug=published.slug)
    if draft := versions.drafts().first():
        return draft, False
    newest = versions.aggregate(newest=Max("version"))["newest"]
    return copy_guidebook(published, version=newest + 1, by=by), True


@transaction.atomic(savepoint=False)
def publish_draft(draft, *, by=None):
    """Publish a draft: cohorts may open from it, and it cannot change any more.

    by: the person recorded, None for a draft that is loaded from a file. Returns False where
    somebody else published it first.
    """
    updated = (
        Guidebook.objects.drafts()
        .filter(pk=draft.pk)
        .update(published_at=timezone.now(), published_by=by)
    )
    draft.refresh_from_db(fields=["published_at", "published_by"])
    return bool(updated)


@transaction.atomic
def discard_draft(draft):
    """Delete a draft, with the forms and questions that nothing else uses; with its tracks where
    no other version has them.
    """
    forms = list(EvaluationForm.objects.in_guidebook(draft))
    if not Guidebook.objects.filter(slug=draft.slug).exclude(pk=draft.pk).exists():
        Track.objects.of_guidebook(draft).delete()
    draft.delete()
    delete_unused_forms(forms)


def unused_slug(base):
    """A slug like `base` that no guidebook has."""
    taken = RESERVED_SLUGS | set(
        Guidebook.objects.filter(slug__startswith=base[:40]).values_list("slug", flat=True)
    )
    return unique_slug(base[:44], taken)
