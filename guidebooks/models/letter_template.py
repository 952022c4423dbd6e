from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField

from .guidebook import Guidebook
from .immutability import frozen_once_published


class LetterTemplate(models.Model):
    """The wording of one kind of letter; its {placeholders} are filled in when a letter
    is composed.
    """

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="letter_templates")
    code = models.SlugField()
    subject = I18nCharField(max_length=200)
    body = I18nTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guidebook", "code"], name="letter_template_code_once")
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return f"{self.guidebook}: {self.code}"
