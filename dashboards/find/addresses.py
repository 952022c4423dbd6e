"""Where a result leads."""

from urllib.parse import urlencode

from django.urls import reverse

from lib.record_walk import FOUND

from .scope import CHECK_IN, PAGE, RESULTS

COHORT_PAGES = {PAGE: "dashboards:cohort-detail", RESULTS: "evaluations:results-cohort"}
MEETING_PAGES = {
    PAGE: "dashboards:meeting-detail",
    CHECK_IN: "meetings:attendance-edit",
    RESULTS: "evaluations:results-meeting",
}


def address_of_cohort(cohort):
    return reverse(COHORT_PAGES[cohort.page], args=[cohort.slug])


def address_of_meeting(meeting):
    return reverse(MEETING_PAGES[meeting.page], args=[meeting.cohort.slug, meeting.position])


def address_of_person(person):
    """The person's own page for staff, of the newest membership if there is one; who is here for
    members of the same group. person: as loaded by `find_people`.
    """
    if person.places:
        return person.places[0].get_absolute_url()
    if person.is_listed:
        return person.get_absolute_url()
    fellow = person.fellowships[0]
    return f"{reverse('community:profile-list', args=[fellow.cohort.slug])}#card-{fellow.pk}"


def list_address(name, words, *args):
    """The address of a list, searched for these words."""
    return f"{reverse(name, args=args)}?{urlencode({'q': words})}"


def found_address(address, words):
    """The address of a record, whose page leads back to the search for these words."""
    page, mark, place = address.partition("#")
    return f"{page}?{urlencode({FOUND: words})}{mark}{place}"
