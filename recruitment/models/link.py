from django.db import models, transaction

from people.models import Link

from .application import Application


class ApplicationLink(models.Model):
    """What a personal link of an applicant or a director is about: the application it was sent for."""

    link = models.OneToOneField(Link, models.CASCADE, related_name="application_link")
    application = models.ForeignKey(Application, models.CASCADE, related_name="links")

    def __str__(self):
        return f"{self.link} for {self.application}"

    @classmethod
    @transaction.atomic
    def make(cls, purpose, application, *, until, address, person=None):
        """The Link of this purpose about one application, still without a secret."""
        link = Link.make(purpose, until=until, address=address, person=person)
        cls.objects.create(link=link, application=application)
        return link
