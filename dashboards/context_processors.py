"""Links for templates of packages that may not know the packages which these pages belong to."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from community.pages.meeting_topics import topics_for

from .document_links import document_links

COHORT_PAGES = {
    "roster_import": "recruitment:roster-import",
    "begin": "lifecycle:cohort-begin",
    "take_back": "lifecycle:staff-act-take-back",
}
MEETING_PAGES = {"edit": "lifecycle:meeting-edit", "evaluation": "evaluations:evaluation-detail"}


def page_links(request):
    """Context of every page; each value is computed only if a template uses it.

    cohort_pages, meeting_pages: {name: address}. meeting_documents: links to the documents
    of the request's meeting that this reader may print. meeting_topics: its topics, if
    this reader may see them.
    """
    cohort, meeting = getattr(request, "cohort", None), getattr(request, "meeting", None)
    found = {}
    if cohort is not None:
        found["cohort_pages"] = SimpleLazyObject(lambda: addresses(COHORT_PAGES, cohort.slug))
    if meeting is not None:
        found |= {
            "meeting_pages": SimpleLazyObject(
                lambda: addresses(MEETING_PAGES, meeting.cohort.slug, meeting.position)
            ),
            "meeting_documents": SimpleLazyObject(lambda: document_links(meeting, request.access)),
            "meeting_topics": SimpleLazyObject(lambda: topics_for(meeting, request.access)),
        }
    return found


def addresses(names, *args):
    return {key: reverse(name, args=args) for key, name in names.items()}
