"""A roster by file: read, checked row by row in one pass, and taken in whole or not at all."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort, CohortMembership
from lib.spreadsheets import CellError
from lib.text import clean_line, normalize_email, sort_name, validate_name
from people.models import County, Organization, Person, Placement, ProgramSite, Supervision

from .columns import TITLES

LONGEST = {"name": 120, "email": 254, "phone": 40, "language": 10, "agency": 120, "site": 120, "county": 100, "director_name": 120, "director_email": 254}
LANGUAGES = {"": "en", "en": "en", "english": "en", "ingles": "en", "es": "es", "spanish": "es", "espanol": "es"}
NEW, HERE = "new", "here"


@dataclass
class DryRun:
    """What taking the file in would do. `mistakes`: (row, column, words)."""

    rows: list = field(default_factory=list)
    mistakes: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def new(self):
        return [row for row in self.rows if row["state"] == NEW]

    @property
    def here(self):
        return [row for row in self.rows if row["state"] == HERE]

    @property
    def may_be_taken(self):
        return bool(self.new) and not self.mistakes

    def mistake(self, row, column, words):
        self.mistakes.append((row["number"], TITLES.get(column, column), words))


def check(cohort, rows, notes=()):
    """Look at every row and say everything that is wrong; nothing is changed."""
    run = DryRun(notes=list(notes))
    counties = {sort_name(county.name): county for county in County.objects.filter(region__network=cohort.network_id).select_related("region")}
    known = whoever_is_here(cohort, rows)
    seen = {}
    for raw in rows:
        row = cleaned(raw, run)
        check_county(row, cohort, counties, run)
        check_twice(row, seen, run)
        row["state"] = state_of(row, known, run)
        run.rows.append(row)
    check_seats(cohort, run)
    run.mistakes.sort(key=lambda mistake: mistake[0])
    return run


def cleaned(raw, run):
    row = {"number": raw["number"]}
    for column in TITLES:
        value = raw.get(column, "")
        if isinstance(value, CellError):
            run.mistake(row, column, f"{value.words}.")
            value = ""
        row[column] = clean_line(value)
        check_value(row, column, run)
    row["language"] = language_of(row, run)
    if not row["name"] and not isinstance(raw.get("name"), CellError):
        run.mistake(row, "name", "write a name.")
    if row["site"] and not row["agency"]:
        run.mistake(row, "agency", "write the agency that runs this site.")
    if row["director_email"] and normalize_email(row["director_email"]) == normalize_email(row["email"]):
        run.mistake(row, "director_email", "this is the participant's own address.")
    return row


def check_value(row, column, run):
    value = row[column]
    if len(value) > LONGEST[column]:
        run.mistake(row, column, f"at most {LONGEST[column]} characters fit; this has {len(value)}.")
        row[column] = ""
    elif value and column.endswith("email"):
        check_address(row, column, run)
    elif value and column in ("name", "agency", "site", "director_name"):
        check_words(row, column, run)


def check_address(row, column, run):
    try:
        validate_email(row[column])
    except ValidationError:
        run.mistake(row, column, f"“{row[column][:60]}” is not an address such as name@agency.org.")
        row[column] = ""


def check_words(row, column, run):
    try:
        validate_name(row[column])
    except ValidationError:
        run.mistake(row, column, "write the name alone, without a web address or special signs.")


def language_of(row, run):
    language = LANGUAGES.get(sort_name(row["language"]))
    if language is None:
        run.mistake(row, "language", "write English or Spanish.")
    return language or "en"


def check_county(row, cohort, counties, run):
    if not row["county"]:
        return
    county = counties.get(sort_name(row["county"].removesuffix(" County")))
    if county is None:
        run.mistake(row, "county", f"“{row['county'][:60]}” is not a county we know.")
    elif cohort.region_id and county.region_id != cohort.region_id:
        run.mistake(row, "county", f"{county} belongs to {county.region}; this cohort is in {cohort.region}.")
    row["county_id"] = county.pk if county else None


def identity_of(row):
    return normalize_email(row["email"]) or f"name {sort_name(row['name'])}"


def check_twice(row, seen, run):
    key = identity_of(row)
    if key in seen:
        column = "email" if row["email"] else "name"
        run.mistake(row, column, f"the same {'address' if row['email'] else 'name'} as in row {seen[key]}.")
    seen.setdefault(key, row["number"])


def whoever_is_here(cohort, rows):
    """{identity: membership} of everybody who has, or had, a place here."""
    members = CohortMembership.objects.filter(cohort=cohort).select_related("person").prefetch_related("person__addresses")
    known = {}
    for membership in members:
        keys = [membership.person.email_key, *(address.email_key for address in membership.person.addresses.all())]
        for key in filter(None, keys):
            known[key] = membership
        known.setdefault(f"name {membership.person.sort_name}", membership)
    return known


def state_of(row, known, run):
    membership = known.get(identity_of(row))
    if membership is None:
        return NEW
    if not membership.is_current:
        run.mistake(row, "name", f"{membership.person.name} left this cohort. A file cannot bring somebody back.")
    elif row["name"] and membership.person.sort_name != sort_name(row["name"]):
        run.notes.append(f"Row {row['number']}: this address belongs to {membership.person.name}, who is here already. Nothing is changed.")
    return HERE


def check_seats(cohort, run):
    free, new = cohort.seats.free().count(), run.new
    for row in new[free:]:
        run.mistake(row, "name", f"no seat is left for this person: {free} free, {len(new)} new in the file.")


@transaction.atomic
def take_in(cohort, rows, *, by):
    """Take the checked rows in, all or none. Raises ValueError when something is in the way by now. No letter goes out."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    run = check(cohort, rows)
    if run.mistakes:
        raise ValueError("Something has changed since the file was checked. Check it once more.")
    for row in run.new:
        take_in_one(cohort, row)
    return run


def take_in_one(cohort, row):
    seat = cohort.seats.take_one()
    if seat is None:
        raise ValueError("Somebody took the last seat meanwhile. Nothing was changed. Check the file once more.")
    person = person_of(row)
    place(person, row, cohort)
    if row["director_email"]:
        director = Person.objects.reached_at(row["director_email"], name=row["director_name"] or row["director_email"])
        if director != person:
            Supervision.objects.get_or_create(supervisor=director, person=person, ends_on=None)
    CohortMembership.objects.create(
        cohort=cohort, person=person, seat=seat, part=part_now(cohort), joined_on=timezone.localdate(timezone=cohort.zone)
    )


def person_of(row):
    if row["email"]:
        return Person.objects.reached_at(row["email"], name=row["name"], language=row["language"])
    return Person.objects.create_user(name=row["name"], phone=row["phone"], language=row["language"])


def place(person, row, cohort):
    if not row["site"]:
        return
    agency = Organization.objects.filter(network=cohort.network_id).named(row["agency"], network=cohort.network)
    site = ProgramSite.objects.filter(organization=agency).named(row["site"], organization=agency, county_id=row.get("county_id"))
    if not Placement.objects.current().filter(person=person, site=site).exists():
        Placement.objects.create(person=person, site=site)


def part_now(cohort):
    part = cohort.recruiting_part
    return part.part if part else cohort.guidebook.parts.order_by("number").first()
