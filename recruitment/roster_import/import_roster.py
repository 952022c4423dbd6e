"""Importing a validated roster: all new rows become members, or none does. No letter is sent."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cohorts.models import Cohort
from meetings.actions.admission import AdmissionRefused, admit
from people.models import Person, Placement, ProgramSite, Supervision

from .validate_roster import validate_rows


@transaction.atomic
def import_rows(cohort, rows, on_progress=None, *, by=None, late_reason=""):
    """Validate the rows again and import the new ones.

    Returns the RosterPreview of this validation. on_progress: called with the number of rows
    imported so far. late_reason: why they join a group that is closed already, as the lead `by`
    says.

    Raises ValueError when something is wrong with them by now; then nothing is written.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    preview = validate_rows(cohort, rows)
    if preview.errors:
        raise ValueError(
            gettext_noop("Something has changed since the file was checked. Check it once more.")
        )
    for number, row in enumerate(preview.new_rows, 1):
        import_row(cohort, row, by=by, late_reason=late_reason)
        if on_progress:
            on_progress(number)
    return preview


def import_result(new, existing):
    """What has happened, as a sentence. new, existing: numbers of members."""
    now = ngettext("%(n)s person has a seat now", "%(n)s people have a seat now", new) % {"n": new}
    return _("%(now)s; %(existing)s here already. No letter was sent.") % {
        "now": now,
        "existing": existing,
    }


def import_row(cohort, row, *, by=None, late_reason=""):
    """One member with seat, and with placement and supervision where the row names a site
    or a director.
    """
    seat = cohort.seats.take_one()
    if seat is None:
        raise ValueError(
            gettext_noop(
                "Somebody took the last seat meanwhile. Nothing was changed. "
                "Check the file once more."
            )
        )
    person = find_or_create_person(row)
    if row["site"]:
        site = ProgramSite.objects.find_or_create_at(
            row["agency"], row["site"], network=cohort.network, county_id=row.get("county_id")
        )
        Placement.objects.ensure(person, site, on=cohort.today)
    if row["director_email"]:
        name = row["director_name"] or row["director_email"]
        Supervision.objects.ensure(
            Person.objects.find_or_create(
                row["director_email"], name=name, language=row["language"]
            ),
            person,
            on=cohort.today,
        )
    try:
        admit(part_to_join(cohort), person, seat, by=by, late_reason=late_reason)
    except AdmissionRefused as refusal:
        raise ValueError(
            gettext_noop("This group takes nobody now, so nobody of the file was given a seat.")
        ) from refusal


def find_or_create_person(row):
    """By address; somebody without an address is always a new person."""
    if row["email"]:
        return Person.objects.find_or_create(
            row["email"], name=row["name"], language=row["language"]
        )
    return Person.objects.create_user(
        name=row["name"], phone=row["phone"], language=row["language"]
    )


def part_to_join(cohort):
    """The CohortPart that whoever comes by a file joins: the one that recruits, else the first."""
    first = cohort.cohort_parts.select_related("part").first()
    return cohort.recruiting_part or first
