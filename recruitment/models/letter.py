from django.db import models

from cohorts.models import Letter

from .application import Application
from .endorsement import SupervisorEndorsement


class ApplicationLetter(models.Model):
    """The application, and the sign-off of it, that a letter is about."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="application_letter")
    application = models.ForeignKey(Application, models.CASCADE, related_name="application_letters")
    endorsement = models.ForeignKey(
        SupervisorEndorsement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="endorsement_letters",
    )

    def __str__(self):
        return f"{self.letter}, {self.application}"
