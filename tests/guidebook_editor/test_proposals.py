"""A regional lead proposes a version; state staff publish it, or return it with a sentence."""

import pytest
from django.urls import reverse

from guidebooks.actions.drafts import start_version
from guidebooks.models import Guidebook

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from .pages import edit, page, publish

LIST = reverse("guidebook_editor:draft-list")
NEW_VERSION = reverse("guidebook_editor:guidebook-new-version", args=["example-five"])


@pytest.fixture
def lead(guidebook):
    person = factories.create_person("Leo Lead")
    factories.create_role(person, "lead", factories.create_region())
    return person


@pytest.fixture
def lead_browser(lead, client_of):
    return client_of(lead)


@pytest.fixture
def own(guidebook, lead):
    return start_version(guidebook, by=lead)[0]


def of_draft(name, draft):
    return reverse(f"guidebook_editor:draft-{name}", args=[draft.pk])


def test_a_lead_begins_a_version_and_proposes_it(lead, lead_browser, browser, guidebook):
    assert f'<a href="{LIST}"' in shown(lead_browser.get("/"))
    assert NEW_VERSION in shown(lead_browser.get(LIST))
    answer = lead_browser.post(NEW_VERSION)
    draft = Guidebook.objects.drafts().get()
    assert answer["Location"] == of_draft("detail", draft) and draft.created_by == lead
    assert edit(lead_browser, of_draft("basics", draft), members_word_0="Cooks").status_code == 302
    ready = shown(lead_browser.get(of_draft("detail", draft)))
    assert "Ready to propose" in ready and of_draft("publish", draft) not in ready
    look = lead_browser.post(of_draft("propose", draft))
    assert is_look(look) and not draft.proposals.exists()
    act(lead_browser, of_draft("propose", draft))
    assert draft.proposals.get().proposed_by == lead
    today = shown(browser.get("/"))
    assert "Proposed guidebooks" in today and "Leo Lead proposed it on" in today
    assert of_draft("detail", draft) in today
    assert "Proposed guidebooks" not in shown(lead_browser.get("/"))


def test_state_staff_publish_it(lead, lead_browser, browser, staff, own):
    act(lead_browser, of_draft("propose", own))
    assert "Proposed by Leo Lead" in shown(browser.get(of_draft("detail", own)))
    assert publish(browser, own, anyway="on").status_code == 302
    own.refresh_from_db()
    assert own.published_by == staff and own.created_by == lead
    proposal = own.proposals.get()
    assert (proposal.answer, proposal.answered_by) == ("published", staff)
    assert "Proposed guidebooks" not in shown(browser.get("/"))


def test_or_return_it_with_a_sentence(lead_browser, browser, staff, own):
    act(lead_browser, of_draft("propose", own))
    refused = browser.post(of_draft("return", own), {"sentence": " "})
    assert "Say in a sentence what is to be changed." in shown(refused)
    long = browser.post(of_draft("return", own), {"sentence": "x" * 501})
    assert "Write at most 500 characters" in shown(long) and "x" * 501 in shown(long)
    browser.post(of_draft("return", own), {"sentence": "Say what the second part is about."})
    read = shown(lead_browser.get(of_draft("detail", own)))
    assert "Returned by Sofia State" in read and "Say what the second part is about." in read
    act(lead_browser, of_draft("propose", own))
    assert own.proposals.waiting().count() == 1 and own.proposals.count() == 2


def test_what_is_proposed_stays_until_it_is_taken_back(lead_browser, browser, own):
    act(lead_browser, of_draft("propose", own))
    basics = of_draft("basics", own)
    lead_browser.post(basics, {"name_0": "Other"})
    own.refresh_from_db()
    assert str(own.name) == "Example guidebook"
    assert "Nothing is changed: this draft is proposed." in shown(
        lead_browser.post(basics, {"name_0": "Other"}, follow=True)
    )
    assert edit(browser, basics, members_word_0="Cooks").status_code == 302, "staff may"
    lead_browser.post(of_draft("take-back", own))
    assert not own.proposals.waiting().exists()
    assert edit(lead_browser, basics, members_word_0="Nurses").status_code == 302


def test_what_is_not_ready_is_not_proposed(lead_browser, own):
    own.parts.filter(number=1).update(minimum_meetings=9)
    refused = lead_browser.post(of_draft("propose", own))
    assert refused.status_code == 409 and "nobody could complete it" in shown(refused)
    assert not own.proposals.exists()


def test_a_lead_publishes_nothing_and_writes_nobody_elses(lead_browser, browser, own, guidebook):
    assert lead_browser.post(of_draft("publish", own)).status_code == 403
    assert lead_browser.get(of_draft("return", own)).status_code == 403
    for name in ["guidebook_editor:guidebook-withdraw", "guidebook_editor:news-list"]:
        assert page(lead_browser, name, "example-five").status_code == 403
    stranger = factories.create_guidebook("theirs", factories.create_network("other"))
    theirs, _ = start_version(stranger, by=None)
    assert lead_browser.get(of_draft("detail", theirs)).status_code == 404
    assert browser.get(of_draft("detail", own)).status_code == 200


def test_a_version_that_staff_write_is_not_taken_from_them(lead_browser, guidebook, draft):
    answer = lead_browser.post(NEW_VERSION, follow=True)
    assert "Sofia State writes version 2 already." in shown(answer)
    assert lead_browser.get(of_draft("detail", draft)).status_code == 404
    assert of_draft("detail", draft) not in shown(lead_browser.get(LIST))


def test_a_lead_copies_into_the_network_of_the_region(lead, lead_browser, guidebook):
    address = reverse("guidebook_editor:guidebook-copy", args=["example-five"])
    assert edit(lead_browser, address, name_0="Ours", slug="ours").status_code == 302
    draft = Guidebook.objects.get(slug="ours")
    assert (draft.network, draft.created_by) == (guidebook.network, lead)
