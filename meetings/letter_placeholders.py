"""What fills the placeholders of letters about meetings and dates, in the active language."""

from datetime import timedelta

from django.utils.translation import gettext as _

from cohorts.letters.compose import names_of_facilitators
from lib import dates

from .locations import location_line
from .time_commitment import total_hours


def part_placeholders(cohort_part):
    """{placeholder: text} for letters about this part."""
    cohort, part = cohort_part.cohort, cohort_part.part
    meetings = list(cohort.meetings.taking_place().filter(part=part).in_order())
    return {
        "deadline": dates.day(cohort_part.apply_by) if cohort_part.apply_by else "",
        "notice_date": dates.day(cohort_part.notice_on) if cohort_part.notice_on else "",
        "first_meeting": dates.day(meetings[0].on) if meetings else "",
        "meetings_list": meetings_list(meetings, cohort),
        "part_name": str(part.name),
        "hours_total": total_hours(meeting for meeting in meetings if meeting.mandatory),
        "commitments_list": bullet_list(part.commitments.filter(audience="director")),
        "facilitator_name": names_of_facilitators(cohort),
    }


def meeting_placeholders(meeting):
    """{placeholder: text} for the reminder before this meeting: title, time, place, and the day
    before it, on which an answer still helps.
    """
    today = meeting.cohort.today
    return {
        "answer_by": dates.day(max(today, meeting.on - timedelta(days=1))),
        "meeting_title": str(meeting.title),
        "meeting_when": (
            f"{dates.day(meeting.on)}, {dates.time_range(meeting.starts_at, meeting.ends_at)}"
        ),
        "meeting_place": location_line(meeting),
    }


def bullet_list(lines):
    return "\n".join(f"- {line}" for line in lines)


def meetings_list(meetings, cohort):
    """A line a meeting. A place that all of them share stands once, below."""
    places = [place_of(meeting, cohort) for meeting in meetings if meeting.has_room]
    if len(places) < 2 or len(set(places)) > 1:
        return bullet_list(meeting_line(meeting, cohort) for meeting in meetings)
    lines = bullet_list(meeting_line(meeting, cohort, with_place=False) for meeting in meetings)
    return f"{lines}\n" + _("Place: %(place)s") % {"place": places[0]} if places[0] else lines


def place_of(meeting, cohort):
    """ "Example Hall, 1 Example Street"; the cohort's, where the meeting has none of its own."""
    place = [meeting.place_name or cohort.place_name, meeting.place_address or cohort.place_address]
    return ", ".join(filter(None, place))


def meeting_line(meeting, cohort, *, with_place=True):
    """ "Fri, Mar 5, 2027, 9:00 am to 1:30 pm, Example Hall, 1 Example Street".

    Directors read it too, so it never contains the link to join.
    """
    when = f"{dates.day(meeting.on)}, {dates.time_range(meeting.starts_at, meeting.ends_at)}"
    place = place_of(meeting, cohort) if with_place and meeting.has_room else ""
    online = str(meeting.get_setting_display()).lower() if meeting.is_online else ""
    optional = "" if meeting.mandatory else _("optional")
    return ", ".join(filter(None, [when, place, online, optional]))
