from django.db import models
from django.db.models import Q
from django.utils import timezone

from guidebooks.models import Track
from lib.text import normalize_email, sort_name


class InterestQuerySet(models.QuerySet):
    def active(self):
        """Neither taken off the list nor notified yet."""
        return self.filter(ended_at=None)

    def confirmed(self):
        """Confirmed by somebody who reads the address; nobody else is notified."""
        return self.active().filter(confirmed_at__isnull=False)


class Interest(models.Model):
    """Somebody wants to hear when a track opens: stored by a public form, confirmed by a link
    from the address.
    """

    track = models.ForeignKey(Track, models.CASCADE, related_name="interests")
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, editable=False, default="")
    email = models.EmailField(max_length=254)
    email_key = models.CharField(max_length=254, editable=False, db_index=True)
    language = models.CharField(max_length=10, default="en")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["track", "email_key"],
                condition=Q(ended_at=None),
                name="interest_once_a_track",
            ),
            models.CheckConstraint(
                name="interest_is_told_after_confirming",
                condition=Q(told_at=None) | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.track}"

    def save(self, **kwargs):
        self.sort_name, self.email_key = sort_name(self.name), normalize_email(self.email)
        super().save(**kwargs)

    def confirm(self):
        Interest.objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=timezone.now())

    def end(self):
        """Take it off the list: nothing more is sent."""
        Interest.objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now())
