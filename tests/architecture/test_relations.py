"""Relations into a higher package are noted with the file that uses them,
and those against the arrows fail a test.
"""

import pytest
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.template import Context, Engine, Origin, Template

from cohorts.models import Cohort, CohortMembership
from meetings.models import Meeting
from people.models import Person

from .. import factories
from ..source_tree import ROOT
from .relations import noting

pytestmark = pytest.mark.django_db
NAMES = {
    "Cohort": Cohort,
    "CohortMembership": CohortMembership,
    "Meeting": Meeting,
    "Person": Person,
    "Count": Count,
    "Exists": Exists,
    "F": F,
    "OuterRef": OuterRef,
    "Prefetch": Prefetch,
    "Q": Q,
}


def run(file, source, **names):
    """Run the source as if it stood in this file; what was noted."""
    with noting() as notes:
        exec(compile(source, f"{ROOT}/{file}", "exec"), NAMES | names)
    return notes


def render(name, source, **names):
    with noting() as notes:
        Template(
            source, origin=Origin(name, template_name=name), engine=Engine.get_default()
        ).render(Context(names))
    return notes


@pytest.mark.parametrize(
    "source, what",
    [
        ("cohort.meetings", "Cohort.meetings"),
        ("[meeting.position for meeting in cohort.meetings.all()]", "Cohort.meetings"),
        ("getattr(cohort, 'meetings').count()", "Cohort.meetings"),
        ("Cohort.objects.filter(meetings__position=1)", "Cohort.meetings"),
        ("Cohort.objects.exclude(meetings=None)", "Cohort.meetings"),
        ("Cohort.objects.order_by('meetings__position')", "Cohort.meetings"),
        ("Cohort.objects.values('meetings__position')", "Cohort.meetings"),
        ("Cohort.objects.values_list('meetings')", "Cohort.meetings"),
        ("Cohort.objects.annotate(n=Count('meetings'))", "Cohort.meetings"),
        ("Cohort.objects.annotate(n=F('meetings__position'))", "Cohort.meetings"),
        ("Cohort.objects.aggregate(n=Count('meetings'))", "Cohort.meetings"),
        ("Cohort.objects.filter(Q(slug='a') | Q(meetings__position=1))", "Cohort.meetings"),
        (
            "Cohort.objects.filter(Exists(Cohort.objects.filter(slug=OuterRef('meetings__title'))))",
            "Cohort.meetings",
        ),
        ("Cohort.objects.prefetch_related('meetings')", "Cohort.meetings"),
        ("Cohort.objects.prefetch_related(Prefetch('meetings', to_attr='all'))", "Cohort.meetings"),
        (
            "Person.objects.filter(memberships__replies__answer='coming')",
            "CohortMembership.replies",
        ),
        ("CohortMembership.objects.select_related('application')", "CohortMembership.application"),
        ("CohortMembership.objects.only('application__name')", "CohortMembership.application"),
        ("hasattr(membership, 'application')", "CohortMembership.application"),
    ],
)
def test_a_planted_relation_upward_is_noted(cohort, source, what):
    membership = factories.create_membership(cohort)
    assert run("cohorts/planted.py", source, cohort=cohort, membership=membership) == [
        ("cohorts/planted.py", what)
    ]


@pytest.mark.parametrize(
    "file, source",
    [
        ("meetings/planted.py", "list(cohort.meetings.filter(attendances__membership=None))"),
        (
            "dashboards/planted.py",
            "Cohort.objects.filter(meetings__evaluation=None, memberships__application=None)",
        ),
        (
            "cohorts/planted.py",
            "list(cohort.memberships.select_related('person', 'cohort__guidebook'))",
        ),
        (
            "cohorts/planted.py",
            "Cohort.objects.order_by('region__number', 'memberships__person__sort_name')",
        ),
        (
            "meetings/planted.py",
            "[m.cohort.region for m in Meeting.objects.prefetch_related('cohort__seats')]",
        ),
        ("cohorts/planted.py", "cohort.letters.all().delete()"),
        ("tests/planted.py", "cohort.meetings.count()"),
    ],
)
def test_a_relation_that_may_be_known_is_not_noted(cohort, file, source):
    assert run(file, source, cohort=cohort) == []


def test_generic_code_counts_for_its_caller(cohort):
    lent = compile(
        "def first(owner, name):\n    return getattr(owner, name).first()",
        f"{ROOT}/lib/planted.py",
        "exec",
    )
    names = {}
    exec(lent, names)
    assert run("cohorts/planted.py", "first(cohort, 'meetings')", cohort=cohort, **names) == [
        ("cohorts/planted.py", "Cohort.meetings")
    ]
    assert run("meetings/planted.py", "first(cohort, 'meetings')", cohort=cohort, **names) == []


def test_a_queryset_counts_where_it_is_built_and_not_where_it_is_read(cohort):
    built = {
        "meetings": Cohort.objects.filter(meetings__position=1)
        .prefetch_related("meetings__attendances")
        .order_by("meetings__position")
    }
    assert run("cohorts/planted.py", "assert list(meetings)", **built) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ cohort.meetings.count }}",
        "{% for meeting in cohort.meetings.all %}{{ meeting.position }}{% endfor %}",
        "{% if cohort.meetings.exists %}a{% endif %}",
        "{% with all=cohort.meetings %}{{ all.count }}{% endwith %}",
    ],
)
def test_a_template_is_noted_by_its_folder(cohort, source):
    assert render("cohorts/planted.html", source, cohort=cohort) == [
        ("templates/cohorts/planted.html", "Cohort.meetings")
    ]
    assert render("components/planted.html", source, cohort=cohort) == [
        ("templates/components/planted.html", "Cohort.meetings")
    ]
    assert render("meetings/planted.html", source, cohort=cohort) == []
    assert render("planted.html", source, cohort=cohort) == []


def test_an_exception_is_not_noted(cohort):
    """The list of letters may show the application of a letter (tests/architecture/packages.py),
    other files may not.
    """
    source = "cohort.letters.select_related('application_letter')"
    assert run("cohorts/views/letters.py", source, cohort=cohort) == []
    assert run("cohorts/views/members.py", source, cohort=cohort) == [
        ("cohorts/views/members.py", "Letter.application_letter")
    ]
