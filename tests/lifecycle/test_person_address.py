"""Another address of somebody: it counts after a click from it, and discloses nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.letters.delivery import send_due_letters
from cohorts.models import Letter
from people.actions.change_address import AddressTaken, ask_address, confirm_address
from people.models import AddressChange, Link, Person

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
NEW = "pilar@new.example"


def address(person):
    return reverse("lifecycle:person-address", args=[person.pk])


def click(client, change):
    secret = change.link.add_secret()
    page = client.get(reverse("link-open", args=[secret]), follow=True)
    return page, client.post(reverse("lifecycle:address-change-confirm"), follow=True)


def test_it_counts_after_a_click(
    participant, cohort, regional_lead, client_of, client, link_client, mailoutbox
):
    lead, before = client_of(regional_lead), participant.email
    old_link = link_client("reply", membership=participant.memberships.get(), meeting_position=1)
    look = lead.post(address(participant), {"email": NEW})
    assert is_look(look) and f"letters go to {before}" in shown(look)
    act(lead, address(participant), {"email": NEW})
    participant.refresh_from_db()
    assert participant.email == before, "letters go to the old one until then"
    page = shown(lead.get(participant.memberships.get().get_absolute_url()))
    assert f"We wait for a click from {NEW}" in page
    send_due_letters()
    assert [mail.to for mail in mailoutbox] == [[NEW]] and "/l/" in mailoutbox[0].body
    change = AddressChange.objects.get()
    asked, answer = click(client, change)
    assert "Is this your address?" in shown(asked) and f"we write to {NEW}" in shown(answer)
    participant.refresh_from_db()
    assert participant.email == NEW and participant.address_keys == {NEW}
    assert client.get(reverse("lifecycle:address-change-confirm")).status_code == 410
    assert old_link.get(reverse("meetings:reply-link")).status_code == 410
    told = Letter.objects.get(code="address-left")
    assert told.to_email == before and regional_lead.name in told.body
    page = shown(lead.get(participant.memberships.get().get_absolute_url()))
    assert f"Address: {NEW} (was: {before})" in page


def test_opening_the_letter_changes_nothing(participant, regional_lead, client):
    change = ask_address(participant, NEW, by=regional_lead)
    client.get(reverse("link-open", args=[change.link.add_secret()]), follow=True)
    participant.refresh_from_db()
    assert participant.email != NEW


def test_a_second_change_drops_the_first(participant, regional_lead, client, client_of):
    first = ask_address(participant, NEW, by=regional_lead)
    sent = {"email": "pilar@third.example"}
    look = client_of(regional_lead).post(address(participant), sent)
    assert "earlier change is dropped" in shown(look)
    act(client_of(regional_lead), address(participant), sent)
    assert client.get(reverse("link-open", args=[first.link.add_secret()])).status_code == 410
    assert AddressChange.objects.filter(dropped_at=None).get().email == "pilar@third.example"
    assert confirm_address(first) is None


def test_a_change_is_dropped(participant, regional_lead, client, client_of):
    change = ask_address(participant, NEW, by=regional_lead)
    drop = reverse("lifecycle:person-address-drop", args=[participant.pk])
    assert drop in shown(client_of(regional_lead).get(address(participant)))
    act(client_of(regional_lead), drop)
    assert client.get(reverse("link-open", args=[change.link.add_secret()])).status_code == 410
    assert client_of(regional_lead).post(drop).status_code == 404


def test_an_address_of_somebody_else_is_refused(
    participant, outsider, graduate, regional_lead, client_of
):
    """Whose it is, only those hear who may see both; they can join the two records."""
    browser = client_of(regional_lead)
    page = shown(browser.post(address(participant), {"email": outsider.email}))
    assert "This address cannot be used" in page and outsider.email in page
    assert outsider.name not in page
    page = shown(browser.post(address(participant), {"email": graduate.email}))
    join = reverse("lifecycle:person-join", args=[participant.pk])
    assert f"{join}?other={graduate.pk}" in page and graduate.name in page
    assert AddressChange.objects.count() == 0 and Link.objects.count() == 0


def test_somebody_who_got_the_address_meanwhile_keeps_it(participant, regional_lead):
    change = ask_address(participant, NEW, by=regional_lead)
    other = factories.create_person("Quick", NEW)
    with pytest.raises(AddressTaken):
        confirm_address(change)
    assert Person.objects.with_address(NEW).get() == other


def test_nobody_takes_over_the_record_of_staff(participant, facilitator, regional_lead, client_of):
    said = act(client_of(regional_lead), address(facilitator), {"email": NEW}, follow=True)
    assert "signs in with a password" in shown(said)
    assert AddressChange.objects.count() == 0


@pytest.mark.parametrize("who, code", [("facilitator", 403), ("supervisor", 404)])
def test_who_may(request, participant, who, code, client_of):
    reader = client_of(request.getfixturevalue(who))
    assert reader.get(address(participant)).status_code == code


def test_an_old_request_no_longer_opens(participant, regional_lead, client):
    change = ask_address(participant, NEW, by=regional_lead)
    Link.objects.update(expires_at=change.asked_at - timedelta(days=1))
    secret = change.link.add_secret()
    assert client.get(reverse("link-open", args=[secret])).status_code == 410
