"""What happened to a person, in sentences: from the history tables, which hold no free text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cohorts.models import CohortMembership, StaffRole
from lib.history import event_model
from meetings.models import Attendance
from people.models import Person, PersonChange, Placement, Supervision
from recruitment.models import Application, SupervisorEndorsement

from . import history_sentences as sentences

#: The newest events of each table that are read.
MOST_EVENTS = 300
#: Who changed something without being signed in.
BY_LINK, BY_ITSELF = "By a personal link or form", "Hallway"


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    who: str
    what: str


@dataclass(frozen=True)
class HistoryScope:
    """Whose history is read, and what of it.

    memberships, applications: of the person, as lists. cohorts: a queryset, whose roles are read.
    with_attendance: for those who run the cohort.
    """

    person: Person
    memberships: list
    applications: list
    cohorts: object
    with_attendance: bool = False
    #: Whether each line about a cohort names it.
    names_cohorts: bool = False

    @property
    def attending(self):
        """The memberships whose attendance is read."""
        return self.memberships if self.with_attendance else []


@dataclass(frozen=True)
class Source:
    """One history table. describe: (event, the one before of the same row or None, scope) -> words,
    empty for a change that nobody needs to know. by: the column of who did it, where there is one.
    """

    model: type
    related: tuple
    describe: Callable
    condition: Callable
    by: str = ""


def keys(rows):
    return [row.pk for row in rows]


SOURCES = [
    Source(
        CohortMembership,
        ("seat", "cohort"),
        sentences.of_membership,
        lambda scope: {"pgh_obj_id__in": keys(scope.memberships)},
    ),
    Source(
        Attendance,
        ("meeting__cohort",),
        sentences.of_attendance,
        lambda scope: {"membership_id__in": keys(scope.attending)},
        by="noted_by_id",
    ),
    Source(
        Application,
        ("cohort_part__cohort",),
        sentences.of_application,
        lambda scope: {"pgh_obj_id__in": keys(scope.applications)},
        by="decided_by_id",
    ),
    Source(
        SupervisorEndorsement,
        ("application__cohort_part__cohort",),
        sentences.of_endorsement,
        lambda scope: {"application_id__in": keys(scope.applications)},
    ),
    Source(Placement, ("site",), sentences.of_placement, lambda scope: {"person": scope.person}),
    Source(
        Supervision,
        ("supervisor",),
        sentences.of_supervision,
        lambda scope: {"person": scope.person},
    ),
    Source(
        StaffRole,
        ("cohort",),
        sentences.of_role,
        lambda scope: {"person": scope.person, "cohort__in": scope.cohorts},
    ),
    Source(Person, (), sentences.of_person, lambda scope: {"pgh_obj": scope.person}),
]


def history_of(scope):
    """[HistoryLine], newest first. A fixed number of queries."""
    found = [line for source in SOURCES for line in changes(source, scope)]
    noted = [line for source in NOTED for line in source(scope)]
    keys_of_people = {event_by(event, source) for event, source, _ in found}
    people = Person.objects.in_bulk(keys_of_people - {None})
    lines = [
        HistoryLine(event.pgh_created_at, name_of(event, source, people), what)
        for event, source, what in found
    ]
    return sorted([*lines, *noted], key=lambda line: line.at, reverse=True)


# --- what is noted in a table of its own ----------------------------------------------------------


def mended(scope):
    """What was corrected about the person; the language has a line from the history table."""
    changes = scope.person.changes.exclude(field=PersonChange.Field.LANGUAGE)
    rows = changes.select_related("changed_by")[:MOST_EVENTS]
    return [
        HistoryLine(row.changed_at, name_or(row.changed_by, BY_LINK), sentences.of_change(row))
        for row in rows
    ]


def joined(scope):
    """Records that were joined with this one, and made two again."""
    for merge in scope.person.merges_kept.select_related("done_by", "undone_by")[:MOST_EVENTS]:
        name = merge.before.get("merged", {}).get("name", "another record")
        yield HistoryLine(
            merge.done_at, name_or(merge.done_by, BY_ITSELF), f"Joined with the record of {name}"
        )
        if merge.undone_at:
            what = f"No longer joined with the record of {name}"
            yield HistoryLine(merge.undone_at, name_or(merge.undone_by, BY_ITSELF), what)


def absences(scope):
    """Members who left and came back."""
    for membership in scope.memberships:
        for gap in membership.gaps.select_related("returned_by"):
            what = sentences.in_cohort(sentences.of_gap(gap), membership.cohort, scope)
            yield HistoryLine(gap.noted_at, gap.returned_by.name, what)


NOTED = [mended, joined, absences]


def name_or(person, word):
    return person.name if person else word


def changes(source, scope):
    """(event, source, words) of each event that says something."""
    events = event_model(source.model).objects.filter(**source.condition(scope))
    related = events.select_related("pgh_context", *source.related)
    before = {}
    for event in reversed(related.order_by("-pgh_created_at", "-pgh_id")[:MOST_EVENTS]):
        what = source.describe(event, before.get(event.pgh_obj_id), scope)
        before[event.pgh_obj_id] = event
        if what:
            yield event, source, what


def event_by(event, source):
    """The key of the person who did it: as the row itself says, or whose request it was."""
    noted = getattr(event, source.by, None) if source.by else None
    return noted or (event.pgh_context and event.pgh_context.metadata.get("user"))


def name_of(event, source, people):
    person = people.get(event_by(event, source))
    if person:
        return person.name
    return BY_LINK if event.pgh_context and event.pgh_context.metadata.get("url") else BY_ITSELF
