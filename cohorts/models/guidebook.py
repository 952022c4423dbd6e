from django.db import models
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from .network import Network


class GuidebookQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=timezone.now())

    def newest_versions(self):
        return self.order_by("slug", "-version").distinct("slug")


class Guidebook(models.Model):
    """One version of a program for communities of practice. A version never changes once published.

    Everything below it (parts, criteria, commitments, questions, letters) belongs to this version,
    so pointing at a guidebook row is pointing at exact wording.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="guidebooks")
    slug = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    name = I18nCharField(max_length=200)
    summary = I18nTextField(blank=True)
    domain = I18nTextField(blank=True)
    minutes_per_meeting = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    notice_days_minimum = models.PositiveSmallIntegerField(default=21)
    hours_between_meetings = models.PositiveSmallIntegerField(default=2)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = GuidebookQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="guidebook_version_once")]

    def __str__(self):
        return f"{self.name} (version {self.version})"


class Part(models.Model):
    """A stretch of a guidebook that people commit to as one: a year, a school year, October to April."""

    class Entry(models.TextChoices):
        CLOSED = "closed", "Closed once it has begun"
        UNTIL_FIRST_MEETING = "until_first_meeting", "Open until its first meeting"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    name = I18nCharField(max_length=100)
    entry = models.CharField(max_length=30, choices=Entry.choices)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_meetings = models.PositiveSmallIntegerField(default=0)
    attendance_rule = I18nTextField(blank=True)
    graduation_rule = I18nTextField(blank=True)

    class Meta:
        ordering = ["guidebook", "number"]
        constraints = [models.UniqueConstraint(fields=["guidebook", "number"], name="part_number_once")]

    def __str__(self):
        return str(self.name)


class Commitment(models.Model):
    """One sentence that participants or directors commit to for a part."""

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

    def __str__(self):
        return str(self.text)


class Criterion(models.Model):
    """One condition for applying, with the sentence that explains it."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="criteria")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    text = I18nTextField()
    help = I18nTextField(blank=True)

    class Meta:
        ordering = ["guidebook", "position"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["guidebook", "code"], name="criterion_code_once")]

    def __str__(self):
        return str(self.text)


class ApplicationQuestion(models.Model):
    """One question of the application beyond name, site and director."""

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

    def __str__(self):
        return str(self.label)


class LetterTemplate(models.Model):
    """The wording of one kind of letter in a guidebook version; {names} are filled in when it is written."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="letter_templates")
    code = models.SlugField()
    subject = I18nCharField(max_length=200)
    body = I18nTextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guidebook", "code"], name="letter_template_code_once")]

    def __str__(self):
        return f"{self.guidebook}: {self.code}"
