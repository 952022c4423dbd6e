"""Making a meeting mandatory or optional: until it began, and until something stands on it."""

from django.utils.translation import gettext as _

from evaluations.models import Release, Response


def expectation_refusal(meeting, mandatory):
    """Why the meeting cannot become mandatory or optional now, as a sentence; "" if it can.

    Besides what `Meeting.expectation_refusal` says: its evaluation was answered or released.
    """
    if mandatory == meeting.mandatory:
        return ""
    if refusal := meeting.expectation_refusal(mandatory):
        return refusal
    answered = Response.objects.filter(evaluation__meeting=meeting).exists()
    if not answered and not Release.objects.filter(evaluation__meeting=meeting).exists():
        return ""
    sentence = _("Meeting %(n)s was evaluated, so who is expected stays as it is.")
    return sentence % {"n": meeting.number}
