"""Who runs a cohort: leads and facilitators give roles and end them;
an end counts at the next request.
"""

from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cohorts.access import works_here
from cohorts.actions.staff_roles import appoint
from cohorts.models import StaffRole
from people.models import Person

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


def give(browser, cohort, **typed):
    return browser.post(
        f"/cohorts/{cohort.slug}/staff/",
        {"kind": "greeter", "name": "Greta New", "email": "greta@example.org", **typed},
    )


@pytest.mark.parametrize("who", ["regional_lead", "facilitator"])
def test_leads_and_facilitators_give_roles(request, who, cohort, client_of):
    browser = client_of(request.getfixturevalue(who))
    assert give(browser, cohort).status_code == 302
    role = StaffRole.objects.get(kind="greeter")
    assert (role.person.name, role.person.email, role.cohort, role.starts_on) == (
        "Greta New",
        "greta@example.org",
        cohort,
        factories.today(),
    )
    page = shown(browser.get(f"/cohorts/{cohort.slug}/staff/"))
    assert "Greta New" in page and "greta@example.org" in page


@pytest.mark.parametrize(
    "who, code",
    [
        ("state_staff", 200),
        ("greeter", 403),
        ("participant", 403),
        ("outsider", 404),
        ("supervisor", 404),
    ],
)
def test_others_give_none(request, who, code, cohort, facilitator, client_of):
    browser = client_of(request.getfixturevalue(who))
    before = StaffRole.objects.count()
    assert give(browser, cohort).status_code == code
    role = cohort.staff_roles.get(person=facilitator)
    assert browser.post(f"/cohorts/{cohort.slug}/staff/{role.pk}/end/").status_code in (403, 404)
    assert StaffRole.objects.count() == before and facilitator.staff_roles.current().exists()


def test_an_address_that_is_known_is_that_person(cohort, participant, client_of, facilitator):
    give(client_of(facilitator), cohort, email=participant.email.upper(), name="Somebody Else")
    assert StaffRole.objects.get(kind="greeter").person == participant
    participant.refresh_from_db()
    assert participant.name == "Pilar Participant"


@pytest.mark.parametrize("kind", ["lead", "state_staff", "evaluator", "reader", "admin", ""])
def test_roles_beyond_the_cohort_are_not_given_here(cohort, facilitator, client_of, kind):
    page = give(client_of(facilitator), cohort, kind=kind)
    assert (
        page.status_code == 200
        and "kind" in page.context["form"].errors
        and StaffRole.objects.count() == 1
    )


BROKEN = {
    "email": ["", "x", "x" * 200_000, "a@b", "Ana\r\nBcc: x@y.example"],
    "name": ["", "   ", "x" * 200_000, "Ana https://evil.example", "<b>Ana</b>", "a\u202eb"],
}


def test_broken_input_is_refused_in_words(cohort, facilitator, client_of):
    browser = client_of(facilitator)
    for field, values in BROKEN.items():
        for value in values:
            page = give(browser, cohort, **{field: value})
            assert page.status_code == 200 and field in page.context["form"].errors, (
                field,
                value[:20],
            )
            assert 'class="h-errors' in shown(page)
    assert StaffRole.objects.count() == 1 and Person.objects.count() == 1


@pytest.mark.parametrize("who", ["regional_lead", "facilitator"])
def test_nobody_gives_a_role_to_themselves(request, who, cohort, client_of):
    """A role opens small groups and their words: somebody else has to think so, too."""
    person = request.getfixturevalue(who)
    page = give(
        client_of(person), cohort, kind="co_facilitator", name=person.name, email=person.email
    )
    assert page.status_code == 200 and "Nobody gives a role to themselves" in shown(page)
    assert not StaffRole.objects.filter(kind="co_facilitator").exists()


def test_a_completed_cohort_takes_no_new_facilitator(cohort, facilitator, client_of):
    cohort.status = "completed"
    cohort.save()
    page = give(client_of(facilitator), cohort, kind="co_facilitator")
    assert page.status_code == 200 and "This cohort is completed" in shown(page)


def test_twice_is_once(cohort, facilitator, client_of):
    browser = client_of(facilitator)
    assert [give(browser, cohort).status_code for _ in range(2)] == [302, 200]
    assert StaffRole.objects.filter(kind="greeter").count() == 1
    with pytest.raises(ValueError, match="already"):
        appoint(kind="greeter", email="greta@example.org", name="G", by=facilitator, cohort=cohort)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_role(cohort, facilitator):
    gate, answers = Barrier(2), []

    def click():
        gate.wait(timeout=600)
        try:
            appoint(
                kind="greeter",
                email="greta@example.org",
                name="Greta",
                by=facilitator,
                cohort=cohort,
            )
            answers.append("given")
        except ValueError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (
        sorted(answers) == ["given", "refused"]
        and StaffRole.objects.filter(kind="greeter").count() == 1
    )


def test_an_ended_role_ends_at_the_next_request(
    cohort, facilitator, greeter, regional_lead, client_of
):
    StaffRole.objects.update(starts_on=factories.today() - timedelta(days=9))
    browser, lead = client_of(greeter), client_of(regional_lead)
    assert browser.get(f"/cohorts/{cohort.slug}/").status_code == 200
    role = cohort.staff_roles.get(person=greeter)
    assert act(lead, f"/cohorts/{cohort.slug}/staff/{role.pk}/end/").status_code == 302
    assert browser.get(f"/cohorts/{cohort.slug}/").status_code == 404
    role.refresh_from_db()
    assert role.ends_on == factories.today() - timedelta(days=1)
    assert lead.post(f"/cohorts/{cohort.slug}/staff/{role.pk}/end/").status_code == 404


def test_a_role_of_another_cohort_is_not_ended_from_here(cohort, facilitator, outsider, client_of):
    theirs = outsider.staff_roles.get()
    assert (
        client_of(facilitator).post(f"/cohorts/{cohort.slug}/staff/{theirs.pk}/end/").status_code
        == 404
    )
    assert outsider.staff_roles.current().exists()


def test_the_list_costs_the_same_for_one_and_for_sixty(
    cohort, facilitator, client_of, django_assert_max_num_queries
):
    browser = client_of(facilitator)
    for _ in range(60):
        factories.create_role(factories.create_person(), "greeter", cohort)
    with django_assert_max_num_queries(20):
        assert shown(browser.get(f"/cohorts/{cohort.slug}/staff/")).count('"Role">Greeter<') == 60


# --- manage.py add_staff --------------------------------------------------------------------------


def add_staff(role, **options):
    call_command("add_staff", role, "new@example.org", "Nia New", stdout=StringIO(), **options)


def test_an_operator_names_the_first_people(cohort):
    add_staff("state_staff")
    add_staff("lead", region=8)
    add_staff("facilitator", cohort=cohort.slug)
    person = Person.objects.get(email="new@example.org")
    assert set(person.staff_roles.values_list("kind", flat=True)) == {
        "state_staff",
        "lead",
        "facilitator",
    }
    assert not person.has_usable_password() and works_here(person)


@pytest.mark.parametrize(
    "role, options",
    [
        ("lead", {}),
        ("lead", {"region": 99}),
        ("facilitator", {"cohort": "none"}),
        ("greeter", {}),
        ("state_staff", {"network": "x"}),
    ],
)
def test_an_operator_who_names_no_place_hears_so(cohort, role, options):
    with pytest.raises(CommandError, match="no such"):
        add_staff(role, **options)
    assert not Person.objects.filter(email="new@example.org").exists()
