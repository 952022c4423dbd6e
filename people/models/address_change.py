from django.db import models
from django.db.models import Q
from django.utils import timezone

from lib.text import normalize_email

from .link import Link
from .person import Person


class AddressChange(models.Model):
    """Another main address of a person, which counts once somebody clicks the link sent to it.

    Until then letters go to the address before. One at most is open for a person; a later one
    drops it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="address_changes")
    email = models.EmailField(max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="address_changes_asked")
    link = models.OneToOneField(
        Link, models.SET_NULL, null=True, blank=True, related_name="address_change"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(confirmed_at=None, dropped_at=None),
                name="address_change_open_once",
            ),
            models.CheckConstraint(
                name="address_change_confirmed_or_dropped",
                condition=Q(confirmed_at__isnull=True) | Q(dropped_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.email} for {self.person}"

    def save(self, **kwargs):
        self.email_key = normalize_email(self.email)
        super().save(**kwargs)

    @property
    def is_open(self):
        return self.confirmed_at is None and self.dropped_at is None

    @property
    def about(self):
        """As `Link.about`."""
        return f"{self.link.purpose} {self.pk}"

    @property
    def holder(self):
        return self.person.name
