from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models import Cohort, CohortMembership
from meetings.models import Meeting


class TopicQuerySet(models.QuerySet):
    def open(self):
        """Topics that nobody has learned and that no meeting will take: they wait for one, or
        theirs was called off.
        """
        waits = Q(meeting=None) | Q(meeting__called_off_at__isnull=False)
        return self.filter(waits, learned_on=None)


class Topic(models.Model):
    """Something a cohort wants to learn: proposed, then scheduled for a meeting, then learned."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(
        CohortMembership, models.SET_NULL, null=True, blank=True, related_name="proposed_topics"
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="topics"
    )
    presenter = models.ForeignKey(
        CohortMembership, models.SET_NULL, null=True, blank=True, related_name="presents"
    )
    guest = models.CharField(
        max_length=200, blank=True, help_text="Somebody from outside, with where they come from."
    )
    gap = models.CharField(
        max_length=300, blank=True, help_text="What nobody in the group could speak about."
    )
    learned_on = models.DateField(null=True, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    #: The topic of an earlier cohort that stayed open there and goes on here.
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "carried_from"],
                condition=Q(carried_from__isnull=False),
                name="topic_carried_once",
            ),
            models.CheckConstraint(
                name="topic_not_carried_from_itself", condition=~Q(carried_from=models.F("pk"))
            ),
            models.CheckConstraint(name="topic_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="topic_member_or_guest", condition=Q(presenter=None) | Q(guest="")
            ),
            models.CheckConstraint(
                name="topic_gap_is_for_a_guest", condition=Q(gap="") | ~Q(guest="")
            ),
            models.CheckConstraint(
                name="topic_learned_at_a_meeting",
                condition=Q(learned_on=None) | Q(meeting__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_learned(self):
        return self.learned_on is not None

    @property
    def can_be_learned(self):
        """From the day of its meeting on."""
        return self.meeting is not None and self.meeting.day_has_come


class Voice(models.Model):
    """One member's interest in a topic: wants to learn it, or can speak about it."""

    class Kind(models.TextChoices):
        WANTS = "wants", "Wants to learn it"
        CAN_SPEAK = "can_speak", "Can speak about it"

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="voices")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["topic", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "membership", "kind"], name="voice_once")
        ]

    def __str__(self):
        return f"{self.membership.person}: {self.topic}"
