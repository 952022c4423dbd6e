from django.db import models
from django.db.models import Q

from people.models import Person

from .guidebook import Guidebook


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answer="")


class Proposal(models.Model):
    """A draft of a regional lead that the state staff of the network are asked to publish."""

    class Answer(models.TextChoices):
        PUBLISHED = "published", "Published"
        RETURNED = "returned", "Returned"
        TAKEN_BACK = "taken_back", "Taken back"

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="proposals")
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sentence = models.CharField(max_length=500, blank=True, help_text="Why it is returned.")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["guidebook", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidebook"], condition=Q(answer=""), name="guidebook_proposed_once"
            ),
            models.CheckConstraint(
                name="proposal_answered_by_somebody",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_returned_with_a_sentence",
                condition=(Q(answer="returned") & ~Q(sentence=""))
                | (~Q(answer="returned") & Q(sentence="")),
            ),
        ]

    def __str__(self):
        return f"{self.guidebook}, proposed by {self.proposed_by}"
