"""Addresses and menus for pages of packages that may not know the packages these lead to."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from community.pages.meeting_topics import topics_for

from .documents import document_links

COHORT_PAGES = {"roster_import": "recruitment:roster-import", "begin": "lifecycle:cohort-begin"}
MEETING_PAGES = {"edit": "lifecycle:meeting-edit", "evaluation": "evaluations:evaluation-detail"}


def frame(request):
    """For every page; each value is computed only where a template asks for it.

    cohort_pages, meeting_pages: {name: address}. meeting_documents: what this reader may print of the
    request's meeting. meeting_topics: what the group chose for it, where this reader may see it.
    """
    cohort, meeting = getattr(request, "cohort", None), getattr(request, "meeting", None)
    found = {}
    if cohort is not None:
        found["cohort_pages"] = SimpleLazyObject(lambda: addresses(COHORT_PAGES, cohort.slug))
    if meeting is not None:
        found |= {
            "meeting_pages": SimpleLazyObject(lambda: addresses(MEETING_PAGES, meeting.cohort.slug, meeting.position)),
            "meeting_documents": SimpleLazyObject(lambda: document_links(meeting, request.access)),
            "meeting_topics": SimpleLazyObject(lambda: topics_for(meeting, request.access)),
        }
    return found


def addresses(names, *args):
    return {key: reverse(name, args=args) for key, name in names.items()}
