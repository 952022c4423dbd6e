from django.db import models, transaction

from people.models import Link

from .membership import CohortMembership


class MembershipLink(models.Model):
    """The membership a personal link is about and, for replies and evaluations, the meeting."""

    link = models.OneToOneField(Link, models.CASCADE, related_name="membership_link")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="links")
    #: Position of the meeting inside the membership's cohort.
    meeting_position = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self):
        return f"{self.link} for {self.membership}"

    @property
    def about(self):
        """As `Link.about`: the membership and the meeting."""
        return f"{self.link.purpose} {self.membership_id} {self.meeting_position}"

    @property
    def holder(self):
        return self.membership.person.name

    @classmethod
    @transaction.atomic
    def make(cls, purpose, membership, *, until, meeting_position=None, address=""):
        """Create a Link of this purpose for one member and return it; delivery adds its secret.

        until: when it expires. address: whom it is sent to, if not the person's own address.
        """
        person = membership.person
        link = Link.make(purpose, until=until, address=address or person.email, person=person)
        cls.objects.create(link=link, membership=membership, meeting_position=meeting_position)
        return link
