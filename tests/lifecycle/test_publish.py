"""A cohort that was opened is a draft: its application page is public once it is published, and
what is missing is listed before that.
"""

from datetime import timedelta

import pytest
from django.core import mail

from cohorts.actions.staff_acts import ActRefused
from cohorts.letters.delivery import send_due_letters
from cohorts.models import Cohort, Letter
from lifecycle.actions.publish import missing_before_publishing, publish
from recruitment.actions.offers import offer_seats

from .. import factories
from ..looks import act, is_look
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cohort):
    """The cohort as it is once it is opened: without contact, place and facilitator."""
    Cohort.objects.filter(pk=cohort.pk).update(
        published_at=None, published_by=None, contact_name="", contact_email="", contact_phone=""
    )
    cohort.cohort_parts.update(opened_at=None)
    cohort.refresh_from_db()
    return cohort


def name_a_contact(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(**factories.CONTACT)


def missing(cohort):
    return [item.what for item in missing_before_publishing(Cohort.objects.get(pk=cohort.pk))]


def test_only_the_staff_see_a_draft(draft, regional_lead, outsider, client, client_of):
    address = f"/cohorts/{draft.slug}/apply/"
    for page in [address, f"{address}you/", f"{address}check/", f"{address}received/"]:
        assert client.get(page).status_code == 404
        assert client_of(outsider).get(page).status_code == 404
    assert client.post(f"{address}you/", {"name": "Ana"}).status_code == 404
    assert str(draft) not in shown(client.get("/"))
    browser = client_of(regional_lead)
    assert "Not public yet" in shown(browser.get(address))
    tried = browser.post(f"{address}you/", {"name": "Ana"}, follow=True)
    assert "Nobody can apply yet" in shown(tried)
    assert not draft.part(1).application_drafts.exists()


def test_the_page_lists_what_is_missing(draft, regional_lead, client_of):
    Cohort.objects.filter(pk=draft.pk).update(place_name="", place_address="")
    draft.meetings.update(place_name="", place_address="")
    page = shown(client_of(regional_lead).get(f"/cohorts/{draft.slug}/publish/"))
    for what in ["A contact", "A place", "A facilitator", "Needed first"]:
        assert what in page
    assert "See what follows" not in page, "it cannot be published without a contact"


def test_dates_that_have_passed_stop_it(draft):
    name_a_contact(draft)
    yesterday = factories.today() - timedelta(days=1)
    draft.cohort_parts.filter(part__number=1).update(apply_by=yesterday, notice_on=yesterday)
    factories.move_meeting(draft.meetings.get(position=1), yesterday)
    assert missing(draft)[:2] == ["a last day to apply that is ahead", "dates that are ahead"]
    with pytest.raises(ActRefused, match="ahead"):
        publish(draft, by=None)


def test_co_facilitators_that_the_guidebook_asks_for(draft, facilitator):
    with factories.as_draft(draft.guidebook) as guidebook:
        type(guidebook).objects.filter(pk=guidebook.pk).update(co_facilitators_minimum=2)
    assert "2 co-facilitators" in missing(draft) and "a facilitator" not in missing(draft)


def test_publishing_it(draft, regional_lead, client, client_of):
    name_a_contact(draft)
    browser, address = client_of(regional_lead), f"/cohorts/{draft.slug}/publish/"
    look = browser.post(address)
    assert is_look(look) and "seats can be filled" in shown(look) and "30" in shown(look)
    assert "Still missing: a facilitator" in shown(look)
    assert client.get(f"/cohorts/{draft.slug}/apply/").status_code == 404, (
        "a look publishes nothing"
    )
    act(browser, address)
    draft.refresh_from_db()
    assert draft.is_published and draft.published_by == regional_lead
    page = shown(client.get(f"/cohorts/{draft.slug}/apply/"))
    assert "Connie Contact" in page and "connie@example.org" in page and "555-0100" in page
    assert str(draft) in shown(client.get("/"))
    assert browser.get(address).status_code == 302, "once it is public there is nothing to publish"


def test_the_contact_stands_on_the_sign_off_page_and_in_letters(cohort, regional_lead, client_of):
    application = factories.create_application(cohort, endorsed=True)
    director = factories.create_person("Dolores Example", application.director_email)
    assert "Connie Contact" in shown(client_of(director).get("/sign-off/"))
    offer_seats(cohort, [application], by=regional_lead)
    letter = Letter.objects.get(code="offer")
    assert "Questions? Ask Connie Contact, connie@example.org, 555-0100." in letter.body
    mail.outbox.clear()
    send_due_letters()
    assert mail.outbox[0].reply_to == ["connie@example.org"]


def test_the_contact_is_in_spanish_letters_too(cohort, regional_lead):
    application = factories.create_application(cohort, endorsed=True, language="es")
    offer_seats(cohort, [application], by=regional_lead)
    assert "¿Preguntas? Escriba o llame a Connie Contact" in Letter.objects.get(code="offer").body


def test_the_lead_is_told_on_the_first_pages(draft, regional_lead, client_of):
    browser = client_of(regional_lead)
    assert "is not public yet" in shown(browser.get("/"))
    for page in [f"/cohorts/{draft.slug}/", f"/cohorts/{draft.slug}/applications/"]:
        assert f"/cohorts/{draft.slug}/publish/" in browser.get(page).content.decode()
