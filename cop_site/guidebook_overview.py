"""What a guidebook asks of people and offers them, as texts for its public page
and its printed overviews.
"""

from datetime import date
from types import SimpleNamespace

from django.forms import CheckboxSelectMultiple, RadioSelect, Textarea
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guidebooks.models import Activity, Guidebook, Part, PlannedMeeting
from lib.dates import format_hours
from recruitment.forms.application_steps import ApplicationForm

#: Any year: only the name of a month is shown.
ANY_YEAR = 2001


def duration_text(minutes):
    """Minutes as text: "3.5 hours", "50 minutes"."""
    if minutes < 60:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    return (
        _("1 hour") if minutes == 60 else _("%(number)s hours") % {"number": format_hours(minutes)}
    )


def meetings_with_durations(guidebook):
    """The planned meetings in order. Each gets `lasts_minutes`, and as texts `lasts` and `when`."""
    meetings = list(PlannedMeeting.objects.in_guidebook(guidebook))
    for meeting in meetings:
        meeting.lasts_minutes = meeting.minutes or guidebook.minutes_per_meeting
        meeting.lasts, meeting.when = (
            duration_text(meeting.lasts_minutes),
            weeks_after(meeting.weeks_after_first),
        )
    return meetings


def weeks_after(weeks):
    if not weeks:
        return _("First")
    return ngettext(
        "%(number)s week after the first", "%(number)s weeks after the first", weeks
    ) % {"number": weeks}


def parts_context(guidebook, meetings):
    """One context per part, see `part_context`. meetings: from `meetings_with_durations`."""
    parts = guidebook.parts.order_by("number").prefetch_related(
        "commitments", "planned_director_sessions"
    )
    return [
        part_context(
            part, guidebook, [meeting for meeting in meetings if meeting.part_id == part.pk]
        )
        for part in parts
    ]


def part_context(part, guidebook, meetings):
    """Meetings, hours, commitments of members and directors, director sessions and terms
    of one part.
    """
    commitments, sessions = list(part.commitments.all()), part.planned_director_sessions.all()
    return {
        "part": part,
        "meetings": meetings,
        "hours": duration_text(sum(meeting.lasts_minutes for meeting in meetings)),
        "members": [one for one in commitments if one.audience == "participant"],
        "directors": [one for one in commitments if one.audience == "director"],
        "sessions": [(session, duration_text(session.minutes)) for session in sessions],
        "pairs": part_facts(part, guidebook, meetings),
    }


def part_facts(part, guidebook, meetings):
    """[(term, value)] of a part, without empty values. meetings: of this part."""
    terms = [
        (_("Seats"), part.capacity or guidebook.capacity),
        (_("Season"), season(part)),
        (_("Joining"), JOINING_RULES[part.entry]()),
        (_("Who signs"), who_signs(part)),
        (_("What you promise"), part.attendance_rule),
        (_("The rule for completing it"), completing_rule(part, meetings)),
        (_("Completing it"), part.graduation_rule),
    ]
    return [(term, value) for term, value in terms if str(value)]


def who_signs(part):
    if part.asks_sign_off:
        return _("Your director signs before you get a seat.")
    return _("Nobody else: you decide for yourself.")


def completing_rule(part, meetings):
    """Which number of meetings counts, as a sentence; "" where none does."""
    if not part.minimum_meetings:
        return ""
    required = sum(meeting.mandatory for meeting in meetings)
    rule = ngettext(
        "At least %(minimum)s of %(number)s required meeting.",
        "At least %(minimum)s of %(number)s required meetings.",
        required,
    )
    return rule % {"minimum": part.minimum_meetings, "number": required}


#: {how one may join later: its sentence}, translated when it is shown.
JOINING_RULES = {
    Part.Entry.CLOSED: lambda: _("The group is closed once it has begun."),
    Part.Entry.UNTIL_FIRST_MEETING: lambda: _("Until the first meeting."),
}


def season(part):
    """The months of a part as text, "October to April"; "" where any month will do."""
    if part.first_month is None:
        return ""
    first, last = [
        date_format(date(ANY_YEAR, month, 1), "F") for month in (part.first_month, part.last_month)
    ]
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


TOPIC_RULES = {
    Guidebook.Topics.FIXED: lambda: _("The guidebook sets what each meeting is about."),
    Guidebook.Topics.FOR_THE_CYCLE: lambda: _(
        "The group chooses its topics once, for the whole cycle."
    ),
    Guidebook.Topics.EACH_MEETING: lambda: _(
        "The group chooses its topics from meeting to meeting."
    ),
}


def working_sentences(guidebook):
    """Sentences on how the group works."""
    ways = [TOPIC_RULES[guidebook.topics]()]
    if guidebook.learning_map:
        ways.append(_("Members draw a learning map: what they want to learn, and when."))
    ways.append(_("Members see who else is here, and tell each other as much as they like."))
    if not guidebook.substitutes:
        ways.append(_("Nobody comes in place of a member."))
    if guidebook.community_presenters_first:
        ways.append(
            _("Members present first. A guest is asked only where nobody in the group can speak.")
        )
    return ways + hours_between_sentence(guidebook)


def hours_between_sentence(guidebook):
    """[a sentence on the work between meetings], or [] where there is none."""
    hours = guidebook.hours_between_meetings
    if not hours:
        return []
    sentence = ngettext(
        "At most %(number)s hour of trying things out between two meetings.",
        "At most %(number)s hours of trying things out between two meetings.",
        hours,
    )
    return [sentence % {"number": hours}]


def activities_in(guidebook):
    """Queryset of the activities on the planned agendas, each once."""
    column = "planned_meetings__segments__activity"
    return Activity.objects.filter(
        pk__in=guidebook.parts.filter(**{f"{column}__isnull": False}).values(column)
    )


def application_sections(guidebook):
    """The sections of the application form, each with its `questions` (see `question_context`).
    They are read from the form itself, which needs a cohort.
    """
    first_part = guidebook.parts.order_by("number").first()
    cohort_part = SimpleNamespace(cohort=cohort_without_region(guidebook), part=first_part)
    return [
        section | {"questions": [question_context(bound) for bound in section["fields"]]}
        for section in ApplicationForm(cohort_part=cohort_part).sections()
        if section["fields"]
    ]


def cohort_without_region(guidebook):
    """What the form asks of a cohort, with the network of the guidebook."""
    return SimpleNamespace(
        region_id=None,
        network_id=guidebook.network_id,
        network=guidebook.network,
        guidebook=guidebook,
    )


def question_context(bound):
    """Label, help text and options of a bound field, and the `lines` that its answer needs."""
    widget = bound.field.widget
    has_options = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    options = [label for value, label in bound.field.choices if value] if has_options else []
    return {
        "label": bound.label,
        "help": bound.help_text,
        "required": bound.field.required,
        "options": options,
        "several": isinstance(widget, CheckboxSelectMultiple),
        "lines": "1234" if isinstance(widget, Textarea) else "" if options else "1",
    }
