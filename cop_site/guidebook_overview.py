"""What a guidebook asks and gives, in words: for its public page and its printed overviews."""

from datetime import date
from types import SimpleNamespace

from django.forms import CheckboxSelectMultiple, RadioSelect, Textarea
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidebooks.models import Activity, Guidebook, Part, PlannedMeeting
from lib.dates import format_hours
from recruitment.forms.applications import ApplicationForm

SOME_YEAR = 2001


def duration_text(minutes):
    """3.5 hours; 50 minutes."""
    if minutes < 60:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    return _("1 hour") if minutes == 60 else _("%(number)s hours") % {"number": format_hours(minutes)}


def meetings_with_durations(guidebook):
    """The planned meetings in order, each with `lasts` and `when` in words."""
    meetings = list(PlannedMeeting.objects.in_guidebook(guidebook))
    for meeting in meetings:
        meeting.lasts_minutes = meeting.minutes or guidebook.minutes_per_meeting
        meeting.lasts, meeting.when = duration_text(meeting.lasts_minutes), weeks_after(meeting.weeks_after_first)
    return meetings


def weeks_after(weeks):
    if not weeks:
        return _("First")
    return ngettext("%(number)s week after the first", "%(number)s weeks after the first", weeks) % {"number": weeks}


def parts_context(guidebook, meetings):
    parts = guidebook.parts.order_by("number").prefetch_related("commitments", "planned_director_sessions")
    return [part_context(part, guidebook, [meeting for meeting in meetings if meeting.part_id == part.pk]) for part in parts]


def part_context(part, guidebook, meetings):
    said = list(part.commitments.all())
    return {
        "part": part,
        "meetings": meetings,
        "hours": duration_text(sum(meeting.lasts_minutes for meeting in meetings)),
        "members": [sentence for sentence in said if sentence.audience == "participant"],
        "directors": [sentence for sentence in said if sentence.audience == "director"],
        "sessions": [(session, duration_text(session.minutes)) for session in part.planned_director_sessions.all()],
        "pairs": part_facts(part, guidebook),
    }


def part_facts(part, guidebook):
    """Terms and values for a list of facts."""
    pairs = [
        (_("Seats"), part.capacity or guidebook.capacity),
        (_("Season"), season(part)),
        (_("Joining"), JOINING[part.entry]()),
        (_("Who signs"), _("Your director signs before you get a seat.") if part.asks_sign_off else _("Nobody else: you decide for yourself.")),
        (_("Attendance"), part.attendance_rule),
        (_("Completing it"), part.graduation_rule),
    ]
    return [(term, value) for term, value in pairs if str(value)]


JOINING = {
    Part.Entry.CLOSED: lambda: _("The group is closed once it has begun."),
    Part.Entry.UNTIL_FIRST_MEETING: lambda: _("Until the first meeting."),
}


def season(part):
    """October to April."""
    if part.first_month is None:
        return ""
    first, last = [date_format(date(SOME_YEAR, month, 1), "F") for month in (part.first_month, part.last_month)]
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


TOPICS = {
    Guidebook.Topics.FIXED: lambda: _("The guidebook sets what each meeting is about."),
    Guidebook.Topics.FOR_THE_CYCLE: lambda: _("The group chooses its topics once, for the whole cycle."),
    Guidebook.Topics.EACH_MEETING: lambda: _("The group chooses its topics from meeting to meeting."),
}


def working_sentences(guidebook):
    """How the group works, a sentence each."""
    ways = [TOPICS[guidebook.topics]()]
    ways += [_("Members draw a learning map: what they want to learn, and when.")] if guidebook.learning_map else []
    ways += [_("Members tell each other strengths, growth edges and what they hope for.")] if guidebook.member_profile else []
    ways += [_("Members present first. A guest is asked only where nobody in the group can speak.")] if guidebook.community_presenters_first else []
    return ways + hours_between_sentence(guidebook)


def hours_between_sentence(guidebook):
    most = guidebook.hours_between_meetings
    return [ngettext("At most %(number)s hour of trying things out between two meetings.", "At most %(number)s hours of trying things out between two meetings.", most) % {"number": most}] if most else []


def activities_in(guidebook):
    """The activities on the planned agendas, each once."""
    return Activity.objects.filter(pk__in=guidebook.parts.filter(planned_meetings__segments__activity__isnull=False).values("planned_meetings__segments__activity"))


def application_sections(guidebook):
    """The questions of the application, section by section, from the form itself."""
    cohort = SimpleNamespace(region_id=None, network_id=guidebook.network_id, network=guidebook.network, guidebook=guidebook)
    form = ApplicationForm(cohort_part=SimpleNamespace(cohort=cohort, part=guidebook.parts.order_by("number").first()))
    return [section | {"questions": [question_context(bound) for bound in section["fields"]]} for section in form.sections() if section["fields"]]


def question_context(bound):
    """Label and help as on the form, and how it is answered: ticks, some lines or one."""
    widget = bound.field.widget
    options = [words for value, words in bound.field.choices if value] if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)) else []
    return {
        "label": bound.label,
        "help": bound.help_text,
        "required": bound.field.required,
        "options": options,
        "several": isinstance(widget, CheckboxSelectMultiple),
        "lines": "1234" if isinstance(widget, Textarea) else "" if options else "1",
    }
