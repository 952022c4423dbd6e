"""What lies on tables and hangs on walls: sign-in sheet, activity cards, evaluation card and form, agreements."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from lib.bilingual import localized_text, localized_texts
from lib.dates import day
from people.models import Placement

from .header import head_of
from .materials import in_a_block

#: Lines for people who are new today; a sheet without any name is all lines.
FREE_LINES, EMPTY_SHEET = 4, 30


def sign_in(meeting, *, said_when_applying, topics=()):
    """Everybody who belongs to the cohort on that day, numbered as on the attendance page.

    said_when_applying: a function of the meeting to {membership id: (site, agency)}, asked only for members without
    a placement.
    """
    members = list(members_on(meeting))
    said = {} if all(member.person.places_now for member in members) else said_when_applying(meeting)
    rows = [sign_in_row(number, member, said) for number, member in enumerate(members, 1)]
    return head_of(meeting, topics) | {"rows": rows, "free": free_lines(len(rows))}


def free_lines(named):
    return range(named + 1, named + 1 + (FREE_LINES if named else EMPTY_SHEET))


def members_on(meeting):
    placements = Placement.objects.current(meeting.on).select_related("site__organization").order_by("starts_on", "pk")
    return meeting.roster().select_related("person").prefetch_related(Prefetch("person__placements", placements, to_attr="places_now"))


def sign_in_row(number, member, said):
    where = site_and_agency(member) or said.get(member.pk, ())
    return {"number": number, "name": member.person.name, "site": ", ".join(filter(None, where))}


def site_and_agency(member):
    """Where somebody works now, or nothing."""
    if not member.person.places_now:
        return ()
    site = member.person.places_now[-1].site
    return site.name, site.organization.name


def activity_cards(meeting, *, topics=()):
    """One card an activity that stands on the agenda, in the order of the day."""
    segments = meeting.segments.exclude(activity=None).select_related("activity", "run").in_order()
    once = {segment.activity_id: segment for segment in reversed(segments)}
    return head_of(meeting, topics) | {"cards": [card_of(once[pk]) for pk in dict.fromkeys(s.activity_id for s in segments)]}


def card_of(segment):
    activity = segment.activity
    return {
        "activity": activity,
        "minutes": segment.minutes,
        "steps": localized_texts(activity.steps),
        "safety": localized_texts(activity.safety),
        "roles": localized_texts(activity.roles),
        "adaptations": localized_texts(activity.adaptations),
        "bring": in_a_block(activity.materials),
        "debrief": debrief_of(activity),
        "monitor": segment.run.safety_monitor if hasattr(segment, "run") else "",
        "has_flags": activity.needs_safety_monitor,
        "allergens": allergens_of(activity),
    }


ALLERGENS = {"gelatin": lambda: _("gelatin"), "wheat": lambda: _("wheat")}


def allergens_of(activity):
    return ", ".join(ALLERGENS[code]() for code in activity.allergens if code in ALLERGENS)


def debrief_of(activity):
    asked = [("what", _("What?")), ("so_what", _("So what?")), ("now_what", _("Now what?"))]
    return [(word, localized_text(activity.debrief.get(key))) for key, word in asked if activity.debrief.get(key)]


def agreements_poster(meeting, *, topics=()):
    agreements = meeting.cohort.agreements.in_force().prefetch_related("ratifications")
    adopted = [a.ratifications.all() for a in agreements if a.is_adopted]
    newest = max((r.adopted_at for rows in adopted for r in rows), default=None)
    whole = agreements and len(adopted) == len(agreements)
    return head_of(meeting, topics) | {"agreements": agreements, "adopted_on": day(newest.astimezone(meeting.zone)) if whole else ""}
