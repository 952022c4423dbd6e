from django.db import models
from django.db.models import Q
from i18nfield.fields import I18nCharField, I18nTextField

from people.models import Network


class TrackQuerySet(models.QuerySet):
    def of_guidebook(self, guidebook):
        return self.filter(network=guidebook.network_id, guidebook_slug=guidebook.slug)

    def siblings(self, track):
        """The tracks of the same guidebook, with this one."""
        return self.filter(network=track.network_id, guidebook_slug=track.guidebook_slug)


class Track(models.Model):
    """One of several groups that a guidebook is offered to, open or coming soon.

    It belongs to all versions of the guidebook, so it points at a slug and not at a row.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="tracks")
    guidebook_slug = models.SlugField()
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=200)
    summary = I18nTextField(blank=True)
    months = I18nCharField(max_length=100, blank=True)
    is_open = models.BooleanField(
        default=False,
        help_text="Not open: coming soon, with a list of people who want to hear of it.",
    )

    objects = TrackQuerySet.as_manager()

    class Meta:
        ordering = ["guidebook_slug", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guidebook_slug", "code"], name="track_code_once"),
            models.CheckConstraint(name="track_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return str(self.name)


class News(models.Model):
    """A dated piece of news about a guidebook, for its public page; it belongs to all versions."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="news")
    guidebook_slug = models.SlugField()
    on = models.DateField()
    title = I18nCharField(max_length=200)
    text = I18nTextField()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "news"
        constraints = [
            models.UniqueConstraint(fields=["guidebook_slug", "on", "title"], name="news_once")
        ]

    def __str__(self):
        return f"{self.on}: {self.title}"
