from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Cohort, CohortMembership
from meetings.models import Meeting


class TopicQuerySet(models.QuerySet):
    def with_voices(self):
        """Each with `wanted`: how many members want it."""
        return self.annotate(wanted=Count("voices", filter=Q(voices__kind="wants")))

    def on_the_map(self):
        """Those that have a meeting, in the order of meetings."""
        return self.filter(meeting__isnull=False).select_related("meeting", "presenter__person").order_by("meeting__position", "pk")

    def waiting(self):
        """Those without a meeting, the most wanted first."""
        return self.filter(meeting=None).with_voices().select_related("proposed_by__person").order_by("-wanted", "pk")


class Topic(models.Model):
    """Something the group wants to learn: proposed, wanted, put on the map, spoken about, learned."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(CohortMembership, models.SET_NULL, null=True, blank=True, related_name="proposed_topics")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="topics")
    presenter = models.ForeignKey(CohortMembership, models.SET_NULL, null=True, blank=True, related_name="presents")
    guest = models.CharField(max_length=200, blank=True, help_text="Somebody from outside, with where they come from.")
    gap = models.CharField(max_length=300, blank=True, help_text="What nobody in the group could speak about.")
    learned_on = models.DateField(null=True, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "pk"]
        constraints = [
            models.CheckConstraint(name="topic_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="topic_member_or_guest", condition=Q(presenter=None) | Q(guest="")),
            models.CheckConstraint(name="topic_gap_is_for_a_guest", condition=Q(gap="") | ~Q(guest="")),
            models.CheckConstraint(name="topic_learned_at_a_meeting", condition=Q(learned_on=None) | Q(meeting__isnull=False)),
        ]

    def __str__(self):
        return self.title

    @property
    def is_learned(self):
        return self.learned_on is not None

    @transaction.atomic
    def place(self, *, meeting, presenter=None, guest="", gap="", by):
        """Put it on the map of one meeting and say who speaks; without a meeting, take it off the map.

        Raises ValueError where the group's own people come first and no gap is named for a guest.
        """
        if guest and not gap and self.cohort.guidebook.community_presenters_first:
            raise ValueError(_("Say what nobody in the group can speak about. Members come first."))
        self.meeting, self.presenter, self.guest, self.gap = meeting, presenter, guest, gap if guest else ""
        self.learned_on = self.learned_on if meeting else None
        self.save(update_fields=["meeting", "presenter", "guest", "gap", "learned_on"])

    def learned(self, *, by, on=None):
        """The group says it has learned what it wanted, or takes that back (`on=None`)."""
        self.learned_on = on
        self.save(update_fields=["learned_on"])


class Voice(models.Model):
    """One member wants a topic, or can speak about it."""

    class Kind(models.TextChoices):
        WANTS = "wants", "Wants to learn it"
        CAN_SPEAK = "can_speak", "Can speak about it"

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="voices")
    membership = models.ForeignKey(CohortMembership, models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["topic", "pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "membership", "kind"], name="voice_once")]

    def __str__(self):
        return f"{self.membership.person}: {self.topic}"
