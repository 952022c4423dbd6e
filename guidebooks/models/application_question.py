from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from i18nfield.fields import I18nTextField
from i18nfield.strings import LazyI18nString

from .guidebook import Guidebook
from .immutability import frozen_once_published

#: A place keeps so many characters of each of these answers.
NEEDS_LENGTH = 300


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

    class Needs(models.TextChoices):
        ACCESS = "access", "What helps somebody take part"
        FOOD = "food", "What somebody eats"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="application_questions")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    label = I18nTextField()
    help = I18nTextField(blank=True)
    required = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)
    needs = models.CharField(
        max_length=6,
        choices=Needs.choices,
        blank=True,
        help_text="What an answer says about the room, from the seat on.",
    )
    max_length = models.PositiveIntegerField(default=1000)
    choices = models.JSONField(
        default=list, blank=True, help_text='[{"value": "…", "label": {"en": "…", "es": "…"}}]'
    )

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook", "code"], name="application_question_code_once"
            ),
            models.CheckConstraint(
                name="question_about_needs_is_kept_back_and_short",
                condition=Q(needs="")
                | Q(sensitive=True, kind__in=["text", "long_text"], max_length__lte=NEEDS_LENGTH),
            ),
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.label)

    def options(self):
        """[(value, label)] of the answers to choose from."""
        if self.kind == self.Kind.YES_NO:
            return [("yes", _("Yes")), ("no", _("No"))]
        return [
            (option["value"], str(LazyI18nString(option["label"])) or option["value"])
            for option in self.choices
        ]

    def display_answer(self, text, chosen):
        """An answer as text: labels in place of the stored values."""
        labels = {}
        if self.kind in (self.Kind.CHOICE, self.Kind.CHOICES, self.Kind.YES_NO):
            labels = dict(self.options())
        return ", ".join(str(labels.get(value, value)) for value in chosen or [text])
