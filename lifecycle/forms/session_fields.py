"""The days of the sessions for directors, on the form that changes a cohort."""

from datetime import timedelta

from django import forms
from django.db.models import Q

from lib import dates
from lib.form_fields import DayInput

FAR_AHEAD = timedelta(days=5 * 365)


def sessions_to_change(cohort):
    """DirectorSessions that are ahead or have no day yet, in order."""
    ahead = Q(on=None) | Q(on__gte=cohort.today)
    sessions = cohort.director_sessions.filter(ahead).select_related("after_meeting")
    return sessions.order_by("position")


def session_name(session):
    """The name of its field."""
    return f"session_{session.position}"


def session_field(session):
    """A day; one that has a day keeps one."""
    return forms.DateField(
        label=str(session.title),
        widget=DayInput(),
        required=session.on is not None,
        help_text="" if session.on else "It has no day yet.",
        error_messages={
            "required": f"Choose the day of {session.title}.",
            "invalid": f"Write the day of {session.title} as a date such as 2027-03-05.",
        },
    )


def session_error(session, day, *, after):
    """Why a session cannot be moved to this day, as a sentence; "" if it can.

    after: the day of the meeting that it follows, or None.
    """
    today = session.cohort.today
    if not today <= day <= today + FAR_AHEAD:
        return f"Choose a day ahead for {session.title}."
    if after and day < after:
        return (
            f"{session.title} comes after meeting {session.after_meeting.position}, which is on "
            f"{dates.day(after)}. Choose that day or a later one."
        )
    return ""
