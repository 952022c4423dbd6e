"""Checking a roster: every row in one pass, and nothing is written."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from cohorts.models import Admission
from meetings.actions.admission import admission_to
from people.models import Placement, Supervision

from .cell_values import add_error, clean_row, settle_addresses, settle_names
from .directors import check_directors
from .identity import EarlierRows, settle_person
from .known_people import find_people
from .people_rows import PeopleRows
from .places import check_places, find_places
from .questions import Asking, grouped

#: States of a row. Each row is in exactly one of them.
NEW, CHANGED, UNCHANGED, WRONG, OPEN = "new", "changed", "unchanged", "error", "question"
STATE_WORDS = {
    NEW: "New",
    CHANGED: "Added to",
    UNCHANGED: "Nothing changes",
    WRONG: "To repair",
    OPEN: "To answer",
}


@dataclass
class RosterCheck:
    """What reading the roster in would do.

    rows: dicts with `number`, `state`, the columns of TITLES as they would be stored, `adds` (what
    is added to somebody who is here, in words) and who it is (see identity.py). refusal: why
    nobody can be seated at all. answered: (row, about) of the answers that were used.
    """

    rows: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    refusal: str = ""
    answered: set = field(default_factory=set)

    def of_state(self, state):
        return [row for row in self.rows if row["state"] == state]

    @property
    def new_rows(self):
        return self.of_state(NEW)

    @property
    def changed_rows(self):
        return self.of_state(CHANGED)

    @property
    def unchanged_rows(self):
        return self.of_state(UNCHANGED)

    @property
    def question_groups(self):
        return grouped(self.questions)

    @property
    def is_open(self):
        """Whether something must be repaired or answered first."""
        return bool(self.errors or self.questions or self.refusal)

    @property
    def can_be_imported(self):
        return not self.is_open and bool(self.new_rows or self.changed_rows)


def check_roster(cohort, people_rows: PeopleRows, answers=None):
    """The RosterCheck of these rows for this cohort. answers: {(row, about): choice}."""
    check = RosterCheck(notes=list(people_rows.notes))
    asking = Asking(answers or {})
    cohort_part = part_to_join(cohort)
    check.refusal = seating_refusal(cohort)
    check.rows = [clean_row(raw, check.errors) for raw in people_rows.rows]
    domains = Counter(domain_of(row["email"]) for row in check.rows if row["email"])
    for row in sound(check):
        settle_names(row, asking)
        settle_addresses(row, asking, domains)
    settle_people(check, cohort, cohort_part, asking)
    check.answered = asking.used
    closed = {row["number"] for row in check.rows if row.get("is_left_out")} | wrong_rows(check)
    check.questions = [asked for asked in asking.questions if asked.row not in closed]
    set_states(check)
    check_seats(cohort, check)
    check.errors.sort(key=lambda error: error.row)
    return check


def settle_people(check, cohort, cohort_part, asking):
    named = [row[name] for row in check.rows for name in ("email", "director_email")]
    people, places = find_people(cohort, named, cohort_part.part), find_places(cohort)
    earlier, wrong = EarlierRows(), wrong_rows(check)
    for row in check.rows:
        row |= {"adds": [], "person_pk": None, "repeats": None, "application_pk": None}
        row |= {
            "new_name": "",
            "person_name": "",
            "asked_at": "",
            "shares": False,
            "director_is_new": False,
            "is_member": False,
        }
        check_places(row, places, asking, check.errors)
        if row.get("is_left_out"):
            continue
        if row["number"] not in wrong:
            settle_person(row, people, earlier, asking, check.errors)
        if not row.get("is_left_out"):
            earlier.add(row)
    settled = [row for row in sound(check) if not row.get("is_left_out")]
    asks = cohort_part.part.asks_sign_off
    check.notes += check_directors(settled, people, asking, asks_sign_off=asks)
    note_additions(settled, people, cohort.today)
    note_what_stays(check, settled, people)


def domain_of(address):
    return address.rpartition("@")[2].lower()


def wrong_rows(check):
    return {error.row for error in check.errors}


def sound(check):
    wrong = wrong_rows(check)
    return [row for row in check.rows if row["number"] not in wrong]


def part_to_join(cohort):
    """The CohortPart whose newcomers a roster seats."""
    parts = cohort.cohort_parts.select_related("part").order_by("part__number")
    return cohort.recruiting_part or parts.first()


def seating_refusal(cohort):
    """Why a roster may seat nobody now, as a sentence; empty when it may."""
    if cohort.is_completed:
        return gettext_noop("This cohort is completed. It admits nobody any more.")
    return ""


def asks_late_reason(cohort):
    """Whether whoever comes by a roster joins a group that is closed already."""
    return admission_to(part_to_join(cohort)) == Admission.WITH_REASON


# --- what becomes of each row ---------------------------------------------------------------------


def note_additions(rows, people, today):
    """Set `adds`: what a row adds to somebody who is a member, or to the earlier row."""
    members = [row["person_pk"] for row in rows if row["person_pk"] in people.members]
    placed = {}
    placements = Placement.objects.current(on=today).filter(person__in=members)
    for placement in placements.select_related("site"):
        placed.setdefault(placement.person_id, set()).add(placement.site.name.casefold())
    supervised = Supervision.objects.current(on=today).filter(person__in=members)
    supervised = {*supervised.values_list("person", flat=True)}
    sites = {}
    for row in rows:
        row["is_member"] = row["person_pk"] in people.members
        if row["repeats"]:
            if row["site"] and row["site"] not in sites.setdefault(row["repeats"], set()):
                row["adds"].append(f"the site {row['site']} to row {row['repeats']}")
            sites.setdefault(row["repeats"], set()).add(row["site"])
        else:
            sites[row["number"]] = {row["site"]}
            if member := people.members.get(row["person_pk"]):
                row["adds"] = list(additions(row, member, placed, supervised))


def additions(row, member, placed, supervised):
    person = member.person
    if row["new_name"]:
        yield f"the name, now {row['new_name']}"
    if row["email"] and not person.email:
        yield f"the address {row['email']}"
    if row["phone"] and not person.phone:
        yield f"the phone {row['phone']}"
    if row["site"] and not placed.get(person.pk):
        yield f"the site {row['site']}"
    if row["access_needs"] and not member.access_needs:
        yield "what helps them take part"
    if row["food_needs"] and not member.food_needs:
        yield "what they eat"


def note_what_stays(check, rows, people):
    """Say where the file and the record differ and the record stays."""
    for row in rows:
        if row["director_name"] and not row["director_email"]:
            check.notes.append(
                f"Row {row['number']}: without an address the director {row['director_name']} is "
                "neither asked nor stored."
            )
            row["director_name"] = ""
        member = people.members.get(row["person_pk"])
        if not member or row["repeats"]:
            continue
        person = member.person
        if row["phone"] and person.phone and digits(row["phone"]) != digits(person.phone):
            check.notes.append(f"Row {row['number']}: another phone is here already, and stays.")
        if row["name"] != person.name and not row["new_name"]:
            check.notes.append(
                f"Row {row['number']}: {row['name']} is here as {person.name}; the name stays."
            )


def digits(phone):
    return "".join(letter for letter in phone if letter.isdigit())[-10:]


def set_states(check):
    wrong = wrong_rows(check)
    asked = {question.row for question in check.questions}
    for row in check.rows:
        if row["number"] in wrong:
            row["state"] = WRONG
        elif row.get("is_left_out"):
            row["state"] = UNCHANGED
            check.notes.append(f"Row {row['number']}, {row['name']}, is left out.")
        elif row["number"] in asked:
            row["state"] = OPEN
        elif row["repeats"]:
            row["state"] = CHANGED if row["adds"] else UNCHANGED
            check.notes.append(f"Row {row['number']} is the same person as row {row['repeats']}.")
        elif row["is_member"]:
            row["state"] = CHANGED if row["adds"] else UNCHANGED
        else:
            row["state"] = NEW


def check_seats(cohort, check):
    free, new = cohort.seats.free().count(), check.new_rows
    for row in new[free:]:
        message = f"no seat is left for this person: {free} free, {len(new)} new in the file."
        add_error(check.errors, row, "name", message, row["name"])
        row["state"] = WRONG
