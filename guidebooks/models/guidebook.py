from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from i18nfield.fields import I18nCharField, I18nTextField

from people.models import Network, Person

from .catalog_withdrawal import CatalogWithdrawal
from .immutability import FROZEN_VERSION


class GuidebookQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=timezone.now())

    def in_catalog(self):
        """What anybody reads and cohorts open from: published, and not withdrawn."""
        withdrawn = CatalogWithdrawal.objects.current().values("guidebook_slug")
        return self.published().exclude(slug__in=withdrawn)

    def drafts(self):
        return self.filter(published_at=None)

    def newest_versions(self):
        return self.order_by("slug", "-version").distinct("slug")


class Guidebook(models.Model):
    """One version of a program for communities of practice. It never changes once published.

    Its parts, criteria, commitments, questions and letters belong to this version alone, so a row
    that points at a guidebook points at exact wording. Communities differ only by columns of this
    model and of those rows; no code depends on the slug of a guidebook.
    """

    class Topics(models.TextChoices):
        FIXED = "fixed", "The guidebook sets them"
        FOR_THE_CYCLE = "chosen_for_the_cycle", "The group chooses them once, for the whole cycle"
        EACH_MEETING = "chosen_each_meeting", "The group chooses from meeting to meeting"

    network = models.ForeignKey(Network, models.PROTECT, related_name="guidebooks")
    slug = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    name = I18nCharField(max_length=200)
    summary = I18nTextField(blank=True)
    domain = I18nTextField(
        blank=True, help_text="What its people share: the concern or interest they meet for."
    )
    community = I18nTextField(blank=True, help_text="How they become a community.")
    practice = I18nTextField(blank=True, help_text="What comes of it for their work.")
    members_word = I18nCharField(
        max_length=80, blank=True, help_text="Whom it is for, in the plural: site coordinators."
    )
    labels = models.JSONField(
        default=dict,
        blank=True,
        help_text='{"site_name": {"label": {"en": "…", "es": "…"}, "help": {…}}}',
    )
    minutes_per_meeting = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    notice_days_minimum = models.PositiveSmallIntegerField(default=21)
    hours_between_meetings = models.PositiveSmallIntegerField(default=2)
    topics = models.CharField(max_length=20, choices=Topics.choices, default=Topics.FIXED)
    learning_map = models.BooleanField(
        default=False, help_text="Members write down what they want to learn, and when."
    )
    substitutes = models.BooleanField(
        default=True, help_text="Somebody else may come to a meeting instead of a member."
    )
    community_presenters_first = models.BooleanField(
        default=False, help_text="Guests are invited only where nobody in the group can speak."
    )
    co_facilitators_minimum = models.PositiveSmallIntegerField(default=0)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty: a draft.")
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = GuidebookQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="guidebook_version_once"),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(published_at=None, created_by__isnull=False),
                name="guidebook_one_draft",
            ),
        ]
        triggers = [FROZEN_VERSION]

    def __str__(self):
        return f"{self.name} (version {self.version})"

    def get_absolute_url(self):
        """The public page of its newest published version."""
        return reverse("guidebook-detail", args=[self.slug])

    @property
    def is_in_catalog(self):
        withdrawn = CatalogWithdrawal.objects.current().filter(guidebook_slug=self.slug)
        return not self.is_draft and not withdrawn.exists()

    @property
    def is_draft(self):
        return self.published_at is None

    @cached_property
    def asks_director(self):
        """Whether directors sign in it: elsewhere no text speaks of one."""
        return any(part.asks_sign_off for part in self.parts.all())

    @property
    def group_chooses_topics(self):
        return self.topics != self.Topics.FIXED

    @property
    def has_topics(self):
        """Whether its cohorts have a page of topics: the group chooses some,
        or keeps a learning map.
        """
        return self.group_chooses_topics or self.learning_map
