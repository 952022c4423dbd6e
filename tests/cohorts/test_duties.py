"""Duties: shared out among whoever facilitates, given to members who agree, free again when a
role or a place ends.
"""

import pytest
from django.urls import reverse

from cohorts.actions.duties import count_unassigned_duties, duties_of
from cohorts.actions.staff_roles import end_role
from cohorts.models import DutyRequest
from meetings.documents.crew import duties_of_members

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


# --- members --------------------------------------------------------------------------------------


@pytest.fixture
def ana(cohort):
    return factories.create_membership(cohort, factories.create_person("Ana Asked"))


def asked_page(cohort):
    return reverse("community:duty-answer", args=[cohort.slug])


def press(client, duty, answer):
    return shown(
        client.post(asked_page(duty.cohort), {"duty": duty.pk, "answer": answer}, follow=True)
    )


def holder_of(duty):
    (found,) = [row for row in duties_of(duty.cohort) if row.pk == duty.pk]
    return found.holder


def test_a_member_is_asked_and_agrees(cohort, duty, role, ana, facilitator, client_of):
    """Whoever has the duty keeps it until then; the first page of the member asks."""
    staff, member = client_of(facilitator), client_of(ana.person)
    duty.assign(role)
    said = shown(give(staff, duty, f"member-{ana.pk}"))
    assert "Ana Asked is asked and has not answered yet. Until then Cora Co has it." in said
    assert holder_of(duty) == role
    assert "Say whether you take on a duty" in shown(member.get(reverse("home"), follow=True))
    assert "Keep the time" in press(member, duty, "agree")
    assert holder_of(duty) == ana
    duty.refresh_from_db()
    assert duty.role is None
    assert "Ana Asked" in shown(staff.get(staff_page(cohort)))
    here = shown(staff.get(reverse("community:profile-list", args=[cohort.slug])))
    assert "Keep the time" in here
    own = shown(staff.get(reverse("dashboards:member-detail", args=[cohort.slug, ana.pk])))
    assert "Keep the time" in own
    assert duties_of_members(cohort) == [("Ana Asked", "Keep the time")]


def test_a_member_declines(cohort, duty, ana, facilitator, client_of):
    staff, member = client_of(facilitator), client_of(ana.person)
    give(staff, duty, f"member-{ana.pk}")
    press(member, duty, "decline")
    assert holder_of(duty) is None and count_unassigned_duties(cohort) == 1
    assert "Declined: Ana Asked." in shown(staff.get(staff_page(cohort)))
    assert "Say whether you take" not in shown(member.get(reverse("home"), follow=True))


def test_a_member_gives_it_back(cohort, duty, ana, client_of):
    duty.give_to(ana)
    assert count_unassigned_duties(cohort) == 0
    assert "You no longer have this duty" in press(client_of(ana.person), duty, "give-back")
    assert holder_of(duty) is None


def test_asking_somebody_else_takes_the_question_back(
    cohort, duty, role, ana, facilitator, client_of
):
    staff, other = client_of(facilitator), factories.create_membership(cohort)
    for chosen in [f"member-{ana.pk}", f"member-{ana.pk}", f"member-{other.pk}"]:
        give(staff, duty, chosen)
    assert list(DutyRequest.objects.values_list("member", "answer").order_by("pk")) == [
        (ana.pk, "taken_back"),
        (other.pk, ""),
    ]
    sent = {"duty": duty.pk, "answer": "agree"}
    assert client_of(ana.person).post(asked_page(cohort), sent).status_code == 404
    give(staff, duty, role.pk)
    assert holder_of(duty) == role and not DutyRequest.objects.open().exists()


def test_who_leaves_has_no_duty_and_is_asked_nothing(cohort, duty, ana, facilitator, client_of):
    asked = factories.create_duty(cohort, "Bring the paper")
    duty.give_to(ana)
    give(client_of(facilitator), asked, f"member-{ana.pk}")
    duty.give_to(ana)
    ana.leave(reason="Moved away")
    assert [row.holder or row.asked for row in duties_of(cohort)] == [None, None]
    assert count_unassigned_duties(cohort) == 2
    other = factories.create_membership(cohort)
    give(client_of(facilitator), asked, f"member-{other.pk}")
    assert duties_of(cohort)[1].asked == other


def test_the_look_of_leaving_names_the_duties(cohort, duty, ana, regional_lead, client_of):
    duty.give_to(ana)
    page = reverse("cohorts:member-leave", args=[cohort.slug, ana.pk])
    look = shown(client_of(regional_lead).post(page, {"reason": "Moved away"}))
    assert "duty has nobody" in look and "Keep the time" in look


def test_only_members_of_this_cohort_are_asked(cohort, duty, withdrawn, facilitator, client_of):
    elsewhere = factories.create_membership(factories.create_cohort("another"))
    left = cohort.memberships.get(person=withdrawn)
    for membership in [elsewhere, left]:
        said = shown(give(client_of(facilitator), duty, f"member-{membership.pk}"))
        assert "Choose somebody who facilitates this cohort, or a member." in said
    assert not DutyRequest.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"duty": "x"}, {"duty": "7", "answer": "maybe"}])
def test_a_form_that_says_nothing_changes_nothing(cohort, duty, ana, client_of, sent):
    answer = client_of(ana.person).post(asked_page(cohort), sent, follow=True)
    assert "Press one of the buttons" in shown(answer) and holder_of(duty) is None


def test_nobody_answers_for_another(cohort, duty, ana, participant, facilitator, client_of):
    give(client_of(facilitator), duty, f"member-{ana.pk}")
    sent = {"duty": duty.pk, "answer": "agree"}
    assert client_of(participant).post(asked_page(cohort), sent).status_code == 404
    assert client_of(facilitator).post(asked_page(cohort), sent).status_code == 403
    assert holder_of(duty) is None
