"""Two records side by side: what each has, and which values may stay."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from cohorts.pages.twins import twins_of
from lib import dates
from lib.search import contains_words
from meetings.models import Attendance

#: {column that may come from either record: its label}.
LABELS = {
    "name": "Name",
    "own_sort_name": "Name to sort by",
    "email": "Address",
    "phone": "Phone",
    "language": "Letters in",
}
MOST_FOUND, MOST_MARKS = 20, 10


@dataclass(frozen=True)
class ComparedRow:
    """One line of the comparison: this record, the other one. choice: the field of the form, where
    the two differ; else None.
    """

    label: str
    this: str
    other: str
    choice: object = None


def candidates(person, seen, query):
    """People with whom this record may be joined: those found, else those likely the same."""
    if not query:
        return twins_of(person, seen)
    others = seen.filter(merged_into=None).exclude(pk=person.pk)
    found = others.filter(contains_words(query, "sort_name", "email_key"))
    return list(found.in_name_order()[:MOST_FOUND])


def differing(person, other):
    """The columns of LABELS in which the two differ."""
    return [name for name in LABELS if getattr(person, name) != getattr(other, name)]


def shown_value(person, name):
    value = getattr(person, name)
    return str(dict(settings.LANGUAGES).get(value, value)) if name == "language" else value


def compared(person, other, form):
    """[ComparedRow]: values of the record itself, then what hangs on it."""
    rows = [row_of_column(name, person, other, form) for name in LABELS]
    mine, theirs = hanging_on(person), hanging_on(other)
    return rows + [
        ComparedRow(label, mine[label], theirs[label])
        for label in mine
        if mine[label] or theirs[label]
    ]


def row_of_column(name, person, other, form):
    return ComparedRow(
        LABELS[name],
        shown_value(person, name),
        shown_value(other, name),
        form[name] if name in form.fields else None,
    )


def marks_of(person):
    """The newest marks of the roll call, in words."""
    marks = Attendance.objects.filter(membership__person=person).select_related("meeting")
    newest = marks.order_by("-meeting__on", "-pk")[:MOST_MARKS]
    return "; ".join(f"{row.meeting.position}: {row.get_status_display()}" for row in newest)


def hanging_on(person):
    """{what hangs on a record: in words}."""
    places = person.memberships.select_related("cohort").order_by("-cohort__opened_at")
    roles = person.staff_roles.current().select_related("cohort", "region", "network")
    sites = person.placements.order_by("-starts_on", "-pk").select_related("site__organization")
    directors = person.supervised_by.select_related("supervisor").order_by("-starts_on", "-pk")
    return {
        "Places": "; ".join(f"{row.cohort}, seat {row.seat.number}" for row in places),
        "Roles": "; ".join(row.title for row in roles),
        "Sites": "; ".join(f"{row.site}, {row.site.organization}" for row in sites[:5]),
        "Directors": "; ".join(row.supervisor.name for row in directors[:5]),
        "Further addresses": "; ".join(person.addresses.values_list("email", flat=True)),
        "Applications": str(person.applications.count() or ""),
        "Letters": str(person.letters.count() or ""),
        "Meetings": marks_of(person),
        "Recorded since": dates.day(timezone.localtime(person.created_at)),
    }
