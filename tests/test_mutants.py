"""Take each guard away from each page in turn: the permission test must notice every time.

A guard is taken away where it stands (its function is replaced while one pattern is asked), so the
rest of the page runs as it is. A mutant that nobody notices would be a guard that no test keeps.
"""

from contextlib import ExitStack, contextmanager
from unittest import mock

import pytest
from django.shortcuts import get_object_or_404

from cohorts import permissions
from cohorts.access import CohortAccess, access_of
from cohorts.models import Cohort
from cop_site.permission_table import rules_of
from cop_site.routes import all_routes
from people.models import Link, Network, Region

from .house import AUDIENCES, WALLED
from .test_permissions import METHODS, wrong_cells

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

EVERY_AUDIENCE = frozenset(
    set().union(*(where for person in AUDIENCES.values() for where in person.values()))
)


def patched(*names, with_):
    @contextmanager
    def mutation(route):
        with ExitStack() as stack:
            for name in names:
                stack.enter_context(mock.patch(name, with_))
            yield

    return mutation


def entered(*, visible, wall, audience):
    """`get_cohort_or_refuse` with some of its three questions left out."""

    def get_cohort_or_refuse(request, slug, audiences, *, closed_to_supervisors):
        cohort = get_object_or_404(
            Cohort.objects.select_related("network", "region", "guidebook"), slug=slug
        )
        access = access_of(request.user, cohort)
        if not access.audiences and visible:
            raise permissions.Http404
        if closed_to_supervisors and access.is_supervisor and wall:
            raise permissions.PermissionDenied
        if audience and access.audiences and not access.is_one_of(*audiences):
            raise permissions.PermissionDenied
        if not access.audiences:
            access = CohortAccess(EVERY_AUDIENCE, None, access.is_supervisor)
        request.access = access
        return cohort

    return patched(
        "cohorts.permissions.get_cohort_or_refuse",
        "meetings.permissions.get_cohort_or_refuse",
        with_=get_cohort_or_refuse,
    )


def any_link(request, purpose):
    return Link.objects.filter(purpose=purpose).select_related("person")


def role_of_anybody():
    fake = mock.MagicMock()
    fake.objects.current().filter().select_related().order_by().first.side_effect = lambda: (
        mock.Mock(network=Network.objects.get())
    )
    return fake


@contextmanager
def without_sign_in(route):
    with mock.patch.object(route.view, "login_required", False, create=True):
        yield


@contextmanager
def without_methods(route):
    """Every `require_…` on the way to the view lets every method through."""
    cells, layer = [], route.view
    while layer is not None:
        names = getattr(getattr(layer, "__code__", None), "co_freevars", ())
        cells += [
            cell
            for name, cell in zip(names, layer.__closure__ or (), strict=False)
            if name == "request_method_list"
        ]
        layer = getattr(layer, "__wrapped__", None)
    kept = [cell.cell_contents for cell in cells]
    for cell in cells:
        cell.cell_contents = METHODS
    try:
        yield
    finally:
        for cell, methods in zip(cells, kept, strict=True):
            cell.cell_contents = methods


all_regions = patched(
    "evaluations.permissions.led_regions", with_=lambda person: Region.objects.all()
)
every_network = patched(
    "guidebook_editor.permissions.state_networks",
    "recruitment.permissions.state_networks",
    with_=lambda person: list(Network.objects.all()),
)


def every_cohort(person):
    return Cohort.objects.all()


every_release = patched(
    "evaluations.permissions.access_of",
    with_=lambda person, cohort: CohortAccess(EVERY_AUDIENCE, None, False),
)

