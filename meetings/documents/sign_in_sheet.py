"""The sign-in sheet: the members of a cohort on the day of a meeting,
numbered as on the attendance page.
"""

from django.db.models import Prefetch

from people.models import Placement

from .header import header_context

#: Free lines behind the members, and on a sheet without any member.
FREE_LINES, EMPTY_SHEET_LINES = 4, 30


def sign_in_sheet(meeting, *, sites_in_applications, topics=()):
    """Context of the sheet: a row for each member with name and site, and free lines.

    sites_in_applications: a function of the meeting that returns {membership id: (site, agency)}.
    It is called only if a member has no current placement.
    """
    members = list(members_with_placements(meeting))
    all_placed = all(member.person.current_placements for member in members)
    fallback = {} if all_placed else sites_in_applications(meeting)
    rows = [
        sign_in_row(number, member, fallback)
        for number, member in meeting.sign_in_numbers.numbered(members)
    ]
    last = rows[-1]["number"] if rows else 0
    return header_context(meeting, topics) | {"rows": rows, "free": free_numbers(last)}


def free_numbers(last):
    """Numbers of the free lines behind the last member's."""
    return range(last + 1, last + 1 + (FREE_LINES if last else EMPTY_SHEET_LINES))


def members_with_placements(meeting):
    """The roster; each person has `current_placements` on the day of the meeting,
    with site and organization.
    """
    placements = (
        Placement.objects.current(meeting.on)
        .select_related("site__organization")
        .order_by("starts_on", "pk")
    )
    return meeting.roster().prefetch_related(
        Prefetch("person__placements", placements, to_attr="current_placements")
    )


def sign_in_row(number, member, fallback):
    site_and_agency = current_site(member) or fallback.get(member.pk, ())
    return {
        "number": number,
        "name": member.person.name,
        "site": ", ".join(filter(None, site_and_agency)),
    }


def current_site(member):
    """(site, agency) of the latest current placement, or ()."""
    if not member.person.current_placements:
        return ()
    site = member.person.current_placements[-1].site
    return site.name, site.organization.name
