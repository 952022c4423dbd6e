from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import CohortMembership

from .meeting import Meeting


class MeetingHasBegun(Exception):
    """The meeting has begun, so replies are closed."""


class ReplyQuerySet(models.QuerySet):
    @transaction.atomic
    def save_answer(
        self,
        *,
        meeting,
        membership,
        answer,
        substitute_name="",
        substitute_email="",
        access_needs="",
        food_needs="",
    ):
        """Create the member's reply or replace it.

        Raises MeetingHasBegun, also in a completed cohort: nobody comes, or is sent, any more.
        """
        if meeting.has_begun or meeting.cohort.is_completed:
            raise MeetingHasBegun
        if answer != Reply.Answer.SUBSTITUTE:
            substitute_name = substitute_email = ""
        defaults = {
            "answer": answer,
            "substitute_name": substitute_name,
            "substitute_email": substitute_email,
            "access_needs": access_needs,
            "food_needs": food_needs,
            "answered_at": timezone.now(),
        }
        return self.update_or_create(meeting=meeting, membership=membership, defaults=defaults)[0]


class Reply(models.Model):
    """RSVP: whether a member comes to a meeting, who comes instead, and what they need there."""

    class Answer(models.TextChoices):
        COMING = "coming", _("Coming")
        NOT_COMING = "not_coming", _("Not coming")
        SUBSTITUTE = "substitute", _("Sends someone")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    substitute_name = models.CharField(max_length=200, blank=True)
    substitute_email = models.EmailField(blank=True)
    access_needs = models.CharField(max_length=300, blank=True)
    food_needs = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="reply_once_a_meeting"),
            models.CheckConstraint(
                name="reply_substitute_has_a_name",
                condition=Q(answer="substitute") & ~Q(substitute_name="")
                | ~Q(answer="substitute") & Q(substitute_name="", substitute_email=""),
            ),
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.get_answer_display()}"
