"""What one person may find: the same rows as the pages behind the results show to that person."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from cohorts.access import cohorts_supervised_by
from cohorts.models import Cohort, CohortMembership, Letter, StaffRole
from cohorts.models.cohort import in_scope_of
from cohorts.pages.people import in_state
from community.pages.profiles import members_here
from meetings.models import Meeting
from people.models import Person
from recruitment.pages.all_applications import applications_of

#: The page of a cohort or a meeting that a result leads to.
PAGE, CHECK_IN, RESULTS = "page", "check in", "results"


@dataclass(frozen=True)
class FindScope:
    """Querysets for one person. `cohorts/access.py` says who belongs to which audience; each
    queryset here is the audience of one kind of page, over all cohorts.
    """

    person: Person

    @cached_property
    def staffed(self):
        """Where members, applications and letters are read: facilitators, leads, state staff."""
        return Cohort.objects.recruited_by(self.person)

    @cached_property
    def joined(self):
        """Cohorts of a current membership, also of a graduate."""
        current = CohortMembership.objects.current().told().filter(person=self.person)
        return Cohort.objects.filter(pk__in=current.values("cohort"))

    @cached_property
    def greeted(self):
        return self._in_scope_of(StaffRole.Kind.GREETER)

    @cached_property
    def evaluated(self):
        """Where only the results are read."""
        return self._in_scope_of(StaffRole.Kind.EVALUATOR)

    def _in_scope_of(self, kind):
        return Cohort.objects.filter(
            in_scope_of(self.person.staff_roles.current().filter(kind=kind))
        )

    def cohorts(self):
        """With `page`, the page that opens."""
        opens = self._is_in("pk", self.staffed, self.joined, self.greeted)
        own = Q(pk__in=CohortMembership.objects.filter(person=self.person).values("cohort"))
        seen = Cohort.objects.filter(opens | own | self._is_in("pk", self.evaluated))
        return seen.annotate(page=Case(When(opens | own, then=Value(PAGE)), **_else(RESULTS)))

    def meetings(self):
        """With `page`, the page that opens: the meeting, the door, or its results."""
        reads = self._is_in("cohort", self.staffed, self.joined)
        greets = self._is_in("cohort", self.greeted)
        evaluates = self._is_in("cohort", self.evaluated) & Q(evaluation__isnull=False)
        page = Case(
            When(reads, then=Value(PAGE)), When(greets, then=Value(CHECK_IN)), **_else(RESULTS)
        )
        return Meeting.objects.filter(reads | greets | evaluates).annotate(page=page)

    def _is_in(self, column, *cohorts):
        found = Q()
        for some in cohorts:
            found |= Q(**{f"{column}__in": some.values("pk")})
        return found

    def people(self):
        """With `is_listed`: the reader sees the name in a list of members or staff, with its
        address. The others are members of the reader's own group.
        """
        listed = Person.objects.filter(in_state(self.staffed, ""), pk=OuterRef("pk"))
        fellows = self.fellows().values("person")
        people = Person.objects.annotate(is_listed=Exists(listed))
        return people.filter(Q(is_listed=True) | Q(pk__in=fellows))

    def fellows(self):
        """Memberships that the reader sees under "Who is here" as a member of the same group."""
        supervised = cohorts_supervised_by(self.person, Cohort.objects.all())
        groups = self.joined.exclude(pk__in=supervised.values("pk"))
        return members_here(CohortMembership.objects.filter(cohort__in=groups.values("pk")))

    def applications(self):
        return applications_of(self.staffed)

    def letters(self):
        return Letter.objects.filter(cohort__in=self.staffed.values("pk"))


def _else(page):
    return {"default": Value(page), "output_field": CharField()}
