"""Every "may this person" about a meeting: the cohort's rules, with the meeting found by its position."""

from functools import wraps

from django.shortcuts import get_object_or_404

from cohorts.permissions import get_cohort_or_refuse


def meeting_page(*audiences, closed_to_supervisors=False):
    """Turn slug and position into the meeting for these audiences (see cohorts.permissions.cohort_page)."""

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, position, *args, **kwargs):
            cohort = get_cohort_or_refuse(request, slug, audiences, closed_to_supervisors=closed_to_supervisors)
            meeting = get_object_or_404(cohort.meetings.select_related("part"), position=position)
            meeting.cohort, request.meeting = cohort, meeting
            return view(request, meeting, *args, **kwargs)

        return guarded

    return decorate
