from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField

from .guidebook import Guidebook
from .immutability import frozen_once_published


class ProposedAgreement(models.Model):
    """A community agreement that a guidebook proposes.

    Each cohort gets a copy to amend and adopt.
    """

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="proposed_agreements")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    title = I18nCharField(max_length=100)
    text = I18nTextField()

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook", "code"], name="proposed_agreement_code_once"
            )
        ]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.title)
