"""Validating a roster: every row is checked in one pass, and nothing is written."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cohorts.models import CohortMembership
from lib.spreadsheets import CellError
from lib.text import clean_line, normalize_email, sort_name, validate_name
from people.models import County

from .roster_columns import TITLES

MAX_LENGTH = {
    "name": 120,
    "email": 254,
    "phone": 40,
    "language": 10,
    "agency": 120,
    "site": 120,
    "county": 100,
    "director_name": 120,
    "director_email": 254,
}
#: What the file may say, folded by `sort_name`, and the language code.
LANGUAGES = {
    "": "en",
    "en": "en",
    "english": "en",
    "ingles": "en",
    "es": "es",
    "spanish": "es",
    "espanol": "es",
}
#: States of a row: to be imported, or the person has or had a seat in this cohort already.
NEW, EXISTING = "new", "here"


@dataclass
class RosterPreview:
    """What importing the file would do.

    rows: dicts with `number`, the columns of TITLES, `county_id` and `state`. errors: (row number,
    column title, message). notes: sentences that do not stop the import.
    """

    rows: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def new_rows(self):
        return [row for row in self.rows if row["state"] == NEW]

    @property
    def existing_rows(self):
        return [row for row in self.rows if row["state"] == EXISTING]

    @property
    def can_be_imported(self):
        return bool(self.new_rows) and not self.errors

    def add_error(self, row, column, message):
        self.errors.append((row["number"], TITLES.get(column, column), message))


def validate_rows(cohort, rows, notes=()):
    """Check every row against the cohort and collect everything that is wrong.

    Returns a RosterPreview.

    rows: as from `roster_columns.parse_rows`, or as an earlier preview held them.
    """
    preview = RosterPreview(notes=list(notes))
    counties = counties_of_network(cohort)
    members = existing_members(cohort)
    seen = {}
    for raw in rows:
        row = clean_row(raw, preview)
        check_county(row, cohort, counties, preview)
        check_duplicate(row, seen, preview)
        row["state"] = row_state(row, members, preview)
        preview.rows.append(row)
    check_seats(cohort, preview)
    preview.errors.sort(key=lambda error: error[0])
    return preview


def counties_of_network(cohort):
    counties = County.objects.filter(region__network=cohort.network_id).select_related("region")
    return {sort_name(county.name): county for county in counties}


def clean_row(raw, preview):
    """The row with every column of TITLES as clean text;
    a value that is wrong is reported and left empty.
    """
    row = {"number": raw["number"]}
    for column in TITLES:
        value = raw.get(column, "")
        if isinstance(value, CellError):
            preview.add_error(row, column, f"{value.words}.")
            value = ""
        row[column] = clean_line(value)
        check_value(row, column, preview)
    row["language"] = language_code(row, preview)
    if not row["name"] and not isinstance(raw.get("name"), CellError):
        preview.add_error(row, "name", "write a name.")
    if row["site"] and not row["agency"]:
        preview.add_error(row, "agency", "write the agency that runs this site.")
    if row["director_email"] and normalize_email(row["director_email"]) == normalize_email(
        row["email"]
    ):
        preview.add_error(row, "director_email", "this is the participant's own address.")
    return row


def check_value(row, column, preview):
    value = row[column]
    if len(value) > MAX_LENGTH[column]:
        preview.add_error(
            row, column, f"at most {MAX_LENGTH[column]} characters fit; this has {len(value)}."
        )
        row[column] = ""
    elif value and column.endswith("email"):
        check_address(row, column, preview)
    elif value and column in ("name", "agency", "site", "director_name"):
        check_name(row, column, preview)


def check_address(row, column, preview):
    try:
        validate_email(row[column])
    except ValidationError:
        preview.add_error(
            row, column, f"“{row[column][:60]}” is not an address such as name@agency.org."
        )
        row[column] = ""


def check_name(row, column, preview):
    try:
        validate_name(row[column])
    except ValidationError:
        preview.add_error(
            row, column, "write the name alone, without a web address or special signs."
        )


def language_code(row, preview):
    language = LANGUAGES.get(sort_name(row["language"]))
    if language is None:
        preview.add_error(row, "language", "write English or Spanish.")
    return language or "en"


def check_county(row, cohort, counties, preview):
    """Set `county_id`; report a county that is unknown or of another region."""
    if not row["county"]:
        return
    county = counties.get(sort_name(row["county"].removesuffix(" County")))
    if county is None:
        preview.add_error(row, "county", f"“{row['county'][:60]}” is not a county we know.")
    elif cohort.region_id and county.region_id != cohort.region_id:
        message = f"{county} belongs to {county.region}; this cohort is in {cohort.region}."
        preview.add_error(row, "county", message)
    row["county_id"] = county.pk if county else None


def identity_of(row):
    """What two rows about one person have in common: the address, or the name of somebody
    without an address.
    """
    return normalize_email(row["email"]) or f"name {sort_name(row['name'])}"


def check_duplicate(row, seen, preview):
    """seen: {identity: number of the first row with it}."""
    key = identity_of(row)
    if key in seen:
        column, word = ("email", "address") if row["email"] else ("name", "name")
        preview.add_error(row, column, f"the same {word} as in row {seen[key]}.")
    seen.setdefault(key, row["number"])


def existing_members(cohort):
    """{identity: membership} of everybody who has, or had, a seat in this cohort;
    by each address and by name.
    """
    memberships = CohortMembership.objects.filter(cohort=cohort)
    found = {}
    for membership in memberships.select_related("person").prefetch_related("person__addresses"):
        person = membership.person
        keys = [person.email_key, *(address.email_key for address in person.addresses.all())]
        for key in filter(None, keys):
            found[key] = membership
        found.setdefault(f"name {person.sort_name}", membership)
    return found


def row_state(row, members, preview):
    membership = members.get(identity_of(row))
    if membership is None:
        return NEW
    name = membership.person.name
    if not membership.is_current:
        preview.add_error(
            row, "name", f"{name} left this cohort. A file cannot bring somebody back."
        )
    elif row["name"] and membership.person.sort_name != sort_name(row["name"]):
        note = (
            f"Row {row['number']}: this address belongs to {name}, who is here already. "
            "Nothing is changed."
        )
        preview.notes.append(note)
    return EXISTING


def check_seats(cohort, preview):
    free, new = cohort.seats.free().count(), preview.new_rows
    for row in new[free:]:
        message = f"no seat is left for this person: {free} free, {len(new)} new in the file."
        preview.add_error(row, "name", message)
