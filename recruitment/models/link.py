from django.db import models, transaction
from django.utils.functional import cached_property

from people.models import Link

from .application import Application
from .endorsement import SupervisorEndorsement


class ApplicationLinkQuerySet(models.QuerySet):
    def end_sign_offs(self, *, keep=()):
        """The sign-offs of one application are no longer asked: end the links to them, but for
        those to the addresses in `keep`.

        One link opens all sign-offs that are asked of an address in a part. So a link whose reader
        is asked for somebody else too is about that application from now on, and opens as before.
        """
        ours = self.filter(link__purpose=Link.Purpose.SIGN_OFF, link__revoked_at=None)
        for row in ours.exclude(link__email_key__in=keep).select_related("link", "application"):
            if other := row.asked_for_another():
                self.filter(pk=row.pk).update(application=other)
            else:
                row.link.revoke()


class ApplicationLink(models.Model):
    """The application that a personal link of an applicant or a director was sent for.

    A director's link opens all sign-offs asked of the same address in the same part of the cohort.
    """

    link = models.OneToOneField(Link, models.CASCADE, related_name="application_link")
    application = models.ForeignKey(Application, models.CASCADE, related_name="links")

    objects = ApplicationLinkQuerySet.as_manager()

    def __str__(self):
        return f"{self.link} for {self.application}"

    @property
    def about(self):
        """As `Link.about`: the application; for a director, all sign-offs that the link opens."""
        if self.link.purpose == Link.Purpose.SIGN_OFF:
            return f"{self.link.purpose} {self.application.cohort_part_id} {self.link.email_key}"
        return f"{self.link.purpose} {self.application_id}"

    @cached_property
    def holder(self):
        """The name of the applicant or director, else the address."""
        if self.link.purpose != Link.Purpose.SIGN_OFF:
            return self.application.name
        asked = self.application.endorsements.filter(supervisor_key=self.link.email_key)
        names = asked.order_by("-asked_at", "-pk").values_list("supervisor_name", flat=True)
        return names.first() or self.link.holder

    def asked_for_another(self):
        """Another application of the same part for which its reader is asked or has answered;
        or None.
        """
        others = SupervisorEndorsement.objects.active().filter(
            supervisor_key=self.link.email_key,
            application__cohort_part=self.application.cohort_part_id,
            application__withdrawn_at=None,
        )
        other = others.exclude(application=self.application_id).order_by("pk").first()
        return other and other.application

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
