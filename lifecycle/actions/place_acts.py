"""Another site, other funding, and a site that closes, as acts of staff."""

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


def move_to_site(person, *, network, agency, site, county, by, **changes):
    """The person works at the site of these names from a day on; a new one is added."""
    highest = ProgramSite.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = ProgramSite.objects.find_or_create_at(
        agency, site, network=network, county_id=county and county.pk
    )
    before, day = changes["replaces"], dates.day(changes["on"])
    ended = names(before)
    try:
        placement = change_place(person, site=found, by=by, **changes)
    except PlaceRefused as refusal:
        raise ActRefused(str(refusal)) from refusal
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
    hidden = site.placements.current(on).exclude(person__in=seen).count()
    if hidden:
        raise ActRefused(
            f"{hidden} more work at {site} in cohorts that you do not lead. The staff of the "
            "network closes this site."
        )
    try:
        ending = close_site(site, on=on, by=by)
    except PlaceRefused as refusal:
        raise ActRefused(str(refusal)) from refusal
    return Outcome(
        button=f"Close {site}",
        done=f"{site} closes after {dates.day(on)}.",
        consequences=[
            Consequence(
                1,
                "site closes",
                [],
                f"{site}, {site.organization}: {dates.day(on)} is its last day. Nobody can begin "
                "there after it.",
            ),
            Consequence(
                len(ending),
                "person works there no longer" if len(ending) == 1 else "work there no longer",
                [placement.person.name for placement in ending],
                "Each keeps the seat. Enter the new site of each.",
            ),
        ],
        ends=True,
        stays="Marks of meetings before keep the site. No letter is written.",
    )


def reopen_site(site):
    """The site did not close after all."""
    try:
        going_on = open_site_again(site)
    except PlaceRefused as refusal:
        raise ActRefused(str(refusal)) from refusal
    return Outcome(
        button=f"Open {site} again",
        done=f"{site} is open.",
        consequences=[
            Consequence(1, "site is open", [], f"{site}, {site.organization}."),
            Consequence(
                len(going_on),
                "person works there again" if len(going_on) == 1 else "work there again",
                [placement.person.name for placement in going_on],
                "As if it had not closed. Who works elsewhere since stays there.",
            ),
        ],
        stays="No letter is written.",
    )
