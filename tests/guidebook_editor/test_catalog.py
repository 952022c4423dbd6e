"""A published guidebook is withdrawn from the catalog and put back; cohorts that run keep it."""

import pytest
from django.urls import reverse

from guidebooks.models import CatalogWithdrawal

from .. import factories
from ..looks import act, is_look
from ..shown import shown

PAGES = [
    "/guidebooks/example-five/",
    "/guidebooks/example-five/?version=1",
    "/guidebooks/example-five/meetings/1/",
]


def address(name):
    return reverse(f"guidebook_editor:guidebook-{name}", args=["example-five"])


def test_it_is_withdrawn_after_a_look_and_put_back(browser, guidebook, staff, client, settings):
    listed = reverse("guidebook_editor:draft-list")
    assert address("withdraw") in shown(browser.get(listed))
    look = browser.get(address("withdraw"))
    assert is_look(look) and "No new cohort opens from it" in shown(look)
    assert not CatalogWithdrawal.objects.exists()
    assert all(client.get(path).status_code == 200 for path in PAGES)
    act(browser, address("withdraw"))
    assert CatalogWithdrawal.objects.current().get().withdrawn_by == staff
    assert all(client.get(path).status_code == 404 for path in PAGES)
    for public in ["/guidebooks/", "/"]:
        assert "/guidebooks/example-five/" not in shown(client.get(public)), public
    page = shown(browser.get(listed))
    assert "Withdrawn from the catalog" in page and staff.name in page
    again = browser.post(address("withdraw"), follow=True)
    assert "Somebody withdrew this guidebook meanwhile." in shown(again)
    act(browser, address("put-back"))
    row = CatalogWithdrawal.objects.get()
    assert row.put_back_by == staff and not CatalogWithdrawal.objects.current().exists()
    assert all(client.get(path).status_code == 200 for path in PAGES)
    assert "This guidebook is in the catalog." in shown(
        browser.post(address("put-back"), follow=True)
    )


def test_no_cohort_opens_from_it_and_those_that_run_keep_it(
    browser, guidebook, staff, client, client_of
):
    running = factories.create_cohort("running", guidebook, status="meeting")
    look = shown(browser.get(address("withdraw")))
    assert "cohort keeps it" in look and str(running) in look
    act(browser, address("withdraw"))
    factories.create_region()
    opening = browser.get(reverse("lifecycle:cohort-open")).context["form"]
    assert guidebook not in opening.fields["guidebook"].queryset
    assert browser.get(running.get_absolute_url()).status_code == 200
    assert client.get(PAGES[0]).status_code == 404


def test_applicants_of_a_public_cohort_still_read_what_they_are_led_to(browser, guidebook, client):
    look = shown(browser.get(address("withdraw")))
    assert "are missing for visitors." in look and "Whoever has the address" not in look
    recruiting = factories.create_cohort("recruiting", guidebook)
    look = shown(browser.get(address("withdraw")))
    assert "Whoever has the address still reads its pages" in look and str(recruiting) in look
    act(browser, address("withdraw"))
    assert client.get(PAGES[0]).status_code == 200
    assert client.get(reverse("recruitment:apply", args=["recruiting"])).status_code == 200


def test_the_next_version_of_a_withdrawn_guidebook_waits_with_it(browser, draft, client):
    act(browser, address("withdraw"))
    publish = reverse("guidebook_editor:draft-publish", args=[draft.pk])
    look = browser.post(publish, {"anyway": "on"})
    assert is_look(look) and "version of a withdrawn guidebook" in shown(look)
    act(browser, publish, {"anyway": "on"})
    assert client.get(PAGES[0]).status_code == 404
    act(browser, address("put-back"))
    assert "Version 2" in shown(client.get(PAGES[0]))


@pytest.mark.parametrize("name", ["withdraw", "put-back"])
def test_only_state_staff_of_its_network(guidebook, client_of, name):
    stranger, lead = factories.create_person(), factories.create_person()
    factories.create_role(stranger, "state_staff", factories.create_network("other"))
    factories.create_role(lead, "lead", factories.create_region())
    assert client_of(stranger).get(address(name)).status_code == 404
    assert client_of(lead).post(address(name)).status_code == 403


def test_names_of_lists_of_interest_stay_for_staff(browser, guidebook):
    factories.create_interest(factories.create_track(guidebook, "later"))
    act(browser, address("withdraw"))
    listed = browser.get(reverse("recruitment:interest-list", args=["example-five"]))
    assert listed.status_code == 200


def test_guidebooks_stand_in_the_menu_of_whoever_makes_them(browser, guidebook, client_of):
    drafts = f'<a href="{reverse("guidebook_editor:draft-list")}"'
    assert drafts in shown(browser.get("/")) and drafts in shown(browser.get("/guidebooks/"))
    facilitator = factories.create_person()
    factories.create_role(facilitator, "facilitator", factories.create_cohort(guidebook=guidebook))
    assert drafts not in shown(client_of(facilitator).get("/guidebooks/"))
