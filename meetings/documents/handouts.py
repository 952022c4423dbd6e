"""Contexts of what is handed out or put up at a meeting:
activity cards and the agreements poster.
"""

from django.utils.translation import gettext as _

from lib.bilingual import localized_text, localized_texts
from lib.dates import day

from .header import header_context
from .materials import material_labels


def activity_cards(meeting, *, topics=()):
    """One card for each activity on the agenda, in order;
    one that runs twice has the data of its first block.
    """
    segments = meeting.segments.exclude(activity=None).select_related("activity", "run").in_order()
    first = {}
    for segment in segments:
        first.setdefault(segment.activity_id, segment)
    return header_context(meeting, topics) | {
        "cards": [activity_card(segment) for segment in first.values()]
    }


def activity_card(segment):
    activity = segment.activity
    return {
        "activity": activity,
        "minutes": segment.minutes,
        "steps": localized_texts(activity.steps),
        "safety": localized_texts(activity.safety),
        "roles": localized_texts(activity.roles),
        "adaptations": localized_texts(activity.adaptations),
        "bring": material_labels(activity.materials),
        "debrief": debrief_questions(activity),
        "monitor": segment.run.safety_monitor if hasattr(segment, "run") else "",
        "has_flags": activity.needs_safety_monitor,
        "allergens": allergen_names(activity),
    }


ALLERGENS = {"gelatin": lambda: _("gelatin"), "wheat": lambda: _("wheat")}


def allergen_names(activity):
    return ", ".join(ALLERGENS[code]() for code in activity.allergens if code in ALLERGENS)


def debrief_questions(activity):
    """[(label, question)] of the three steps of a debrief, as far as the activity has them."""
    steps = [("what", _("What?")), ("so_what", _("So what?")), ("now_what", _("Now what?"))]
    return [
        (label, localized_text(activity.debrief[key]))
        for key, label in steps
        if activity.debrief.get(key)
    ]


def agreements_poster(meeting, *, topics=()):
    """The agreements in force; `adopted_on` is the day of the latest adoption,
    once all of them are adopted.
    """
    agreements = meeting.cohort.agreements.in_force().prefetch_related("ratifications")
    adopted = [agreement.ratifications.all() for agreement in agreements if agreement.is_adopted]
    latest = max((r.adopted_at for ratifications in adopted for r in ratifications), default=None)
    all_adopted = agreements and len(adopted) == len(agreements)
    return header_context(meeting, topics) | {
        "agreements": agreements,
        "adopted_on": day(latest.astimezone(meeting.zone)) if all_adopted else "",
    }
