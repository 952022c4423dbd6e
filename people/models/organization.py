from django.db import IntegrityError, models, transaction

from .network import Network


class NamedQuerySet(models.QuerySet):
    def find_or_create(self, name, **fields):
        """The row of this name in this queryset, ignoring case; else a new one with these fields.

        Of two callers at once, one creates the row and the other gets it.
        """
        found = self.filter(name__iexact=name).first()
        if found:
            return found
        try:
            with transaction.atomic():
                return self.create(name=name, **fields)
        except IntegrityError:
            return self.get(name__iexact=name)


class Organization(models.Model):
    """A district, county office or agency that runs programs."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="organizations")
    name = models.CharField(max_length=200)

    objects = NamedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "network", models.functions.Lower("name"), name="organization_name_once_a_network"
            )
        ]

    def __str__(self):
        return self.name
