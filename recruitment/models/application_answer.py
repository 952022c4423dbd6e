from django.contrib.postgres.fields import ArrayField
from django.db import models

from guidebooks.models import ApplicationQuestion

from .application import Application


class ApplicationAnswer(models.Model):
    """An applicant's answer to one of the guidebook's questions.

    Not in the history tables: it is free text.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(ApplicationQuestion, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    chosen = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Meta:
        ordering = ["question__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"], name="application_answer_once"
            )
        ]

    def __str__(self):
        return self.text or ", ".join(self.chosen)

    def display(self):
        """The answer as text in the active language."""
        return self.question.display_answer(self.text, self.chosen)
