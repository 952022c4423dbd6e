from django.db import models
from django.db.models import Q
from i18nfield.fields import I18nCharField, I18nTextField

from .guidebook import Guidebook
from .immutability import frozen_once_published


class ProfileQuestion(models.Model):
    """Something that members may tell the others of their cohort; nobody has to."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="profile_questions")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    text = I18nCharField(max_length=200)
    help = I18nTextField(blank=True)
    heading = I18nCharField(
        max_length=80, blank=True, help_text="What stands above the answer; empty: the question."
    )

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook", "code"], name="profile_question_code_once"
            ),
            models.CheckConstraint(name="profile_question_has_a_text", condition=~Q(text="")),
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.text)

    @property
    def heading_or_text(self):
        return str(self.heading) or str(self.text)
