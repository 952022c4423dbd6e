"""Another site, other funding, and a site that closes, as acts of staff."""

from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from lib import dates
from people.actions.change_place import (
    PlaceRefused,
    change_place,
    close_site,
    name_of,
    names,
    open_site_again,
)
from people.models import ProgramSite

from .refusing import refusing


def move_to_site(person, *, network, agency, site, county, by, **changes):
    """The person works at the site of these names from a day on; a new one is added."""
    highest = ProgramSite.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = ProgramSite.objects.find_or_create_at(
        agency, site, network=network, county_id=county and county.pk
    )
    before, day = changes["replaces"], dates.day(changes["on"])
    ended = names(before)
    with refusing(PlaceRefused):
        placement = change_place(person, site=found, by=by, **changes)
    paid = placement.funding_text
    return Outcome(
        button=f"{person} works at {found}",
        done=f"{person} works at {name_of(placement)} from {day}.",
        consequences=[
            Consequence(
                1,
                "place begins",
                [],
                f"{name_of(placement)}, from {day}" + (f", paid by {paid}." if paid else "."),
            ),
            Consequence(
                len(before),
                "place ends" if len(before) == 1 else "places end",
                [],
                f"{ended}: until the day before." if ended else "",
            ),
            Consequence(
                1 if placement.ends_on else 0,
                "site closes",
                [],
                f"{dates.day(placement.ends_on)} is its last day, and that of this place."
                if placement.ends_on
                else "",
            ),
            Consequence(
                1 if found.pk > highest else 0,
                "site is new here",
                [],
                "Nobody else works there yet. Look whether it is spelled as elsewhere.",
            ),
        ],
        stays="Marks of meetings before keep the site of that day. No letter is written.",
    )


def end_site(site, *, on, by, seen):
    """The site closes. seen: a queryset of the people whom this reader may mend."""
    if refusal := end_refusal(site, on=on, seen=seen):
        raise ActRefused(refusal)
    with refusing(PlaceRefused):
        ending = close_site(site, on=on, by=by)
    return Outcome(
        button=f"Close {site}",
        done=f"{site} closes after {dates.day(on)}.",
        consequences=consequences_of_closing(site, ending, on=on),
        ends=True,
        stays="Marks of meetings before keep the site. No letter is written.",
    )


def end_refusal(site, *, on, seen):
    """Why this reader cannot close the site, as a sentence; "" if they can."""
    if hidden := site.placements.current(on).exclude(person__in=seen).count():
        return (
            f"{hidden} more work at {site} in cohorts that you do not lead. The staff of the "
            "network closes this site."
        )
    return ""


def consequences_of_closing(site, ending, *, on):
    """ending: the placements that end with the site."""
    last_day = (
        f"{site}, {site.organization}: {dates.day(on)} is its last day. Nobody can begin "
        "there after it."
    )
    people = [placement.person.name for placement in ending]
    enter = "Each keeps the seat. Enter the new site of each."
    return [
        Consequence(1, "site closes", [], last_day),
        consequence_for(people, "person works there no longer", "work there no longer", enter),
    ]


def reopen_site(site):
    """The site did not close after all."""
    with refusing(PlaceRefused):
        going_on = open_site_again(site)
    opened = Consequence(1, "site is open", [], f"{site}, {site.organization}.")
    people = [placement.person.name for placement in going_on]
    as_before = "As if it had not closed. Who works elsewhere since stays there."
    again = consequence_for(people, "person works there again", "work there again", as_before)
    return Outcome(
        button=f"Open {site} again",
        done=f"{site} is open.",
        consequences=[opened, again],
        stays="No letter is written.",
    )
