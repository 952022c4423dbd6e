from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.models import Person

from .cohort import Cohort


class StaffActQuerySet(models.QuerySet):
    def waiting(self):
        """Acts whose letters still wait, and which can be taken back.

        A later act about the same people drops the letters of an earlier one; there is nothing
        left to take back of it then.
        """
        held = self.filter(undone_at=None, held_until__gt=timezone.now())
        letters = self.model.letters.rel.related_model.objects.filter(act=OuterRef("pk"))
        return held.filter(Exists(letters.filter(status="queued")))


class StaffAct(models.Model):
    """Something that staff did and that writes to others, after a look at what follows.

    Its letters wait until `held_until`; until then it can be taken back with everything that
    followed. `undo_data` is what taking it back needs to know of the state before, as primary
    keys and values; the function of its kind reads it (lifecycle/actions/take_back.py).
    """

    #: How long the letters of an act wait.
    HOLD = timedelta(minutes=10)

    class Kind(models.TextChoices):
        OFFER = "offer", "Seats offered"
        WAITING_LIST = "waiting_list", "Put on the waiting list"
        NO_SEAT = "no_seat", "No seat this time"
        DIRECTOR_REMINDER = "director_reminder", "Directors reminded"
        CORRECTION = "correction", "An application corrected"
        MEETING_MOVE = "meeting_move", "A meeting moved"
        COHORT_CHANGE = "cohort_change", "A cohort changed"
        RECRUITING_END = "recruiting_end", "Recruiting ended"
        PART_OPEN = "part_open", "A part opened"
        MEETING_CALL_OFF = "meeting_call_off", "A meeting called off"
        MEETING_CALL_ON = "meeting_call_on", "A meeting takes place after all"
        MEETING_ADD = "meeting_add", "A meeting added"
        MEETING_REMINDER = "meeting_reminder", "Members reminded"
        EVALUATION_INVITATION = "evaluation_invitation", "Members invited to evaluate"
        INTEREST_NOTICE = "interest_notice", "People on a list of interest told"
        LETTER_RESEND = "letter_resend", "A letter sent again"
        ADDRESS_CHANGE = "address_change", "Another address asked for"
        DIRECTOR_CHANGE = "director_change", "Another director"
        ROSTER = "roster", "A roster read in"

    #: Kinds whose letters leave at once: nobody takes these back.
    LEAVES_AT_ONCE = [
        Kind.CORRECTION,
        Kind.EVALUATION_INVITATION,
        Kind.ADDRESS_CHANGE,
        Kind.DIRECTOR_CHANGE,
    ]

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="staff_acts")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    #: Made with the form: the same form sent twice acts once.
    form_key = models.UUIDField(unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="staff_acts")
    done_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="undone_acts"
    )
    sentence = models.CharField(max_length=300, help_text="What was done, for its reader.")
    undo_data = models.JSONField(default=dict, blank=True)

    objects = StaffActQuerySet.as_manager()

    class Meta:
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="staff_act_holds_ten_minutes",
                condition=Q(held_until__isnull=True)
                | Q(held_until=models.F("done_at") + timedelta(minutes=10)),
            ),
            models.CheckConstraint(
                name="staff_act_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(
                    undone_at__isnull=False,
                    undone_by__isnull=False,
                    held_until__isnull=False,
                    undone_at__lt=models.F("held_until"),
                ),
            ),
        ]

    def __str__(self):
        return self.sentence

    @property
    def is_waiting(self):
        return self.waits_at(timezone.now())

    def waits_at(self, moment):
        """Whether it can still be taken back then."""
        return self.undone_at is None and bool(self.held_until) and moment < self.held_until

    def finish(self, *, sentence):
        """Say what was done and queue the letters that were drafted for it."""
        self.sentence = sentence[:300]
        drafted = self.letters.filter(status="drafted")
        if self.kind not in self.LEAVES_AT_ONCE and drafted.exists():
            self.held_until = self.done_at + self.HOLD
        self.save()
        drafted.update(status="queued", try_at=self.held_until or self.done_at)
