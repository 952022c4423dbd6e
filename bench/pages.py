"""The pages that are measured, ordered by their readers.

A URL name that does not exist is skipped, so a page can be listed before it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from cohorts.models import Cohort, StaffRole
from evaluations.models import Release
from people.models import Person
from recruitment.models import Application

LIST, DETAIL, RESULTS, FORM, FILE, PUBLIC = "list", "detail", "results", "form", "file", "public"
NOBODY = "nobody"


class Subjects:
    """The rows of one benchmark database that the pages show, and the people who read them."""

    def one(self, kind):
        return Cohort.objects.filter(slug__startswith=f"{kind}-").earliest("pk")

    @cached_property
    def running(self):
        return self.one("running")

    @cached_property
    def recruiting(self):
        return self.one("recruiting")

    @cached_property
    def shown(self):
        return self.one("shown")

    @cached_property
    def application(self):
        """An application that is signed and undecided."""
        return Application.objects.of_cohort(self.recruiting).undecided().signed().earliest("pk")

    @cached_property
    def release(self):
        return Release.objects.filter(evaluation__meeting__cohort=self.shown).earliest("pk")

    @cached_property
    def people(self):
        """{reader of a Page: Person, or None for nobody}"""
        found = {NOBODY: None}
        for kind in [StaffRole.Kind.STATE_STAFF, StaffRole.Kind.LEAD]:
            found[kind] = Person.objects.filter(staff_roles__kind=kind).earliest("pk")
        found["facilitator"] = self.running.staff_roles.get(kind=StaffRole.Kind.FACILITATOR).person
        found["shown_facilitator"] = self.shown.staff_roles.get(
            kind=StaffRole.Kind.FACILITATOR
        ).person
        found["participant"] = self.running.memberships.earliest("pk").person
        found["director"] = self.made("Director", self.application.director_email)
        found["applicant"] = self.made("Applicant", self.application.email)
        Application.objects.filter(pk=self.application.pk).update(person=found["applicant"])
        return found

    def made(self, name, email):
        return Person.objects.find_or_create(email, name=f"{name} (invented)")


@dataclass(frozen=True)
class Page:
    """A page to measure.

    who: the reader, a key of Subjects.people. route: the URL name. about: a function of the
    Subjects that returns the URL's arguments. query: the query string with its "?".
    """

    name: str
    who: str
    route: str
    kind: str
    about: Callable = lambda subjects: []
    query: str = ""

    def path(self, subjects):
        """The path with the query string, or None if there is no such URL name."""
        try:
            return reverse(self.route, args=self.about(subjects)) + self.query
        except NoReverseMatch:
            return None


def running_cohort_args(subjects):
    return [subjects.running.slug]


def recruiting_cohort_args(subjects):
    return [subjects.recruiting.slug]


def shown_cohort_args(subjects):
    return [subjects.shown.slug]


def held_meeting_args(subjects):
    return [subjects.running.slug, 3]


def next_meeting_args(subjects):
    return [subjects.running.slug, 4]


def region_args(subjects):
    return [subjects.shown.region.number]


PAGES = [
    Page("home, public", NOBODY, "home", PUBLIC),
    Page("home, signed in (leads on)", "facilitator", "home", PUBLIC),
    Page("apply form", NOBODY, "recruitment:apply", FORM, recruiting_cohort_args),
    Page("guidebooks, public", NOBODY, "guidebook-list", PUBLIC),
    Page(
        "guidebook, public",
        NOBODY,
        "guidebook-detail",
        PUBLIC,
        lambda subjects: [subjects.shown.guidebook.slug],
    ),
    Page("activities", "facilitator", "meetings:activity-list", LIST),
    Page(
        "activity",
        "facilitator",
        "meetings:activity-detail",
        DETAIL,
        lambda subjects: [subjects.recruiting.network.activities.earliest("pk").slug],
    ),
    # The state's staff
    Page("cohort list, state", "state_staff", "dashboards:cohort-list", LIST),
    Page("people, state", "state_staff", "cohorts:person-list", LIST),
    Page("people by name, state", "state_staff", "cohorts:person-list", LIST, query="?q=nunez"),
    Page("applications of the network", "state_staff", "recruitment:application-all", LIST),
    Page(
        "applications by name", "state_staff", "recruitment:application-all", LIST, query="?q=nunez"
    ),
    Page("cohort, state", "state_staff", "dashboards:cohort-detail", DETAIL, running_cohort_args),
    Page("results home", "state_staff", "evaluations:results", RESULTS),
    Page("results state", "state_staff", "evaluations:results-state", RESULTS),
    Page(
        "results state, long form",
        "state_staff",
        "evaluations:results-state",
        RESULTS,
        query="?cycle=2022-24",
    ),
    Page("results state json", "state_staff", "evaluations:results-state-json", RESULTS),
    Page("results state csv", "state_staff", "evaluations:results-state-csv", RESULTS),
    Page(
        "results region, state", "state_staff", "evaluations:results-region", RESULTS, region_args
    ),
    Page("report, state", "state_staff", "evaluations:results-report", RESULTS),
    Page("published figures", "state_staff", "evaluations:results-published", RESULTS),
    # The lead
    Page("cohort list, lead", "lead", "dashboards:cohort-list", LIST),
    Page("cohort, lead", "lead", "dashboards:cohort-detail", DETAIL, recruiting_cohort_args),
    Page(
        "applications board", "lead", "recruitment:application-list", LIST, recruiting_cohort_args
    ),
    Page(
        "applications board, filtered",
        "lead",
        "recruitment:application-list",
        LIST,
        recruiting_cohort_args,
        query="?state=signed&sort=name&q=nunez",
    ),
    Page(
        "application",
        "lead",
        "recruitment:application-detail",
        DETAIL,
        lambda subjects: [subjects.recruiting.slug, subjects.application.pk],
    ),
    Page("members", "lead", "cohorts:member-list", LIST, running_cohort_args),
    Page("letters", "lead", "cohorts:letter-list", LIST, recruiting_cohort_args),
    Page("staff", "lead", "cohorts:staff-role-list", LIST, running_cohort_args),
    Page("results region, lead", "lead", "evaluations:results-region", RESULTS, region_args),
    Page("results region json", "lead", "evaluations:results-region-json", RESULTS, region_args),
    Page("results region csv", "lead", "evaluations:results-region-csv", RESULTS, region_args),
    Page("report, lead", "lead", "evaluations:results-report", RESULTS),
    # The facilitator
    Page(
        "first page, facilitator",
        "facilitator",
        "dashboards:cohort-detail",
        DETAIL,
        running_cohort_args,
    ),
    Page("meeting", "facilitator", "meetings:agenda-detail", DETAIL, next_meeting_args),
    Page("agenda", "facilitator", "meetings:agenda-edit", DETAIL, next_meeting_args),
    Page("attendance", "facilitator", "meetings:attendance-edit", LIST, held_meeting_args),
    Page("replies", "facilitator", "meetings:reply-list", LIST, next_meeting_args),
    Page("agreements", "facilitator", "meetings:agreement-list", LIST, running_cohort_args),
    Page("evaluation", "facilitator", "evaluations:evaluation-detail", DETAIL, held_meeting_args),
    Page(
        "results cohort",
        "shown_facilitator",
        "evaluations:results-cohort",
        RESULTS,
        shown_cohort_args,
    ),
    Page(
        "results cohort json",
        "shown_facilitator",
        "evaluations:results-cohort-json",
        RESULTS,
        shown_cohort_args,
    ),
    Page(
        "results meeting",
        "shown_facilitator",
        "evaluations:results-meeting",
        RESULTS,
        lambda subjects: [subjects.shown.slug, 1],
    ),
    Page(
        "release",
        "shown_facilitator",
        "evaluations:release-detail",
        RESULTS,
        lambda subjects: [subjects.release.pk],
    ),
    # The participant, the applicant, the director
    Page(
        "first page, participant",
        "participant",
        "dashboards:cohort-detail",
        DETAIL,
        running_cohort_args,
    ),
    Page(
        "meeting, participant", "participant", "meetings:agenda-detail", DETAIL, next_meeting_args
    ),
    Page("reply form", "participant", "meetings:reply", FORM, next_meeting_args),
    Page(
        "evaluation form", "participant", "evaluations:evaluation-answer", FORM, held_meeting_args
    ),
    Page("own application", "applicant", "recruitment:application-own", DETAIL),
    Page("sign-off", "director", "recruitment:endorsement-answer", FORM),
]
