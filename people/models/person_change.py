from django.db import models
from django.db.models import Q
from django.utils import timezone

from .person import Person


class PersonChange(models.Model):
    """One thing about a person that was mended: what stood there before, and what stands there now.

    Texts as their readers see them: names of sites and directors, not keys.
    """

    class Field(models.TextChoices):
        NAME = "name", "Name"
        SORT_NAME = "own_sort_name", "Name to sort by"
        EMAIL = "email", "Address"
        PHONE = "phone", "Phone"
        LANGUAGE = "language", "Language of letters"
        SITE = "site", "Site"
        FUNDING = "funding", "Funding"
        DIRECTOR = "director", "Director"

    person = models.ForeignKey(Person, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20, choices=Field.choices)
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="changes_made"
    )

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="person_change_changes_something", condition=~Q(before=models.F("after"))
            )
        ]

    def __str__(self):
        return f"{self.get_field_display()} of {self.person}"
