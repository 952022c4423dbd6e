from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import CohortMembership

from .meeting import Meeting
from .way import Way


class NoSubstitutes(Exception):
    """The guidebook lets nobody come instead of a member."""


class MeetingHasBegun(Exception):
    """The meeting has begun, so replies are closed."""


class ReplyQuerySet(models.QuerySet):
    def for_the_day(self):
        """Answers for the day on which their meeting is now; another day is asked again."""
        return self.filter(answered_for=models.F("meeting__on"))

    @transaction.atomic
    def save_answer(
        self,
        *,
        meeting,
        membership,
        answer,
        attends_by="",
        substitute_name="",
        substitute_email="",
        access_needs="",
        food_needs="",
    ):
        """Create the member's reply or replace it. What they need counts for later meetings, too,
        unless somebody else comes. Raises MeetingHasBegun, also when it is called
        off or the cohort is completed, and NoSubstitutes.
        """
        is_over = meeting.has_begun or meeting.cohort.is_completed
        if is_over or meeting.is_called_off:
            raise MeetingHasBegun
        if answer == Reply.Answer.SUBSTITUTE and not meeting.takes_substitutes:
            raise NoSubstitutes
        if answer != Reply.Answer.SUBSTITUTE:
            substitute_name = substitute_email = ""
        defaults = {
            "answer": answer,
            "answered_for": meeting.on,
            "attends_by": attends_by if answer == Reply.Answer.COMING else "",
            "substitute_name": substitute_name,
            "substitute_email": substitute_email,
            "access_needs": access_needs,
            "food_needs": food_needs,
            "answered_at": timezone.now(),
        }
        if answer != Reply.Answer.SUBSTITUTE:
            membership.note_needs(access_needs=access_needs, food_needs=food_needs)
        return self.update_or_create(meeting=meeting, membership=membership, defaults=defaults)[0]


class Reply(models.Model):
    """RSVP: whether a member comes to a meeting, who comes instead, and what they need there.

    `answered_for` is the day that was asked about. When the meeting moves to another day, the
    answer does not count; what they need there still does.
    """

    class Answer(models.TextChoices):
        COMING = "coming", _("Coming")
        NOT_COMING = "not_coming", _("Not coming")
        SUBSTITUTE = "substitute", _("Sends someone")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    answered_for = models.DateField()
    attends_by = models.CharField(
        max_length=4, choices=Way.choices, blank=True, help_text="To a hybrid meeting."
    )
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
                name="reply_by_a_way_of_who_comes",
                condition=Q(attends_by="") | Q(attends_by__in=Way.values, answer="coming"),
            ),
            models.CheckConstraint(
                name="reply_substitute_has_a_name",
                condition=Q(answer="substitute") & ~Q(substitute_name="")
                | ~Q(answer="substitute") & Q(substitute_name="", substitute_email=""),
            ),
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.get_answer_display()}"

    @property
    def counted_needs(self):
        """What is prepared for whoever comes by this reply, as texts; [] where nobody comes."""
        if self.answer == self.Answer.NOT_COMING:
            return []
        return [text for text in (self.access_needs, self.food_needs) if text]

    @property
    def is_for_the_day(self):
        """Whether it is about the day on which the meeting is now."""
        return self.answered_for == self.meeting.on
