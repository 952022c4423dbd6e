"""Links for templates of packages that may not know the packages which these pages belong to."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cohorts.pages.staff_acts import acts_to_take_back
from community.pages.meeting_topics import topics_for
from lib.record_walk import FOUND
from lifecycle.actions.take_back import can_be_offered

from .find.addresses import list_address
from .navigation.current_page import breadcrumb, name_of_page, strip_of_request

MAX_SEARCH_LENGTH = 100
COHORT_PAGES = {
    "roster_import": "recruitment:roster-import",
    "begin": "lifecycle:cohort-begin",
    "edit": "lifecycle:cohort-edit",
    "publish": "lifecycle:cohort-publish",
    "take_back": "lifecycle:staff-act-take-back",
}
DRAFT_PAGES = {"evaluation": "lifecycle:draft-evaluation"}
MEETING_PAGES = {"call_off": "lifecycle:meeting-call-off"}


def page_links(request):
    """Context of every page; each value is computed only if a template uses it.

    act_to_take_back: the newest act of staff that the reader can still take back;
    number_to_take_back: how many they are. acts_built_on:
    keys of the acts that wait and cannot be taken back, because of what happened since.
    search_address: of the search that the page was opened from, or "". cohort_strip: the
    MeetingStrip of a cohort's page; breadcrumb: its Steps. cohort_pages: {name: address};
    meeting_pages, draft_pages: the same of the request's meeting, and draft. meeting_topics: topics
    of the request's meeting, if this reader may see them.
    """
    cohort, meeting = getattr(request, "cohort", None), getattr(request, "meeting", None)
    strip = SimpleLazyObject(lambda: strip_of_request(request))
    found = {
        "search_address": search_address(request.GET.get(FOUND, "")[:MAX_SEARCH_LENGTH]),
        "cohort_strip": strip,
        "breadcrumb": SimpleLazyObject(lambda: steps_of(request, strip)),
    }
    draft = getattr(request, "draft", None)
    if draft is not None:
        found["draft_pages"] = SimpleLazyObject(lambda: addresses(DRAFT_PAGES, draft.pk))
    access = getattr(request, "access", None)
    if cohort is not None and access is not None:
        acts = SimpleLazyObject(lambda: offered_acts(cohort, access))
        found["act_to_take_back"] = SimpleLazyObject(lambda: next(iter(acts), None))
        found["number_to_take_back"] = SimpleLazyObject(lambda: len(acts))
        found["acts_built_on"] = SimpleLazyObject(lambda: acts_built_on(cohort))
    if cohort is not None:
        found["cohort_pages"] = SimpleLazyObject(lambda: addresses(COHORT_PAGES, cohort.slug))
    if meeting is not None:
        found |= {
            "meeting_topics": SimpleLazyObject(lambda: topics_for(meeting, request.access)),
            "meeting_pages": SimpleLazyObject(
                lambda: addresses(MEETING_PAGES, meeting.cohort.slug, meeting.position)
            ),
        }
    return found


def search_address(words):
    return list_address("dashboards:find", words) if words else ""


def offered_acts(cohort, access):
    """The acts of staff that this reader can take back now, the newest first."""
    return list(filter(can_be_offered, acts_to_take_back(cohort, access)))


def acts_built_on(cohort):
    return {act.pk for act in cohort.staff_acts.waiting() if not can_be_offered(act)}


def addresses(names, *args):
    return {key: reverse(name, args=args) for key, name in names.items()}


def steps_of(request, strip):
    if not strip:
        return []
    name = getattr(request, "page_name", "")
    return breadcrumb(strip, name_of_page(request), page_name=name)
