from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from people.models import Network


class Activity(models.Model):
    """An icebreaker or team-building activity, shared by all guidebooks;
    it names another way to take part.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="activities")
    slug = models.SlugField(unique=True)
    name = I18nCharField(max_length=200)
    also_known_as = models.CharField(max_length=200, blank=True)
    kind = models.CharField(
        max_length=20,
        choices=[("icebreaker", _("Icebreaker")), ("teambuilding", _("Team building"))],
    )
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
    debrief = models.JSONField(
        default=dict, help_text='{"what": {…}, "so_what": {…}, "now_what": {…}}'
    )
    source_note = I18nTextField(blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                name="activity_group_size_in_order",
                condition=models.Q(group_min__lte=models.F("group_max")),
            ),
            models.CheckConstraint(
                name="activity_lets_people_opt_out", condition=~models.Q(opt_out="")
            ),
        ]

    def __str__(self):
        return str(self.name)

    @property
    def needs_safety_monitor(self):
        return bool(self.safety_flags)
