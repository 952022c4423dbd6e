"""Withdrawing a guidebook from the catalog, and putting it back."""

from django.db import transaction
from django.utils import timezone

from ..models import CatalogWithdrawal, Guidebook


@transaction.atomic
def withdraw_guidebook(guidebook, *, by):
    """Withdraw all versions. Returns False where somebody else did it first."""
    lock_versions(guidebook)
    _, is_new = CatalogWithdrawal.objects.current().get_or_create(
        guidebook_slug=guidebook.slug,
        defaults={"network_id": guidebook.network_id, "withdrawn_by": by},
    )
    return is_new


@transaction.atomic
def put_back_guidebook(guidebook, *, by):
    """Show it in the catalog again. Returns False where somebody else did it first."""
    lock_versions(guidebook)
    current = CatalogWithdrawal.objects.current().filter(guidebook_slug=guidebook.slug)
    return bool(current.update(put_back_at=timezone.now(), put_back_by=by))


def lock_versions(guidebook):
    list(Guidebook.objects.select_for_update().filter(slug=guidebook.slug).order_by("pk"))
