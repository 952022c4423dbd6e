"""Choices of agenda blocks and meetings, and the seven groups of block kinds that share a color
and a pattern.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BlockKind(models.TextChoices):
    WELCOME = "welcome", _("Welcome")
    AGREEMENTS = "agreements", _("Agreements")
    ICEBREAKER = "icebreaker", _("Icebreaker")
    TEAMBUILDING = "teambuilding", _("Team building")
    PRESENTATION = "presentation", _("Presentation")
    VIDEO = "video", _("Video")
    FOCUSED_DISCUSSION = "focused_discussion", _("Focused discussion")
    CONSENSUS_WORKSHOP = "consensus_workshop", _("Consensus workshop")
    SUCCESS_STORY = "success_story", _("Success stories")
    REFLECTION = "reflection", _("Reflection")
    PLANNING = "planning", _("Planning")
    BREAK = "break", _("Break")
    LUNCH = "lunch", _("Lunch")
    WELLNESS_BREAK = "wellness_break", _("Wellness break")
    FIELD_TRIP = "field_trip", _("Field trip")
    EVALUATION = "evaluation", _("Evaluation")
    CLOSE = "close", _("Close")


class BlockLead(models.TextChoices):
    LEAD_FACILITATOR = "lead_facilitator", _("Lead facilitator")
    CO_FACILITATOR = "co_facilitator", _("Co-facilitator")
    REGIONAL_LEAD = "regional_lead", _("Regional lead")
    SAFETY_MONITOR = "safety_monitor", _("Safety monitor")
    SUBJECT_EXPERT = "subject_expert", _("Guest expert")
    GRADUATE = "graduate", _("Graduate")
    MEMBER = "member", _("A member")

    def name_with(self, lead_title):
        """What it is called where those who lead have this title."""
        return lead_title if self == BlockLead.REGIONAL_LEAD else str(self.label)

    @classmethod
    def choices_with(cls, lead_title):
        return [(lead.value, lead.name_with(lead_title)) for lead in cls]


class Setting(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    VIRTUAL = "virtual", _("Online")
    HYBRID = "hybrid", _("In the room and online")


class TaskEvent(models.TextChoices):
    """What Hallway does or notes itself, and so ticks the tasks that name it."""

    FIRST_REMINDER = "first_reminder", _("The first reminder leaves")
    SECOND_REMINDER = "second_reminder", _("Another reminder leaves")
    NEEDS_ASKED = "needs_asked", _("Members are asked for access and food")
    DIRECTORS_TOLD = "directors_told", _("Directors are told a date shortly before it")
    PAPERS_PRINTED = "papers_printed", _("The pack is printed")
    SAFETY_MONITOR = "safety_monitor", _("Every activity has its safety monitor")
    HAZARDS_CHECKED = "hazards_checked", _("The space of every activity is checked for hazards")


#: {family: kinds}: blocks of a family share a color and a pattern on pages and in documents.
FAMILIES = {
    "gather": [BlockKind.WELCOME, BlockKind.AGREEMENTS, BlockKind.CLOSE],
    "move": [BlockKind.ICEBREAKER, BlockKind.TEAMBUILDING, BlockKind.FIELD_TRIP],
    "listen": [BlockKind.PRESENTATION, BlockKind.VIDEO],
    "talk": [BlockKind.FOCUSED_DISCUSSION, BlockKind.CONSENSUS_WORKSHOP, BlockKind.SUCCESS_STORY],
    "write": [BlockKind.REFLECTION, BlockKind.PLANNING],
    "rest": [BlockKind.BREAK, BlockKind.LUNCH, BlockKind.WELLNESS_BREAK],
    "measure": [BlockKind.EVALUATION],
}
FAMILY_OF = {kind.value: family for family, kinds in FAMILIES.items() for kind in kinds}
