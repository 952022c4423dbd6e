from django.db import models
from django.utils import timezone
from i18nfield.fields import I18nCharField, I18nTextField

from guidebooks.models import FAMILY_OF, Activity, BlockKind, BlockLead, PlannedSegment
from lib.edit_conflicts import fingerprint
from lib.history import tracked
from people.models import Person

from .meeting import Meeting


class SegmentQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position")


@tracked(
    exclude=[
        "title",
        "participant_text",
        "facilitator_text",
        "materials",
        "cqi_link",
        "opt_out",
        "output",
    ]
)
class AgendaSegment(models.Model):
    """One block of a meeting's agenda.

    participant_text is for everybody, facilitator_text only for those who run the meeting.
    materials is a list of {"item": {language: text}, "per": "person" | "team" | "room", "quantity":
    number}. Blocks with the same parallel_group run at the same time.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="segments")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    pinned_start = models.TimeField(null=True, blank=True)
    kind = models.CharField(max_length=30, choices=BlockKind.choices)
    lead = models.CharField(max_length=30, choices=BlockLead.choices, blank=True)
    title = I18nCharField(max_length=200)
    participant_text = I18nTextField(blank=True)
    facilitator_text = I18nTextField(blank=True)
    materials = models.JSONField(default=list, blank=True)
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="segments"
    )
    cqi_link = I18nTextField(blank=True)
    opt_out = I18nTextField(blank=True)
    output = I18nTextField(blank=True)
    parallel_group = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="segment_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="segment_minutes_in_a_day",
                condition=models.Q(minutes__gte=1, minutes__lte=600),
            ),
        ]

    def __str__(self):
        return str(self.title)

    @property
    def family(self):
        return FAMILY_OF[self.kind]

    @property
    def lead_word(self):
        """Who leads it, as pages of its cohort say; "" for nobody yet."""
        return BlockLead(self.lead).name_with(self.meeting.cohort.lead_title) if self.lead else ""

    @property
    def fingerprint(self):
        """A hash of the editable columns: another value means that somebody changed the block
        since it was read.
        """
        return fingerprint(getattr(self, name) for name in EDITABLE_FIELDS)

    @property
    def needs_safety_monitor(self):
        """The activity requires a safety monitor, and none is named for this run."""
        run = getattr(self, "run", None)
        return bool(
            self.activity_id
            and self.activity.needs_safety_monitor
            and not (run and run.safety_monitor)
        )


#: The columns that people edit: those of a planned block except its position and `cqi_link`,
#: and the block's own.
EDITABLE_FIELDS = [
    "pinned_start",
    *[name for name in PlannedSegment.COPIED_FIELDS if name not in ("position", "cqi_link")],
]


class ActivityRun(models.Model):
    """How the activity of one agenda block runs: its safety monitor, the hazard check,
    and notes afterwards.
    """

    segment = models.OneToOneField(AgendaSegment, models.CASCADE, related_name="run")
    safety_monitor = models.CharField(max_length=200, blank=True)
    hazards_checked_at = models.DateTimeField(null=True, blank=True)
    hazards_checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    notes = models.TextField(blank=True)

    def __str__(self):
        return f"{self.segment}"

    def prepare(self, *, safety_monitor, hazards_checked, notes, by):
        """Save safety monitor, notes, and whether hazards were checked;
        the first check keeps time and person.
        """
        self.safety_monitor, self.notes = safety_monitor, notes
        if not hazards_checked:
            self.hazards_checked_at = self.hazards_checked_by = None
        elif self.hazards_checked_at is None:
            self.hazards_checked_at, self.hazards_checked_by = timezone.now(), by
        self.save()
