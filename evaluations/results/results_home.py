"""The first page of the results: which cohorts this reader may read, and how far the evaluation of
each of their meetings is. No figure is read.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from cohorts.models import Cohort, StaffRole
from cohorts.models.cohort import in_scope_of
from lib.paging import paginate
from meetings.models import Meeting
from people.models import Region

from ..models import Evaluation

#: So many cohorts are on one page.
COHORTS_A_PAGE = 20


@dataclass(frozen=True)
class CohortRow:
    """meetings: those of the cohort with their evaluation, in order, each with `is_closed`."""

    cohort: Cohort
    meetings: list

    def at(self, positions):
        """The meeting at each of these positions, None where none is evaluated."""
        by_position = {meeting.position: meeting for meeting in self.meetings}
        return [(position, by_position.get(position)) for position in positions]


@dataclass(frozen=True)
class CohortTable:
    """The CohortRows of one page, a column a meeting."""

    rows: list

    @property
    def positions(self):
        return sorted({meeting.position for row in self.rows for meeting in row.meetings})

    @property
    def lines(self):
        """[(cohort, [(position, its meeting or None)])]"""
        return [(row.cohort, row.at(self.positions)) for row in self.rows]

    @property
    def closed(self):
        """How many evaluations are closed."""
        return sum(meeting.is_closed for row in self.rows for meeting in row.meetings)

    @property
    def open(self):
        """How many take answers now."""
        return sum(meeting.evaluation.is_open for row in self.rows for meeting in row.meetings)


def readable_cohorts(person):
    """Cohorts whose results this person may read: those they facilitate, of a region they lead, of
    a network they work for.
    """
    kinds = [*StaffRole.FACILITATES, StaffRole.Kind.LEAD, *StaffRole.OF_A_NETWORK]
    roles = StaffRole.objects.current().filter(person=person, kind__in=kinds)
    return Cohort.objects.filter(in_scope_of(roles)).select_related("region")


def cohort_rows(person, query):
    """(a page of cohorts, the newest first; their CohortRows). Four queries."""
    page = paginate(readable_cohorts(person).newest_first(), query, size=COHORTS_A_PAGE)
    cohorts = list(page)
    found: dict = {cohort.pk: [] for cohort in cohorts}
    by_key = {cohort.pk: cohort for cohort in cohorts}
    for meeting in evaluated_meetings(cohorts):
        meeting.cohort = by_key[meeting.cohort_id]
        found[meeting.cohort_id].append(meeting)
    return page, [CohortRow(cohort, found[cohort.pk]) for cohort in cohorts]


def evaluated_meetings(cohorts):
    """Their meetings that take place, each with its evaluation and `is_closed`, in order."""
    evaluations = Evaluation.objects.filter(meeting=OuterRef("pk"))
    is_closed = Exists(evaluations.filter(closed_at__isnull=False))
    meetings = Meeting.objects.filter(cohort__in=cohorts).in_order().select_related("evaluation")
    return meetings.taking_place().filter(Exists(evaluations)).annotate(is_closed=is_closed)


def readable_regions(person):
    """Regions with cohorts whose results as a whole this person may read, by their numbers."""
    roles = StaffRole.objects.current().filter(person=person)
    led = roles.filter(kind=StaffRole.Kind.LEAD).values("region")
    networks = roles.filter(kind__in=StaffRole.OF_A_NETWORK).values("network")
    regions = Region.objects.filter(Q(pk__in=led) | Q(network__in=networks))
    return regions.filter(cohorts__isnull=False).distinct().order_by("number", "pk")
