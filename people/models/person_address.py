from django.db import models

from lib.text import normalize_email

from .person import PERSONS, Person, one_address_one_person


class PersonAddress(models.Model):
    """A further address of a person, verified at some time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses")
    email = models.EmailField(max_length=254)
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    verified_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "person addresses"
        triggers = [one_address_one_person(table=PERSONS, theirs="id", ours="NEW.person_id")]

    def __str__(self):
        return self.email

    def save(self, **kwargs):
        self.email_key = normalize_email(self.email)
        super().save(**kwargs)
