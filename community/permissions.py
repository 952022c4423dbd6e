"""Who may open the pages of topics and profiles: the cohort's rules, and whether its guidebook
has the page.
"""

from functools import wraps

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from cohorts.permissions import cohort_page


def has_topics(guidebook):
    return guidebook.has_topics


def learning_map_page(*audiences):
    """A cohort page closed to members' supervisors; 404 where the guidebook has no topics."""

    def decorate(view):
        @cohort_page(*audiences, closed_to_supervisors=True)
        @wraps(view)
        def guarded(request, cohort, *args, **kwargs):
            if not has_topics(cohort.guidebook):
                raise Http404
            return view(request, cohort, *args, **kwargs)

        return guarded

    return decorate


def profile_page(*audiences):
    return cohort_page(*audiences, closed_to_supervisors=True)


def topic_page(*audiences):
    """Passes the cohort's topic with this primary key.

    A POST holds a lock on its row until the response is built.
    """

    def decorate(view):
        @learning_map_page(*audiences)
        @wraps(view)
        def guarded(request, cohort, pk):
            topics = (
                cohort.topics.select_for_update() if request.method == "POST" else cohort.topics
            )
            with transaction.atomic():
                return view(request, get_object_or_404(topics, pk=pk))

        return guarded

    return decorate
