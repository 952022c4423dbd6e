from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField

from .activity import Activity
from .choices import BlockKind, BlockLead, Setting
from .immutability import OF_MEETING, OF_PART, frozen_once_published
from .part import Part


class PlannedMeetingQuerySet(models.QuerySet):
    def in_guidebook(self, guidebook):
        """The meetings of a guidebook version in order, through all its parts."""
        return self.filter(part__guidebook=guidebook).order_by("position")


class PlannedMeeting(models.Model):
    """One meeting of a guidebook version, copied into each cohort that opens."""

    #: What a meeting of a cohort takes over as it is; its length and place are worked out
    #: when the cohort opens.
    COPIED_FIELDS = [
        "position",
        "title",
        "purpose",
        "outcomes",
        "before_work",
        "between_task",
        "room",
        "mandatory",
        "setting",
        "topic_open",
    ]

    part = models.ForeignKey(Part, models.CASCADE, related_name="planned_meetings")
    position = models.PositiveSmallIntegerField(help_text="1, 2, 3 … through the whole guidebook")
    code = models.CharField(max_length=20)
    weeks_after_first = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(max_length=200)
    purpose = I18nTextField(blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    mandatory = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: as long as the guidebook's meetings are."
    )
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.IN_PERSON)
    topic_open = models.BooleanField(
        default=False, help_text="The group chooses what this meeting is about."
    )
    setup_minutes = models.PositiveSmallIntegerField(default=60)
    packdown_minutes = models.PositiveSmallIntegerField(default=30)
    before_work = I18nTextField(blank=True)
    between_task = I18nTextField(blank=True)
    room = models.JSONField(default=list, blank=True)
    logistics = models.JSONField(default=list, blank=True)
    handouts = models.JSONField(default=list, blank=True)

    objects = PlannedMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["part__guidebook", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "position"], name="planned_meeting_position_once"
            ),
        ]
        triggers = [frozen_once_published(OF_PART)]

    def __str__(self):
        return f"{self.code}: {self.title}"

    @property
    def planned_minutes(self):
        return self.minutes or self.part.guidebook.minutes_per_meeting


class PlannedSegment(models.Model):
    """One agenda block of a planned meeting."""

    #: What a block of a meeting takes over from the planned block.
    COPIED_FIELDS = [
        "position",
        "minutes",
        "kind",
        "lead",
        "title",
        "participant_text",
        "facilitator_text",
        "materials",
        "activity_id",
        "cqi_link",
        "opt_out",
        "output",
    ]

    planned_meeting = models.ForeignKey(PlannedMeeting, models.CASCADE, related_name="segments")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=BlockKind.choices)
    lead = models.CharField(max_length=30, choices=BlockLead.choices)
    title = I18nCharField(max_length=200)
    participant_text = I18nTextField(blank=True)
    facilitator_text = I18nTextField(blank=True)
    materials = models.JSONField(default=list, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    cqi_link = I18nTextField(blank=True)
    opt_out = I18nTextField(blank=True)
    output = I18nTextField(blank=True)

    class Meta:
        ordering = ["planned_meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["planned_meeting", "position"], name="planned_segment_position_once"
            )
        ]
        triggers = [frozen_once_published(OF_MEETING)]

    def __str__(self):
        return f"{self.planned_meeting.code} {self.position}. {self.title}"
