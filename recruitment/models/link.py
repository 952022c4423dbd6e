from django.db import models, transaction

from people.models import Link

from .application import Application


class ApplicationLink(models.Model):
    """The application that a personal link of an applicant or a director was sent for.

    A director's link opens all sign-offs asked of the same address in the same part of the cohort.
    """

    link = models.OneToOneField(Link, models.CASCADE, related_name="application_link")
    application = models.ForeignKey(Application, models.CASCADE, related_name="links")

    def __str__(self):
        return f"{self.link} for {self.application}"

    @classmethod
    @transaction.atomic
    def make(cls, purpose, application, *, until, address, person=None):
        """Create a Link of this purpose for one application and return it;
        delivery adds its secret.

        until: when it expires. address: whom it is sent to.
        """
        link = Link.make(purpose, until=until, address=address, person=person)
        cls.objects.create(link=link, application=application)
        return link
