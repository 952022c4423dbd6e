from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from people.models import Network, Person

from .immutability import FROZEN_VERSION, OF_PART, frozen_once_published


class GuidebookQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=timezone.now())

    def drafts(self):
        return self.filter(published_at=None)

    def newest_versions(self):
        return self.order_by("slug", "-version").distinct("slug")


class Guidebook(models.Model):
    """One version of a program for communities of practice. It never changes once published.

    Its parts, criteria, commitments, questions and letters belong to this version alone, so a row that points at
    a guidebook points at exact wording. Communities differ only by columns of this model and of those rows; no
    code depends on the slug of a guidebook.
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
    domain = I18nTextField(blank=True, help_text="What its people share: the concern or interest they meet for.")
    community = I18nTextField(blank=True, help_text="How they become a community.")
    practice = I18nTextField(blank=True, help_text="What comes of it for their work.")
    members_word = I18nCharField(max_length=80, blank=True, help_text="Whom it is for, in the plural: site coordinators.")
    labels = models.JSONField(default=dict, blank=True, help_text='{"site_name": {"label": {"en": "…", "es": "…"}, "help": {…}}}')
    minutes_per_meeting = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    notice_days_minimum = models.PositiveSmallIntegerField(default=21)
    hours_between_meetings = models.PositiveSmallIntegerField(default=2)
    topics = models.CharField(max_length=20, choices=Topics.choices, default=Topics.FIXED)
    learning_map = models.BooleanField(default=False, help_text="Members write down what they want to learn, and when.")
    member_profile = models.BooleanField(default=False, help_text="Members tell each other strengths, growth edges and outcomes they want.")
    community_presenters_first = models.BooleanField(default=False, help_text="Guests are invited only where nobody in the group can speak.")
    co_facilitators_minimum = models.PositiveSmallIntegerField(default=0)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty: a draft.")
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GuidebookQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="guidebook_version_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(published_at=None, created_by__isnull=False), name="guidebook_one_draft"
            ),
        ]
        triggers = [FROZEN_VERSION]

    def __str__(self):
        return f"{self.name} (version {self.version})"

    def get_absolute_url(self):
        """The public page of its newest published version."""
        return reverse("guidebook-detail", args=[self.slug])

    @property
    def is_draft(self):
        return self.published_at is None

    @property
    def group_chooses_topics(self):
        return self.topics != self.Topics.FIXED

    @property
    def has_topics(self):
        """Whether its cohorts have a page of topics: the group chooses some, or keeps a learning map."""
        return self.group_chooses_topics or self.learning_map

    def publish(self, *, by=None):
        """Publish a draft: cohorts may open from it, and it cannot change any more.

        Returns False where somebody else published it first. by: None when it is loaded from a file.
        """
        updated = Guidebook.objects.drafts().filter(pk=self.pk).update(published_at=timezone.now(), published_by=by)
        self.refresh_from_db(fields=["published_at", "published_by"])
        return bool(updated)


class Part(models.Model):
    """A period of a guidebook that people apply and commit to as a whole, such as a school year."""

    class Entry(models.TextChoices):
        CLOSED = "closed", "Closed once it has begun"
        UNTIL_FIRST_MEETING = "until_first_meeting", "Open until its first meeting"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=100)
    entry = models.CharField(max_length=30, choices=Entry.choices)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_meetings = models.PositiveSmallIntegerField(default=0)
    asks_sign_off = models.BooleanField(default=True, help_text="A director signs before somebody gets a seat.")
    first_month = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 to 12: the season it begins in; empty where any month will do.")
    last_month = models.PositiveSmallIntegerField(null=True, blank=True)
    attendance_rule = I18nTextField(blank=True)
    graduation_rule = I18nTextField(blank=True)

    class Meta:
        ordering = ["guidebook", "number"]
        constraints = [
            models.UniqueConstraint(fields=["guidebook", "number"], name="part_number_once"),
            models.CheckConstraint(
                name="part_season_is_whole",
                condition=Q(first_month=None, last_month=None)
                | Q(first_month__isnull=False, last_month__isnull=False, first_month__range=(1, 12), last_month__range=(1, 12)),
            ),
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.name)

    def is_in_season(self, day):
        """Does the month of this day belong to the season? A season such as October to April includes the new year."""
        if self.first_month is None:
            return True
        if self.first_month <= self.last_month:
            return self.first_month <= day.month <= self.last_month
        return day.month >= self.first_month or day.month <= self.last_month


class Commitment(models.Model):
    """One sentence that participants or their directors commit to for a part."""

    class Audience(models.TextChoices):
        PARTICIPANT = "participant", "Participant"
        DIRECTOR = "director", "Program director"

    part = models.ForeignKey(Part, models.CASCADE, related_name="commitments")
    audience = models.CharField(max_length=20, choices=Audience.choices)
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()

    class Meta:
        ordering = ["part", "audience", "position"]
        constraints = [models.UniqueConstraint(fields=["part", "audience", "position"], name="commitment_position_once")]
        triggers = [frozen_once_published(OF_PART)]

    def __str__(self):
        return str(self.text)


class Criterion(models.Model):
    """One condition for applying, and what it means."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="criteria")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()
    help = I18nTextField(blank=True)

    class Meta:
        ordering = ["guidebook", "position"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["guidebook", "code"], name="criterion_code_once")]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.text)


class ApplicationQuestion(models.Model):
    """One question of the application form, beside those about name, site, agency and director."""

    class Kind(models.TextChoices):
        TEXT = "text", "One line"
        LONG_TEXT = "long_text", "Some lines"
        CHOICE = "choice", "One of several"
        CHOICES = "choices", "Any of several"
        NUMBER = "number", "A number"
        YES_NO = "yes_no", "Yes or no"

    class Step(models.TextChoices):
        YOU = "you", "You"
        SITE = "site", "Your site"
        WHY = "why", "Why"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="application_questions")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    label = I18nTextField()
    help = I18nTextField(blank=True)
    required = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)
    max_length = models.PositiveIntegerField(default=1000)
    choices = models.JSONField(default=list, blank=True, help_text='[{"value": "…", "label": {"en": "…", "es": "…"}}]')

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [models.UniqueConstraint(fields=["guidebook", "code"], name="application_question_code_once")]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.label)


class LetterTemplate(models.Model):
    """The wording of one kind of letter; its {placeholders} are filled in when a letter is composed."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="letter_templates")
    code = models.SlugField()
    subject = I18nCharField(max_length=200)
    body = I18nTextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guidebook", "code"], name="letter_template_code_once")]
        triggers = [frozen_once_published()]

    def __str__(self):
        return f"{self.guidebook}: {self.code}"
