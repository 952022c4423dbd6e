"""Access to the pages of a meeting: the rules of its cohort."""

from functools import wraps

from django.shortcuts import get_object_or_404

from cohorts.permissions import get_cohort_or_refuse


def meeting_page(*audiences, closed_to_supervisors=False):
    """Decorator: the view gets the meeting in place of slug and position;
    see cohorts.permissions.cohort_page.

    Sets `request.meeting`. Answers 404 when the cohort has no meeting at this position.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, position, *args, **kwargs):
            cohort = get_cohort_or_refuse(
                request, slug, audiences, closed_to_supervisors=closed_to_supervisors
            )
            meeting = get_object_or_404(
                cohort.meetings.select_related("part", "of"), position=position
            )
            request.meeting = meeting
            return view(request, meeting, *args, **kwargs)

        return guarded

    return decorate
