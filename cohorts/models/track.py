from django.db import models
from django.db.models import Q
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from cop_site.lib.addresses import email_key, sort_name

from .network import Network


class Track(models.Model):
    """One of several groups that a guidebook is offered to, open or coming soon. It outlives versions of the guidebook."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="tracks")
    guidebook_slug = models.SlugField()
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=200)
    summary = I18nTextField(blank=True)
    months = I18nCharField(max_length=100, blank=True)
    is_open = models.BooleanField(default=False, help_text="Not open: coming soon, with a list of people who want to hear of it.")

    class Meta:
        ordering = ["guidebook_slug", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guidebook_slug", "code"], name="track_code_once"),
            models.CheckConstraint(name="track_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return str(self.name)

    def set_open(self, is_open, *, by):
        """Open the track, or say again that it is coming."""
        self.is_open = is_open
        self.save(update_fields=["is_open"])


class InterestQuerySet(models.QuerySet):
    def standing(self):
        """Neither taken back nor told already."""
        return self.filter(ended_at=None)

    def confirmed(self):
        """Somebody who reads that address said so: only they are written to."""
        return self.standing().filter(confirmed_at__isnull=False)

    def of_address(self, address):
        return self.standing().filter(email_key=email_key(address))


class Interest(models.Model):
    """Somebody wants to hear when a track opens: a public form writes it, a click from the address confirms it."""

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
            models.UniqueConstraint(fields=["track", "email_key"], condition=Q(ended_at=None), name="interest_once_a_track"),
            models.CheckConstraint(name="interest_is_told_after_confirming", condition=Q(told_at=None) | Q(confirmed_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.name}: {self.track}"

    def save(self, **kwargs):
        self.sort_name, self.email_key = sort_name(self.name), email_key(self.email)
        super().save(**kwargs)

    def confirm(self):
        Interest.objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=timezone.now())

    def end(self):
        """Taken back: nothing more is sent."""
        Interest.objects.filter(pk=self.pk, ended_at=None).update(ended_at=timezone.now())


class News(models.Model):
    """A dated line about a guidebook on its public pages."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="news")
    guidebook_slug = models.SlugField()
    on = models.DateField()
    title = I18nCharField(max_length=200)
    text = I18nTextField()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "news"
        constraints = [models.UniqueConstraint(fields=["guidebook_slug", "on", "title"], name="news_once")]

    def __str__(self):
        return f"{self.on}: {self.title}"
