import hashlib
import json

from django.db import models

from people.models import Person

from .guidebook import Guidebook


class AcceptedText(models.Model):
    """A text of a draft that publishing asks about, and that somebody says is right as it stands.

    digest: of what was asked (`digest_of`), so that another wording, or another number of rows, is
    asked about anew.
    """

    class About(models.TextChoices):
        ORIGINAL = "original", "It says what the original says"
        NUMBER = "number", "It names another number than the rows have"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="accepted_texts")
    about = models.CharField(max_length=10, choices=About.choices)
    digest = models.CharField(max_length=32)
    text = models.TextField()
    accepted_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["guidebook", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook", "about", "digest"], name="text_accepted_once"
            )
        ]

    def __str__(self):
        return f"{self.get_about_display()}: {self.text[:60]}"

    @staticmethod
    def digest_of(*asked):
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]
