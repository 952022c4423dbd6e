"""Correcting what is stored about somebody: by whom, what follows, and what the history says."""

import pytest
from django.urls import reverse

from people.models import PersonChange

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db


def address(person):
    return reverse("lifecycle:person-edit", args=[person.pk])


def typed(person, **changed):
    columns = ["name", "own_sort_name", "phone", "language"]
    return {name: getattr(person, name) for name in columns} | {"reason": ""} | changed


def test_a_member_who_married_has_her_name(participant, facilitator, client_of):
    """D04: no page or command could edit a member's name, phone or language."""
    browser, page = client_of(facilitator), participant.memberships.get().get_absolute_url()
    assert address(participant) in shown(browser.get(page))
    changed = typed(
        participant, name="Pilar Reyes", phone="555-555-0123", language="es", reason="Married"
    )
    look = browser.post(address(participant), changed)
    assert is_look(look) and "name becomes Pilar Reyes" in shown(look)
    act(browser, address(participant), changed)
    participant.refresh_from_db()
    assert (participant.name, participant.sort_name) == ("Pilar Reyes", "reyes pilar")
    assert (participant.phone, participant.language) == ("555-555-0123", "es")
    page = shown(browser.get(page))
    assert "Name: Pilar Reyes (was: Pilar Participant) (Married)" in page
    assert facilitator.name in page
    assert PersonChange.objects.filter(changed_by=facilitator).count() == 3


def test_what_is_wrong_is_named_and_what_was_typed_is_kept(participant, facilitator, client_of):
    for wrong, words in [
        ({"name": ""}, "Write the name."),
        ({"name": "<b>Pilar"}, "Write the name alone"),
        ({"phone": "call me"}, "Write the phone number in digits"),
        ({"language": "xx"}, "Choose the language of letters."),
    ]:
        page = shown(
            client_of(facilitator).post(
                address(participant), typed(participant, own_sort_name="Kept, Words", **wrong)
            )
        )
        assert words in page and "Kept, Words" in page
    assert PersonChange.objects.count() == 0


def test_nothing_changed_says_so(participant, facilitator, client_of):
    answer = client_of(facilitator).post(address(participant), typed(participant), follow=True)
    assert "Nothing was changed." in shown(answer)


@pytest.mark.parametrize(
    "who, code",
    [
        ("facilitator", 200),
        ("regional_lead", 200),
        ("state_staff", 200),
        ("greeter", 404),
        ("participant", 404),
        ("supervisor", 404),
        ("outsider", 404),
    ],
)
def test_who_may(request, participant, who, code, client_of):
    reader = request.getfixturevalue(who)
    assert client_of(reader).get(address(participant)).status_code == code


def test_a_director_changes_nothing_about_her_people(participant, cohort, client_of):
    """Whoever could change an address could read what is sent to it."""
    for kind, scope in [("facilitator", cohort), ("lead", cohort.region)]:
        director = factories.create_person()
        factories.create_role(director, kind, scope)
        factories.create_supervision(director, participant)
        browser = client_of(director)
        assert browser.get(address(participant)).status_code == 403
        page = shown(browser.get(participant.memberships.get().get_absolute_url()))
        assert address(participant) not in page
