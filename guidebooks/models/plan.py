from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from people.models import Network

from .choices import BlockKind, BlockLead, Setting
from .guidebook import Guidebook, Part
from .immutability import OF_MEETING, OF_PART, frozen_once_published


class Activity(models.Model):
    """An icebreaker or team-building activity, shared by all guidebooks; it names another way to take part."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="activities")
    slug = models.SlugField(unique=True)
    name = I18nCharField(max_length=200)
    also_known_as = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=[("icebreaker", _("Icebreaker")), ("teambuilding", _("Team building"))])
    purpose = I18nTextField()
    group_min = models.PositiveSmallIntegerField()
    group_max = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    minutes_brief = models.PositiveSmallIntegerField(default=0)
    minutes_run = models.PositiveSmallIntegerField(default=0)
    minutes_debrief = models.PositiveSmallIntegerField(default=0)
    space = I18nTextField(blank=True)
    floor = I18nTextField(blank=True)
    materials = models.JSONField(default=list, blank=True)
    steps = models.JSONField(default=list)
    safety = models.JSONField(default=list)
    safety_flags = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)
    adaptations = models.JSONField(default=list, blank=True)
    seated_variant = I18nTextField(blank=True)
    opt_out = I18nTextField()
    touch_level = models.CharField(max_length=40, blank=True)
    mobility_level = models.CharField(max_length=40, blank=True)
    sight_hearing_load = models.CharField(max_length=200, blank=True)
    allergens = models.JSONField(default=list, blank=True)
    cqi_link = I18nTextField()
    debrief = models.JSONField(default=dict, help_text='{"what": {…}, "so_what": {…}, "now_what": {…}}')
    source_note = I18nTextField(blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(name="activity_group_size_in_order", condition=models.Q(group_min__lte=models.F("group_max"))),
            models.CheckConstraint(name="activity_lets_people_opt_out", condition=~models.Q(opt_out="")),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def needs_safety_monitor(self):
        return bool(self.safety_flags)


class PlannedMeetingQuerySet(models.QuerySet):
    def in_guidebook(self, guidebook):
        """The meetings of a guidebook version in order, through all its parts."""
        return self.filter(part__guidebook=guidebook).order_by("position")


class PlannedMeeting(models.Model):
    """One meeting of a guidebook version, copied into each cohort that opens."""

    #: What a meeting of a cohort takes over as it is; its length and place are worked out when the cohort opens.
    COPIED_FIELDS = [
        "position", "title", "purpose", "outcomes", "before_work", "between_task", "room", "mandatory", "setting", "topic_open",
    ]  # fmt: skip

    part = models.ForeignKey(Part, models.CASCADE, related_name="planned_meetings")
    position = models.PositiveSmallIntegerField(help_text="1, 2, 3 … through the whole guidebook")
    code = models.CharField(max_length=20)
    weeks_after_first = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(max_length=200)
    purpose = I18nTextField(blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    mandatory = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as long as the guidebook's meetings are.")
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.IN_PERSON)
    topic_open = models.BooleanField(default=False, help_text="The group chooses what this meeting is about.")
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
            models.UniqueConstraint(fields=["part", "position"], name="planned_meeting_position_once"),
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
        "position", "minutes", "kind", "lead", "title", "participant_text", "facilitator_text", "materials",
        "activity_id", "cqi_link", "opt_out", "output",
    ]  # fmt: skip

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
        constraints = [models.UniqueConstraint(fields=["planned_meeting", "position"], name="planned_segment_position_once")]
        triggers = [frozen_once_published(OF_MEETING)]

    def __str__(self):
        return f"{self.planned_meeting.code} {self.position}. {self.title}"


class PlannedDirectorSession(models.Model):
    """One session for the directors of a part's members, before the first meeting or after one."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="planned_director_sessions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[("orientation", "Orientation"), ("review", "Review")])
    title = I18nCharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=60)
    after_meeting = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Position of the meeting it follows; empty: before the first.")

    class Meta:
        ordering = ["part", "position"]
        constraints = [models.UniqueConstraint(fields=["part", "position"], name="planned_session_position_once")]
        triggers = [frozen_once_published(OF_PART)]

    def __str__(self):
        return str(self.title)


class ProposedAgreement(models.Model):
    """A community agreement that a guidebook proposes. Each cohort gets a copy to amend and adopt."""

    guidebook = models.ForeignKey(Guidebook, models.CASCADE, related_name="proposed_agreements")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    title = I18nCharField(max_length=100)
    text = I18nTextField()

    class Meta:
        ordering = ["guidebook", "position"]
        constraints = [models.UniqueConstraint(fields=["guidebook", "code"], name="proposed_agreement_code_once")]
        triggers = [frozen_once_published()]

    def __str__(self):
        return str(self.title)
