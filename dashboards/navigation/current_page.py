"""Where a page of a cohort stands: which item of the strip is chosen, which tab is current,
and the breadcrumb.
"""

from dataclasses import dataclass

from .strip import MeetingStrip
from .tabs import COHORT, MEETING, RECRUIT, tabs_of


@dataclass(frozen=True)
class Step:
    """One step of the breadcrumb; the last one has no address."""

    label: str
    href: str = ""


def strip_of_request(request):
    """The MeetingStrip of a page of a cohort; None on other pages, and for who has left."""
    cohort, access = getattr(request, "cohort", None), getattr(request, "access", None)
    if cohort is None or access is None:
        return None
    tabs = tabs_of(access)
    if not tabs:
        return None
    meeting = getattr(request, "meeting", None)
    if meeting is None and "position" in request.resolver_match.kwargs:
        return None  # there is no such meeting: the page says so
    kind, tab = find_tab(tabs, name_of_page(request), cohort)
    loaded = getattr(request, "meetings", None)
    strip = MeetingStrip(cohort, access, tabs, tab=tab, meetings=loaded)
    if kind == MEETING and meeting is None and RECRUIT in tabs:
        # the first page of the cohort, for those who oversee it, is about no one meeting
        strip.chosen, strip.tab = RECRUIT if recruits(cohort) else COHORT, None
    elif kind == MEETING or meeting is not None:
        strip.chosen = strip.meeting_of(meeting) or strip.next
    else:
        strip.chosen = kind or COHORT
    return strip


def recruits(cohort):
    """Whether this cohort recruits, for its first part or for a later one."""
    part = cohort.recruiting_part
    return cohort.is_recruiting or bool(part and part.takes_applications)


def name_of_page(request):
    """The URL name of this page, or of the one whose tab it stands under, where only its view
    knows that (`page_under`).
    """
    return getattr(request, "page_under", "") or request.resolver_match.view_name


def find_tab(tabs, url_name, cohort):
    """(what it belongs to, Tab) that this page is, or is inside of; (None, None) if none.

    Letters belong to recruitment while the cohort recruits, and to the group afterwards.
    """
    kinds = list(tabs.items())
    for kind, in_order in kinds if cohort.is_recruiting else reversed(kinds):
        for tab in in_order:
            if tab.holds(url_name):
                return kind, tab
    return None, None


def breadcrumb(strip, url_name, *, page_name=""):
    """Steps from the cohort to this page: "Region 8, 2027-28 / Meeting 2 / Coming", and one more
    for a page inside the one of a tab. The last one has no address.

    page_name: what the last step is called where the table of tabs cannot know it; under the page
    of a tab itself, a step of its own.
    """
    steps = [Step(str(strip.cohort), strip.cohort.get_absolute_url())]
    if strip.chosen == COHORT and strip.tab:
        steps.append(Step(strip.tab.label, strip.tab.address(strip.cohort, None)))
    tabs = strip.chosen_tabs
    if strip.chosen is not None and tabs:
        steps.append(Step(strip.chosen_name, tabs[0].href))
    steps += [Step(tab.label, tab.href) for tab in tabs if tab.is_current]
    if strip.tab and (url_name == strip.tab.page or strip.tab.inside.get(url_name)):
        leaf = page_name or strip.tab.inside.get(url_name)
        steps += [Step(leaf)] if leaf else []
    return [*steps[:-1], Step(steps[-1].label)]
