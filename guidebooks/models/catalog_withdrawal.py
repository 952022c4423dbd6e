from django.db import models
from django.db.models import Q

from people.models import Network, Person


class CatalogWithdrawalQuerySet(models.QuerySet):
    def current(self):
        return self.filter(put_back_at=None)


class CatalogWithdrawal(models.Model):
    """A time in which a guidebook is not in the catalog: nobody reads it there, and no cohort
    opens from it.

    It holds for all versions, so it points at a slug and not at a row. Cohorts that run keep
    theirs.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="catalog_withdrawals")
    guidebook_slug = models.SlugField()
    withdrawn_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    put_back_at = models.DateTimeField(null=True, blank=True)
    put_back_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CatalogWithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["guidebook_slug", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook_slug"],
                condition=Q(put_back_at=None),
                name="guidebook_withdrawn_once",
            ),
            models.CheckConstraint(
                name="guidebook_put_back_by_somebody",
                condition=Q(put_back_at=None, put_back_by=None)
                | Q(put_back_at__isnull=False, put_back_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.guidebook_slug} is not in the catalog"
