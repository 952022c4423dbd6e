"""One's own application by a private link: state, changes, withdrawal."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Letter
from people.models import Link
from recruitment.actions.applications import change
from recruitment.actions.endorsement_request import request_endorsement
from recruitment.actions.offers import offer_seats
from recruitment.actions.waiting_list import put_on_waiting_list
from recruitment.models import Application, RosterImport

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
OWN, CHANGE, WITHDRAW = (
    reverse(f"recruitment:application-{page}") for page in ("own", "change", "withdraw")
)


@pytest.fixture
def application(cohort):
    county = factories.create_county(cohort.region)
    application = factories.create_application(cohort, name="Ana Núñez", county=county)
    request_endorsement(application)
    return application


@pytest.fixture
def ana(application, link_client):
    return link_client("application", application=application, address=application.email)


def letters_leave():
    Letter.objects.filter(status="queued").update(status="sent", sent_at=timezone.now())


def typed(application, **changed):
    fields = ["name", "phone", "agency_name", "site_name", "director_name", "director_email"]
    values = {name: getattr(application, name) for name in fields} | {
        "county": application.county_id,
        "answer_why": "Still curious.",
    }
    return values | changed


def test_looking_confirms_nothing_and_a_button_does(ana, application):
    assert "Is this you?" in shown(ana.get(OWN))
    application.refresh_from_db()
    assert application.confirmed_at is None
    ana.post(reverse("recruitment:application-confirm"))
    application.refresh_from_db()
    assert application.confirmed_at and "Is this you?" not in shown(ana.get(OWN))


def test_a_click_binds_to_the_person_with_that_address_only(ana, application):
    person = factories.create_person(application.name, email=application.email.upper())
    ana.post(reverse("recruitment:application-confirm"))
    application.refresh_from_db()
    assert application.person == person


def test_free_answers_change_freely(ana, application):
    before = application.endorsement
    assert ana.post(CHANGE, typed(application, answer_why="Another reason.")).status_code == 302
    application = Application.objects.get(pk=application.pk)
    assert (
        application.endorsement == before
        and application.answers.get(question__code="why").text == "Another reason."
    )


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"site_name": "Other Oak"}, 200),
        ({"agency_name": "Other Agency"}, 200),
        ({"director_email": "new@example.org"}, 410),
    ],
)
def test_what_a_director_signs_for_asks_again_and_ends_the_link_of_another(
    ana, application, link_client, changed, answer
):
    old = application.endorsement
    director = link_client("sign-off", application=application, address=old.supervisor_email)
    assert director.get(reverse("recruitment:endorsement-answer")).status_code == 200
    old.give(signed_name="Dolores Example")
    ana.post(CHANGE, typed(application, **changed))
    application = Application.objects.get(pk=application.pk)
    old.refresh_from_db()
    assert old.state == "voided" and application.endorsement.state == "waiting"
    assert director.get(reverse("recruitment:endorsement-answer")).status_code == answer
    assert (
        Letter.objects.filter(
            code="signoff-request", application_letter__endorsement=application.endorsement
        ).count()
        == 1
    )


def test_a_letter_that_waits_for_the_old_director_never_leaves(application):
    waiting = Letter.objects.get(code="signoff-request")
    change(
        application,
        fields={"director_email": "new@example.org", "director_name": "New"},
        answers={},
    )
    assert not Letter.objects.filter(pk=waiting.pk).exists()


def test_after_the_decision_nothing_changes(ana, application, cohort, regional_lead):
    put_on_waiting_list(cohort, application, by=regional_lead)
    letters_leave()
    assert ana.get(CHANGE).status_code == 302
    assert ana.post(CHANGE, typed(application, name="Changed Name")).status_code == 302
    application.refresh_from_db()
    assert application.name == "Ana Núñez" and "waiting list" in shown(ana.get(OWN))


def test_a_decision_shows_once_its_letter_has_left(
    ana, application, cohort, regional_lead, client_of
):
    application.endorsement.give(signed_name="Dora", by=None)
    director = client_of(factories.create_person(email=application.director_email))
    put_on_waiting_list(cohort, application, by=regional_lead)
    own, people = shown(ana.get(OWN)), shown(director.get("/"))
    assert "aiting list" not in own + people and "step 3 of 4" in own
    assert "The choice is being made." in own and WITHDRAW not in own
    assert ana.post(WITHDRAW).status_code == 302
    letters_leave()
    assert "Waiting list" in shown(ana.get(OWN)) and "Waiting list" in shown(director.get("/"))
    offer_seats(cohort, [application], by=regional_lead)
    own, people = shown(ana.get(OWN)), shown(director.get("/"))
    assert "Waiting list" in own and "Waiting list" in people and "a seat in" not in own
    member = client_of(Application.objects.get(pk=application.pk).person)
    assert "Your application to" in shown(member.get("/")) and "Waiting list" in shown(
        member.get("/")
    )
    letters_leave()
    assert "You have a seat" in shown(ana.get(OWN)) and "Has a seat" in shown(director.get("/"))
    assert "Your application to" not in shown(member.get("/"))


def test_the_first_page_and_the_header_lead_back_while_the_browser_holds_the_link(ana):
    home = shown(ana.get("/"))
    assert home.count(f'href="{OWN}"') == 2 and 'href="/sign-in/">Sign in' not in home
    assert f'href="{OWN}"' in shown(ana.get("/help/"))
    Link.objects.get(pk=ana.link.pk).revoke()
    assert f'href="{OWN}"' not in shown(ana.get("/"))


def test_a_mistake_in_a_change_keeps_what_was_typed(ana, application):
    page = shown(ana.post(CHANGE, typed(application, name="", site_name="Kept Oak")))
    assert "Write your name." in page and "Kept Oak" in page
    own = shown(ana.post(CHANGE, typed(application, director_email=application.email)))
    assert "This is your own address." in own


def test_withdrawing_names_the_thing_and_can_be_kept(ana, application):
    page = shown(ana.get(WITHDRAW))
    assert "Withdraw the application of Ana Núñez" in page and "Keep my application" in page
    ana.post(WITHDRAW)
    application = Application.objects.get(pk=application.pk)
    assert application.state == "withdrawn" and application.endorsement is None
    assert ana.post(WITHDRAW).status_code == 302, "a second time changes nothing"
    assert "You withdrew this application" in shown(ana.get(OWN))


def test_whoever_withdrew_may_apply_again(application, cohort):
    application.withdraw()
    factories.create_application(cohort, email=application.email)


@pytest.mark.parametrize(
    "path, words",
    [
        (OWN, "There is none from your address."),
        ("/sign-off/", "Nobody has asked for a signature"),
        ("/reply/", "This page takes the answer to one reminder."),
        ("/evaluate/", "This page takes the evaluation of one meeting."),
        ("/interest/", "This page opens by the link in an email"),
    ],
)
def test_who_is_signed_in_and_came_by_no_link_reads_what_it_is_for(
    client_of, facilitator, path, words
):
    page = client_of(facilitator).get(path)
    assert page.status_code == 404 and words in shown(page) and "Go to Today" in shown(page)


@pytest.mark.parametrize("path", [OWN, CHANGE, WITHDRAW])
def test_without_a_link_there_is_one_neutral_page(client, path, application, link_client):
    assert client.get(path).status_code == 410
    director = link_client("sign-off", application=application, address=application.director_email)
    assert director.get(path).status_code == 410
    ended = link_client("application", application=application)
    Link.objects.get(pk=ended.link.pk).revoke()
    assert ended.get(path).status_code == 410


def test_the_page_shows_how_far_it_is(ana, application):
    assert "step 2 of 4" in shown(ana.get(OWN))
    application.endorsement.give(signed_name="Dora", by=None)
    assert "step 3 of 4" in shown(ana.get(OWN))
    application.withdraw()
    assert "h-steps" not in shown(ana.get(OWN))


def test_the_dates_are_a_calendar_file_with_the_link_to_join_once_there_is_a_seat(
    ana, application, cohort, regional_lead
):
    cohort.meetings.update(setting="online", link_url="https://video.example/join")
    address = reverse("recruitment:application-calendar")
    assert address in shown(ana.get(OWN))
    dates = ana.get(address)
    assert dates["Content-Type"].startswith("text/calendar")
    assert dates.content.count(b"BEGIN:VEVENT") == 3 and b"TENTATIVE" in dates.content
    assert b"video.example" not in dates.content
    application.endorsement.give(signed_name="Dora", by=None)
    offer_seats(cohort, [application], by=regional_lead)
    assert b"video.example" not in ana.get(address).content, "the letter has not left"
    letters_leave()
    assert b"video.example/join" in ana.get(address).content
    ana.post(WITHDRAW)
    assert ana.get(address).status_code == 410


def test_the_other_language_keeps_what_was_changed_and_stores_nothing(ana, application):
    page = ana.post(CHANGE, typed(application, site_name="Gull Rock") | {"page_language": "es"})
    words = shown(page)
    assert 'value="Gull Rock"' in words and 'lang="es"' in words and 'id="errors"' not in words
    assert page.cookies["django_language"].value == "es"
    assert Application.objects.get(pk=application.pk).site_name == application.site_name


def test_a_seat_opens_nothing_until_its_letter_has_left(
    application, cohort, regional_lead, client_of
):
    application.endorsement.give(signed_name="Dora", by=None)
    [seated] = offer_seats(cohort, [application], by=regional_lead)
    letter, agenda = (
        Letter.objects.get(code="offer"),
        reverse("meetings:agenda-detail", args=[cohort.slug, 1]),
    )
    browser, pages = client_of(seated.person), [cohort.get_absolute_url(), agenda]
    assert [browser.get(page).status_code for page in pages] == [404, 404]
    today = shown(browser.get("/"))
    assert not any(page in today for page in pages) and "Your application to" in today
    letters_leave()
    assert [browser.get(page).status_code for page in pages] == [200, 200]
    Letter.objects.create(
        **{name: getattr(letter, name) for name in ["code", "to_email", "to_name", "subject"]},
        body=letter.body,
        person=seated.person,
        cohort=cohort,
    )
    assert browser.get(pages[0]).status_code == 200, "an offer that is sent again closes nothing"


def test_what_was_ticked_stands_on_the_own_page(ana, application):
    first, second = application.cohort.guidebook.criteria.all()
    type(application).objects.filter(pk=application.pk).update(criteria_met=[first.code])
    said = shown(ana.get(OWN)).partition("Does this fit you?")[2].partition("</section>")[0]
    rows = said.split("<li>")[1:]
    assert [
        (str(first) in rows[0], "Yes" in rows[0]),
        (str(second) in rows[1], "Not ticked" in rows[1]),
    ] == [
        (True, True),
        (True, True),
    ]
    codes = [first.code, second.code]
    type(application).objects.filter(pk=application.pk).update(criteria_met=codes)
    assert "2 lines, all ticked" in shown(ana.get(OWN))


def test_whoever_a_roster_seated_was_asked_for_no_ticks(ana, application, cohort, regional_lead):
    roster = RosterImport.objects.create(cohort=cohort, started_by=regional_lead)
    type(application).objects.filter(pk=application.pk).update(roster_import=roster)
    assert "Does this fit you?" not in shown(ana.get(OWN))
