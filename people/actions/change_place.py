"""Where somebody works and what pays for it, from a day on; and a site that closes."""

from datetime import timedelta

from django.db import transaction

from ..models import Person, Placement, ProgramSite
from .change_person import note_change


class PlaceRefused(ValueError):
    """Nothing was changed; the message is a sentence for the reader."""


@transaction.atomic
def change_place(person, *, site, funding, on, replaces, by, reason=""):
    """The person works at this site from this day on, and at `replaces` no longer; at a site that
    closes later, until its last day.

    replaces: Placements of the person. Returns the new Placement. Raises PlaceRefused.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    site = ProgramSite.objects.select_for_update().get(pk=site.pk)
    if site.closed_on and on > site.closed_on:
        raise PlaceRefused(f"{site} closed on {site.closed_on:%B} {site.closed_on.day}.")
    before = sorted(replaces, key=lambda row: (row.starts_on, row.pk))
    if any(row.site_id == site.pk and same_funding(row, funding) for row in before):
        raise PlaceRefused("This is where they work already, with this funding.")
    for row in before:
        row.end(on=on - timedelta(days=1))
    placement = Placement.objects.create(
        person=locked, site=site, funding=funding, starts_on=on, ends_on=site.closed_on
    )
    note_change(locked, "site", names(before), name_of(placement), by=by, reason=reason)
    paid = "; ".join(filter(None, (row.funding_text for row in before)))
    note_change(locked, "funding", paid, placement.funding_text, by=by, reason=reason)
    return placement


def same_funding(placement, funding):
    return sorted(placement.funding) == sorted(funding)


def names(placements):
    return "; ".join(name_of(placement) for placement in placements)


def name_of(placement):
    return f"{placement.site}, {placement.site.organization}"


@transaction.atomic
def open_site_again(site):
    """The site did not close after all: whoever works nowhere else since works there again.

    Returns the placements that go on. Raises PlaceRefused when it is not closed.
    """
    locked = ProgramSite.objects.select_for_update().get(pk=site.pk)
    if not locked.closed_on:
        raise PlaceRefused("This site is open.")
    ended = locked.placements.filter(ends_on=locked.closed_on)
    elsewhere = Placement.objects.filter(ends_on=None).values("person")
    going_on = list(ended.exclude(person__in=elsewhere).select_related("person"))
    ended.filter(pk__in=[row.pk for row in going_on]).update(ends_on=None)
    save_closing(locked, on=None, by=None)
    return going_on


def save_closing(site, *, on, by):
    """on: the last day of the site; None for one that is open."""
    site.closed_on, site.closed_by = on, by
    site.save(update_fields=["closed_on", "closed_by"])


@transaction.atomic
def close_site(site, *, on, by):
    """The site closes after this day: whoever works there works there no longer, and nobody can
    begin to.

    Returns the placements that end. Raises PlaceRefused when it is closed already.
    """
    locked = ProgramSite.objects.select_for_update().get(pk=site.pk)
    if locked.closed_on:
        raise PlaceRefused("This site is closed already.")
    save_closing(locked, on=on, by=by)
    return end_placements(locked, on=on, by=by)


def end_placements(site, *, on, by):
    """End those of this day and delete those that begin later. Returns the ones that end."""
    ending = list(site.placements.current(on).select_related("person", "site__organization"))
    for placement in ending:
        placement.end(on=on)
        note_change(placement.person, "site", name_of(placement), "", by=by, reason="Site closed")
    for placement in site.placements.filter(starts_on__gt=on):
        placement.delete()
    return ending
