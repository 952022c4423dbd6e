"""Every "may this person" about what members share between meetings: the cohort's rules, and whether its guidebook has the page."""

from functools import wraps

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from cohorts.permissions import cohort_page


def has_map(guidebook):
    return guidebook.group_chooses_topics or guidebook.learning_map


def has_profiles(guidebook):
    return guidebook.member_profile


def room_page(exists, *audiences):
    """A page of words said in the room; 404 in cohorts whose guidebook has no such page."""

    def decorate(view):
        @cohort_page(*audiences, closed_to_supervisors=True)
        @wraps(view)
        def guarded(request, cohort, *args, **kwargs):
            if not exists(cohort.guidebook):
                raise Http404
            return view(request, cohort, *args, **kwargs)

        return guarded

    return decorate


def map_page(*audiences):
    return room_page(has_map, *audiences)


def people_page(*audiences):
    return room_page(has_profiles, *audiences)


def topic_page(*audiences):
    """Turn the number into the topic of this cohort; whoever changes it holds it until the change is written."""

    def decorate(view):
        @map_page(*audiences)
        @wraps(view)
        def guarded(request, cohort, pk):
            topics = cohort.topics.select_for_update() if request.method == "POST" else cohort.topics
            with transaction.atomic():
                topic = get_object_or_404(topics, pk=pk)
                topic.cohort = cohort
                return view(request, topic)

        return guarded

    return decorate
