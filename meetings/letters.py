"""What letters say about the meetings and dates of one part of a cohort, in the language that is active."""

from django.utils.translation import gettext as _

from cohorts.letters.compose import facilitator_name
from lib import dates


def words_of_part(cohort_part):
    cohort, part = cohort_part.cohort, cohort_part.part
    meetings = list(cohort.meetings.filter(part=part).order_by("position"))
    return {
        "deadline": dates.day(cohort_part.apply_by) if cohort_part.apply_by else "",
        "notice_date": dates.day(cohort_part.notice_on) if cohort_part.notice_on else "",
        "first_meeting": dates.day(meetings[0].on) if meetings else "",
        "meetings_list": bullets(meeting_line(meeting, cohort) for meeting in meetings),
        "hours_total": hours(meeting for meeting in meetings if meeting.mandatory),
        "commitments_list": bullets(part.commitments.filter(audience="director")),
        "facilitator_name": facilitator_name(cohort),
    }


def bullets(lines):
    return "\n".join(f"- {line}" for line in lines)


def meeting_line(meeting, cohort):
    """Fri, Mar 5, 2027, 9:00 am to 1:30 pm, Example Hall, 1 Example Street. Directors read it: no link to join."""
    place = [meeting.place_name or cohort.place_name, meeting.place_address or cohort.place_address] if meeting.has_room else []
    when = f"{dates.day(meeting.on)}, {dates.from_to(meeting.starts_at, meeting.ends_at)}"
    online = str(meeting.get_setting_display()).lower() if meeting.is_online else ""
    return ", ".join(filter(None, [when, *place, online, "" if meeting.mandatory else _("optional")]))


def time_asked(meetings):
    """What a part takes: the meetings one commits to and their hours, how many are optional, and whether lunch is in them."""
    expected = [meeting for meeting in meetings if meeting.mandatory]
    return {
        "hours": hours(expected),
        "expected": len(expected),
        "optional": len(meetings) - len(expected),
        "lunch": bool(expected) and expected[0].segments.filter(kind="lunch").exists(),
        "has_room": any(meeting.has_room for meeting in meetings),
    }


def hours(meetings):
    """13.5: the length of all these meetings together."""
    return dates.in_hours(sum(meeting.minutes for meeting in meetings))
