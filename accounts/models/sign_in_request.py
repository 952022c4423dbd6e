from django.db import models
from django.utils import timezone


class SignInRequest(models.Model):
    """An address typed on the sign-in page. The worker looks who that is and deletes the row.

    The page does the same work for every address, so neither its text nor its time tells
    who is known.
    """

    class Wants(models.TextChoices):
        LINK = "link", "A link that signs in"
        PASSWORD = "password", "A link to choose a password"

    email = models.EmailField(max_length=254)
    wants = models.CharField(max_length=10, choices=Wants.choices, default=Wants.LINK)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.get_wants_display()
