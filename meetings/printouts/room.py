"""What lies on tables and hangs on walls: sign-in sheet, activity cards, evaluation card and form, agreements."""

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from cohorts.models import Placement
from cop_site.lib.dates import day

from .door_code import evaluation_code
from .heads import head_of
from .materials import in_a_block
from .words import all_in_words, in_words

#: Lines for people who are new today; a sheet without any name is all lines.
FREE_LINES, EMPTY_SHEET = 4, 30


def sign_in(meeting):
    """Everybody who belongs to the cohort on that day, numbered as on the attendance page."""
    rows = [sign_in_row(number, member) for number, member in enumerate(members_on(meeting), 1)]
    return head_of(meeting) | {"rows": rows, "free": free_lines(len(rows))}


def free_lines(named):
    return range(named + 1, named + 1 + (FREE_LINES if named else EMPTY_SHEET))


def members_on(meeting):
    placements = Placement.objects.current(meeting.on).select_related("site__organization").order_by("starts_on", "pk")
    return meeting.roster().select_related("person", "application").prefetch_related(Prefetch("person__placements", placements, to_attr="places_now"))


def sign_in_row(number, member):
    return {"number": number, "name": member.person.name, "site": ", ".join(filter(None, site_and_agency(member)))}


def site_and_agency(member):
    """Where somebody works now; without a placement, what the application said."""
    if member.person.places_now:
        site = member.person.places_now[-1].site
        return site.name, site.organization.name
    application = getattr(member, "application", None)
    return (application.site_name, application.agency_name) if application else ("", "")


def activity_cards(meeting):
    """One card an activity that stands on the agenda, in the order of the day."""
    segments = meeting.segments.exclude(activity=None).select_related("activity", "run").in_order()
    once = {segment.activity_id: segment for segment in reversed(segments)}
    return head_of(meeting) | {"cards": [card_of(once[pk]) for pk in dict.fromkeys(s.activity_id for s in segments)]}


def card_of(segment):
    activity = segment.activity
    return {
        "activity": activity,
        "minutes": segment.minutes,
        "steps": all_in_words(activity.steps),
        "safety": all_in_words(activity.safety),
        "roles": all_in_words(activity.roles),
        "adaptations": all_in_words(activity.adaptations),
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
    return [(word, in_words(activity.debrief.get(key))) for key, word in asked if activity.debrief.get(key)]


def evaluation_card(meeting):
    """A card for every table, in each of the network's languages side by side."""
    languages = [in_one_language(meeting, code) for code in meeting.cohort.network.languages or ["en"]]
    return head_of(meeting) | {"languages": languages, "code": evaluation_code(meeting), "cards": range(2)}


def in_one_language(meeting, code):
    with translation.override(code):
        return {
            "code": code,
            "title": _("How was today?"),
            "lead": _("Three minutes on your phone: point the camera at the code, or type the address."),
            "confidential": _("Confidential. Your name is not stored with your answers, and your director never sees them."),
            "paper": _("Rather on paper? The form on your table counts the same. Please use one or the other."),
        }


def evaluation_form(meeting):
    """The questions of the page, for a pen."""
    return head_of(meeting) | questions_of(meeting.evaluation.form) | {"code": evaluation_code(meeting)}


def questions_of(form):
    questions = list(form.questions_in_order())
    kinds = {kind: [q for q in questions if q.kind == kind] for kind in ["before_now", "agreement", "open"]}
    return kinds | {"questions": len(questions)}


def agreements_poster(meeting):
    agreements = meeting.cohort.agreements.in_force().prefetch_related("ratifications")
    adopted = [a.ratifications.all() for a in agreements if a.is_adopted]
    newest = max((r.adopted_at for rows in adopted for r in rows), default=None)
    whole = agreements and len(adopted) == len(agreements)
    return head_of(meeting) | {"agreements": agreements, "adopted_on": day(newest.astimezone(meeting.zone)) if whole else ""}