#: What guards a page of each scope, who meets the guard first, and the mutation that takes it away.
#: The page of a job asks its kind.
MAY_SEE = "dashboards.pages.job_page.JobKind.may_see"
GUARDS = {
    "job": [
        (
            "who may see",
            ["outsider", "participant", "greeter", "state_staff"],
            patched(MAY_SEE, with_=lambda kind, access: True),
        )
    ],
    "cohort": [
        ("who has business here", ["outsider"], entered(visible=False, wall=True, audience=True)),
        (
            "which role",
            [who for who in AUDIENCES if "own" in AUDIENCES[who]],
            entered(visible=True, wall=True, audience=False),
        ),
    ],
    "link": [
        (
            "the link",
            ["anonymous", "nobody"],
            patched(
                *[
                    f"{package}.permissions.links_from_cookie"
                    for package in ("people", "cohorts", "recruitment", "lifecycle")
                ],
                with_=any_link,
            ),
        )
    ],
    "network": [
        (
            "state staff",
            ["nobody", "facilitator"],
            patched("cohorts.permissions.StaffRole", with_=role_of_anybody()),
        )
    ],
    "drafts": [("state staff", ["nobody", "facilitator", "evaluator"], every_network)],
    "recruits": [
        (
            "who recruits",
            ["nobody", "participant"],
            patched("cohorts.permissions.StaffRole", with_=role_of_anybody()),
        )
    ],
    "region": [("whose region", ["nobody", "other_lead"], all_regions)],
    "person": [
        (
            "who leads",
            ["facilitator", "co_facilitator"],
            patched("lifecycle.permissions.Cohort.objects.led_by", with_=every_cohort),
        )
    ],
    "release": [("whose release", ["nobody", "greeter"], every_release)],
    "demo": [
        (
            "the demonstration",
            ["anonymous"],
            patched("demo.views.is_demo_here", with_=lambda request: True),
        )
    ],
}
GUARDS["meeting"] = GUARDS["cohort"]
WALL = ("the wall", sorted(WALLED), entered(visible=True, wall=False, audience=True))
WALL_OF_PERSONS = (
    "the wall",
    sorted(WALLED - {"walled_participant", "supervisor"}),
    patched("lifecycle.permissions.supervises_there", with_=lambda reader, person: False),
)
WALL_OF_JOBS = (
    "the wall",
    sorted(WALLED),
    patched(MAY_SEE, with_=lambda kind, access: access.is_one_of(*kind.audiences)),
)
SIGN_IN = ("sign-in", ["anonymous"], without_sign_in)
#: Pages that ask by themselves, by name.
OWN_GUARDS = {
    "lifecycle:cohort-open": (
        "who leads",
        ["nobody"],
        patched(
            "lifecycle.views.open_cohort.places_to_open",
            with_=lambda person: {"regions": list(Region.objects.all()), "networks": []},
        ),
    ),
    "evaluations:results-report": ("who reads", ["nobody"], all_regions),
}


def mutants():
    for route in all_routes():
        for line in rules_of(route.name):
            method = "GET" if "GET" in line.verbs else "POST"
            for guard in guards_of(line):
                yield pytest.param(
                    route,
                    line,
                    *guard,
                    METHODS if line.scope == "demo" else [method],
                    id=f"{line}-{guard[0]}",
                )
            everybody_in = [
                "state_staff",
                "regional_lead",
                "facilitator",
                "participant",
                f"link {line.audience}",
                "anonymous",
            ]
            if not methods_are_open(line):
                yield pytest.param(
                    route,
                    line,
                    "methods",
                    everybody_in,
                    without_methods,
                    METHODS,
                    id=f"{line}-methods",
                )


def guards_of(line):
    if line.scope != "person" or "facilitator" not in line.audiences:
        yield from GUARDS.get(line.scope, [])
    if line.closed_to_supervisors:
        yield {"job": WALL_OF_JOBS, "person": WALL_OF_PERSONS}.get(line.scope, WALL)
    if line.scope not in {"public", "link", "demo"}:
        yield SIGN_IN
    if line.name in OWN_GUARDS:
        yield OWN_GUARDS[line.name]


def methods_are_open(line):
    """Nothing of the demonstration can be asked here:
    the door is shut before the method is looked at.
    """
    return line.scope == "demo"


EVERY_MUTANT = list(mutants())


def is_noticed(house, route, line, people, mutation, methods):
    with mutation(route):
        return next(
            wrong_cells(
                house,
                route,
                line,
                [who for who in people if who in house.everybody],
                ["own"],
                methods,
            ),
            None,
        )


@pytest.mark.audit
@pytest.mark.parametrize("route, line, guard, people, mutation, methods", EVERY_MUTANT)
def test_every_mutant_is_noticed(house, route, line, guard, people, mutation, methods):
    assert is_noticed(house, route, line, people, mutation, methods), (
        f"{line} without {guard}: nobody noticed"
    )


@pytest.mark.parametrize("route, line, guard, people, mutation, methods", EVERY_MUTANT[::12])
def test_some_mutants_are_noticed(house, route, line, guard, people, mutation, methods):
    assert is_noticed(house, route, line, people, mutation, methods), (
        f"{line} without {guard}: nobody noticed"
    )
