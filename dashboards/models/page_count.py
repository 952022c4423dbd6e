from django.db import models
from django.utils import timezone


class PageCountQuerySet(models.QuerySet):
    def pages_of(self, fingerprints):
        """{fingerprint: pages} of those that are counted."""
        rows = self.filter(fingerprint__in=fingerprints)
        return dict(rows.values_list("fingerprint", "pages"))

    def keep(self, fingerprints, pages):
        """Note how many pages each of these documents has."""
        rows = [
            PageCount(fingerprint=one, pages=many)
            for one, many in dict(zip(fingerprints, pages, strict=False)).items()
        ]
        self.bulk_create(rows, ignore_conflicts=True)


class PageCount(models.Model):
    """How many pages a document has, as counted when it was made.

    `fingerprint` is a hash of the document's HTML and of the style sheets, so a count is never
    wrong: a document that has changed has another fingerprint.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    pages = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=timezone.now)

    objects = PageCountQuerySet.as_manager()

    def __str__(self):
        return f"{self.pages} pages"
