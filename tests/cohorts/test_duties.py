"""Duties: shared out among whoever facilitates, free again when a role ends."""

import pytest
from django.urls import reverse

from cohorts.actions.staff_roles import end_role

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(cohort):
    return factories.create_duty(cohort, "Keep the time")


@pytest.fixture
def role(cohort):
    return factories.create_role(factories.create_person("Cora Co"), "co_facilitator", cohort)


def staff_page(cohort):
    return reverse("cohorts:staff-role-list", args=[cohort.slug])


def give(client, duty, role):
    return client.post(
        reverse("cohorts:duty-assign", args=[duty.cohort.slug]),
        {f"duty-{duty.pk}": role},
        follow=True,
    )


def test_a_duty_is_given_and_taken_back(cohort, duty, role, facilitator, client_of):
    client = client_of(facilitator)
    assert "Nobody yet" in shown(client.get(staff_page(cohort)))
    give(client, duty, role.pk)
    duty.refresh_from_db()
    assert duty.role == role
    give(client, duty, "")
    duty.refresh_from_db()
    assert duty.role is None


def test_all_are_saved_at_once_or_none(cohort, duty, role, facilitator, client_of):
    other = factories.create_duty(cohort, "Bring the paper")
    address, client = reverse("cohorts:duty-assign", args=[cohort.slug]), client_of(facilitator)
    page = client.post(address, {f"duty-{duty.pk}": role.pk, f"duty-{other.pk}": "x"})
    assert "Bring the paper" in shown(page) and page.context["duties_form"][
        f"duty-{duty.pk}"
    ].value() == str(role.pk)
    holders = lambda: list(cohort.duties.order_by("pk").values_list("role", flat=True))  # noqa: E731
    assert holders() == [None, None]
    client.post(address, {f"duty-{duty.pk}": role.pk, f"duty-{other.pk}": role.pk})
    assert holders() == [role.pk, role.pk]


@pytest.mark.parametrize("whose", ["greeter", "elsewhere", "ended", "nonsense"])
def test_only_who_facilitates_here_has_one(
    cohort, duty, role, facilitator, greeter, outsider, client_of, whose
):
    type(role).objects.filter(pk=role.pk).update(starts_on="2020-01-01", ends_on="2020-01-02")
    choices = {
        "greeter": greeter.staff_roles.get().pk,
        "elsewhere": outsider.staff_roles.get().pk,
        "ended": role.pk,
        "nonsense": "x" * 99,
    }
    assert "Choose somebody who facilitates" in shown(
        give(client_of(facilitator), duty, choices[whose])
    )
    duty.refresh_from_db()
    assert duty.role is None


@pytest.mark.parametrize("began", ["2020-01-01", None])
def test_it_is_free_again_when_the_role_ends(duty, role, facilitator, began):
    if began:
        type(role).objects.filter(pk=role.pk).update(starts_on=began)
        role.refresh_from_db()
    duty.assign(role)
    end_role(role)
    duty.refresh_from_db()
    assert duty.role is None


def test_state_staff_reads_who_has_what(cohort, duty, role, state_staff, client_of):
    duty.assign(role)
    page = shown(client_of(state_staff).get(staff_page(cohort)))
    assert "Keep the time" in page and "Cora Co" in page and "Save who does what" not in page
    assert give(client_of(state_staff), duty, "").status_code == 403


def test_the_page_says_how_many_co_facilitators_are_asked_for(regional_lead, client_of):
    cohort = factories.create_cohort(
        guidebook=factories.create_guidebook("asks", co_facilitators_minimum=2)
    )
    factories.create_role(factories.create_person(), "co_facilitator", cohort)
    page = shown(client_of(regional_lead).get(staff_page(cohort)))
    assert "This guidebook asks for 2 co-facilitators; 1 is named." in page
