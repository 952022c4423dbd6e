"""What the public start page shows: the cohort whose recruitment ends first, with what it asks and
gives, the other open ones, and the guidebooks.
"""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Cohort
from evaluations.results.published_figures import quoted_figures
from guidebooks.catalog import published_guidebooks
from guidebooks.models import Track
from meetings.models import Meeting
from meetings.time_commitment import times_of_all

from .guidebook_overview import duration_text, hours_between_sentence

MOST_GUIDEBOOKS = 6
MOST_COHORTS = 12
MOST_TRACKS = 6


def public_home():
    """The context of the public start page."""
    recruiting = list(
        Cohort.objects.open_for_applications().select_related("region", "guidebook")[:MOST_COHORTS]
    )
    shared = {"guidebooks": some_guidebooks(), "others": recruiting[1:]}
    if not recruiting:
        return shared | {"coming": coming_tracks()}
    return shared | first_cohort(recruiting[0])


def first_cohort(cohort):
    take_place = Meeting.objects.filter(cohort=cohort).taking_place().in_order()
    meetings = list(take_place.select_related("planned", "part", "of"))
    signs = cohort.guidebook.parts.filter(asks_sign_off=True).exists()
    return {
        "first": cohort,
        "members": capfirst(str(cohort.guidebook.members_word)),
        "meetings": [strip_item(meeting) for meeting in meetings],
        "asks": what_it_asks(cohort, meetings, signs),
        "signs": signs,
        "quoted": list(quoted_figures(cohort.network_id)),
    }


def some_guidebooks():
    guidebooks = list(published_guidebooks()[:MOST_GUIDEBOOKS])
    for guidebook in guidebooks:
        guidebook.lasts = duration_text(guidebook.minutes or 0)
    return guidebooks


def coming_tracks():
    """Tracks of published guidebooks that are not open yet: each has a list of interest."""
    slugs = published_guidebooks().values("slug")
    return list(Track.objects.filter(is_open=False, guidebook_slug__in=slugs)[:MOST_TRACKS])


def what_it_asks(cohort, meetings, signs):
    """[(term, text)] of what a cohort asks of its members, without empty texts."""
    facts = [
        (_("Who"), who_may_apply(cohort)),
        (_("Meetings"), " ".join([*parts_sentences(meetings), *times_sentence(meetings)])),
        (_("Between"), " ".join(hours_between_sentence(cohort.guidebook))),
        (
            _("Support"),
            _("Your director signs, so that you have the time. We write to them for you.")
            if signs
            else _("Nobody else has to sign."),
        ),
    ]
    return [(term, text) for term, text in facts if text]


def who_may_apply(cohort):
    """ "Site coordinators in Kern, San Luis Obispo and Ventura"; without a region only who."""
    who = capfirst(str(cohort.guidebook.members_word))
    counties = [county.name for county in cohort.region.counties.all()] if cohort.region else []
    if not who or not counties:
        return who
    *others, last = counties
    if not others:
        return _("%(who)s in %(county)s County") % {"who": who, "county": last}
    words = {"who": who, "counties": ", ".join(others), "last": last}
    return _("%(who)s in the counties %(counties)s and %(last)s") % words


def times_sentence(meetings):
    """["Each from 9:00 am to 1:30 pm."] where all meetings have the same hours, else []."""
    times = times_of_all(meetings)
    return [_("Each %(times)s.") % {"times": times}] if times and len(meetings) > 1 else []


def parts_sentences(meetings):
    """How many meetings, and how long; where a cohort has several parts, a sentence for each, as
    people apply for one after the other.
    """
    parts = {}
    for meeting in meetings:
        parts.setdefault(meeting.part, []).append(meeting)
    if len(parts) < 2:
        return [meetings_sentence(meetings)]
    said = [f"{part}: {meetings_sentence(own)}" for part, own in parts.items()]
    return [*said, _("You apply for one at a time.")]


def meetings_sentence(meetings):
    required = [meeting for meeting in meetings if meeting.mandatory]
    hours = duration_text(sum(meeting.minutes for meeting in meetings))
    words = {"count": len(meetings), "hours": hours, "required": len(required)}
    if len(required) == len(meetings):
        sentence = ngettext(
            "%(count)s meeting, %(hours)s.", "%(count)s meetings, %(hours)s in all.", len(meetings)
        )
        return sentence % words
    sentence = _(
        "%(count)s meetings, %(hours)s in all; %(required)s of them are required, the others "
        "are as you wish."
    )
    return sentence % words


def strip_item(meeting):
    """A meeting for the component meeting_strip; the first one is shown as the next. What it is
    for stands in the published guidebook.
    """
    is_first = meeting.position == 1
    return {
        "number": meeting.position,
        "name": str(meeting.title),
        "when": date_format(meeting.on, "DATE_FORMAT"),
        "what": str(meeting.planned.purpose) if meeting.planned else "",
        "state": "opening" if is_first else "shut",
        "pill": "info" if is_first else "",
        "pill_word": _("First meeting"),
    }
