"""The director's page: one link, all own applicants; exact wording; one answer counts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.access import access_of
from cohorts.models import Letter
from people.models import Link, Person
from recruitment.actions.applications import withdraw
from recruitment.actions.endorsement_reminders import remind
from recruitment.actions.endorsement_request import request_endorsement
from recruitment.actions.endorsement_void import void_and_request_again
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.models import Application, EndorsementAction, SupervisorEndorsement

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db
SIGN, FORWARD, OBJECT = (
    reverse(f"recruitment:endorsement-{verb}") for verb in ("answer", "forward", "object")
)
MISSING = ["commit", "signed"]
MARCUS = {"director_name": "Marcus Fenn", "director_email": "marcus@example.org"}


@pytest.fixture
def rosa(cohort):
    return asked(cohort, "Rosa Delgado")


@pytest.fixture
def ben(cohort, rosa):
    return asked(cohort, "Ben Tallgrass")


def asked(cohort, name, **fields):
    application = factories.create_application(cohort, name=name, **MARCUS | fields)
    request_endorsement(application)
    return application


@pytest.fixture
def marcus(rosa, link_client):
    return link_client("sign-off", application=rosa, address="marcus@example.org")


def says(*applications, answer="sign", seen="waiting", **more):
    """What the form sends for these people, everything ticked and signed."""
    sent = {
        f"commitment_{c.pk}": "on"
        for a in applications
        for c in a.part.commitments.filter(audience="director")
    }
    sent |= {"signed_name": "Marcus Fenn"}
    for application in applications:
        pk = Application.objects.get(pk=application.pk).endorsement.pk
        sent |= {
            f"says_{pk}": answer,
            f"seen_{pk}": seen,
            f"mark_{pk}": terms_hash(build_terms(application, language="en")),
        }
    return sent | more


def state_of(application):
    return Application.objects.get(pk=application.pk).endorsement.state


def test_the_page_says_who_when_how_long_where_and_what(marcus, rosa, ben, cohort):
    page = shown(marcus.get(SIGN))
    for words in [
        "Rosa Delgado",
        "Ben Tallgrass",
        rosa.site_name,
        "13.5 hours",
        "Example Hall",
        "I plan cover for every meeting.",
        "Orientation 1",
    ]:
        assert words in page
    assert "Two of your coordinators want to join" in page
    for meeting in cohort.meetings.filter(part=rosa.part):
        assert f"{meeting.on:%b} {meeting.on.day}, {meeting.on.year}" in page


def test_looking_changes_nothing(marcus, rosa):
    before = list(EndorsementAction.objects.values_list("pk", "kind"))
    for method in (marcus.get, marcus.head):
        assert method(SIGN).status_code == 200
    assert (
        list(EndorsementAction.objects.values_list("pk", "kind")) == before
        and state_of(rosa) == "waiting"
    )


def test_one_button_answers_for_everybody(marcus, rosa, ben):
    declined = Application.objects.get(pk=ben.pk).endorsement.pk
    assert (
        marcus.post(
            SIGN,
            says(rosa)
            | says(ben, answer="decline", **{f"reason_{declined}": "No cover on Fridays."}),
        ).status_code
        == 302
    )
    signed = Application.objects.get(pk=rosa.pk).endorsement
    assert signed.state == "given" and signed.signed_name == "Marcus Fenn"
    assert signed.bound["site"] == rosa.site_name and len(signed.bound["meetings"]) == 3
    assert signed.bound["commitments"][0]["text"] == "I plan cover for every meeting."
    assert signed.supervisor == Person.objects.get(email="marcus@example.org")
    assert Application.objects.get(pk=ben.pk).endorsement.decline_reason == "No cover on Fridays."
    assert set(
        Letter.objects.filter(application_letter__application__in=[rosa, ben]).values_list(
            "code", flat=True
        )
    ) >= {"signoff-given", "signoff-declined"}
    page = shown(marcus.get(SIGN))
    assert "Signed by Marcus Fenn on" in page and "Send my answers" not in page


def test_whoever_signed_reads_no_words_of_the_cohort(marcus, rosa, cohort):
    marcus.post(SIGN, says(rosa))
    assert access_of(Person.objects.get(email="marcus@example.org"), cohort).is_supervisor


def test_whoever_answered_reads_what_comes_next_and_whom_to_ask(marcus, rosa):
    assert "What comes next" not in shown(marcus.get("/sign-off/"))
    marcus.post("/sign-off/", says(rosa))
    page = shown(marcus.get("/sign-off/"))
    assert page.index("What comes next") < page.index("Signed by")
    assert "Connie Contact" in page and 'action="/sign-in/"' in page
    assert f'<input type="hidden" name="email" value="{rosa.director_email}">' in page


def test_sending_again_changes_nothing(marcus, rosa):
    sent = says(rosa)
    for _time in range(3):
        assert marcus.post(SIGN, sent).status_code == 302
    assert EndorsementAction.objects.filter(kind="given").count() == 1
    assert Letter.objects.filter(code="signoff-given").count() == 1


def test_an_answer_can_be_changed_but_not_by_an_old_page(marcus, rosa):
    marcus.post(SIGN, says(rosa))
    marcus.post(SIGN, says(rosa, answer="decline"))
    assert state_of(rosa) == "given", "the page that said waiting is out of date"
    pk = Application.objects.get(pk=rosa.pk).endorsement.pk
    assert f"says_{pk}" in shown(marcus.get(f"{SIGN}?change={pk}"))
    marcus.post(SIGN, says(rosa, answer="decline", seen="given"))
    assert state_of(rosa) == "declined"
    assert rosa.endorsements.filter(voided_at__isnull=False, given_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    "missing, words",
    [
        ("commitment", "Tick every line to sign"),
        ("signed_name", "Write your full name."),
        ("says", "Choose an answer"),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(marcus, rosa, missing, words):
    sent = {name: value for name, value in says(rosa).items() if not name.startswith(missing)}
    page = marcus.post(SIGN, sent)
    assert page.status_code == 200 and words in shown(page) and 'id="errors"' in shown(page)
    assert state_of(rosa) == "waiting"


def test_declining_needs_neither_ticks_nor_name(marcus, rosa):
    sent = {
        name: value
        for name, value in says(rosa, answer="not-mine").items()
        if not name.startswith(("commitment", "signed"))
    }
    assert marcus.post(SIGN, sent).status_code == 302
    endorsement = Application.objects.get(pk=rosa.pk).endorsement
    assert endorsement.decline_reason == "Not my staff"
    letters = Letter.objects.filter(application_letter__application=rosa, to_key=rosa.email_key)
    assert letters.get().code == "signoff-not-mine"
    change = shown(marcus.get(SIGN, {"change": endorsement.pk}))
    assert ": not my staff." in change and "You declined on" not in change
    more = {f"reason_{endorsement.pk}": "Ask Dora."}
    marcus.post(SIGN, says(rosa, answer="not-mine", seen="declined", **more))
    endorsement.refresh_from_db()
    assert (endorsement.is_not_mine, endorsement.own_reason) == (True, "Ask Dora.")
    marcus.post(SIGN, says(rosa, answer="decline", seen="declined", **more))
    assert [letter.code for letter in letters.order_by("pk")] == [
        "signoff-not-mine",
        "signoff-declined",
    ]


def test_nobody_signs_for_dates_they_have_not_seen(marcus, rosa, cohort):
    sent = says(rosa)
    meeting = cohort.meetings.get(position=2)
    factories.move_meeting(meeting, meeting.on + timedelta(days=7))
    page = shown(marcus.post(SIGN, sent))
    assert "Something changed while you were reading" in page and state_of(rosa) == "waiting"
    assert terms_hash(build_terms(rosa, language="en")) in page
    marcus.post(SIGN, says(rosa))
    assert state_of(rosa) == "given"


def test_another_directors_applicant_is_out_of_reach(marcus, rosa, cohort):
    other = asked(cohort, "Olga Other", director_email="other@example.org")
    marcus.post(SIGN, says(rosa) | says(other))
    assert state_of(other) == "waiting" and "Olga Other" not in shown(marcus.get(SIGN))


def test_odd_input_is_no_error(marcus, rosa):
    assert marcus.get(f"{SIGN}?change=1e9").status_code == 200
    assert marcus.post(SIGN, {"says_x": "sign"}).status_code in (200, 302)
    assert marcus.post(SIGN, says(rosa, signed_name="N" * 200_000)).status_code == 200
    assert marcus.post(OBJECT, {"endorsement": ["x", "9" * 30]}).status_code == 302


def passed_on(*applications, name="Nora New", email="nora@example.org"):
    """What the form of forwarding sends with these ticked."""
    who = [Application.objects.get(pk=one.pk).endorsement.pk for one in applications]
    return {"name": name, "email": email, "who": who, "confirm": "1"}


def test_forwarding_makes_a_new_link(marcus, rosa, ben):
    assert shown(marcus.get(FORWARD)).count(" checked") == 2
    own = shown(marcus.post(FORWARD, passed_on(rosa, ben, email=rosa.email)))
    assert (
        "applicant&#x27;s own address" in own
        or "applicant’s own address" in own
        or "applicant's own address" in own
    )
    done = shown(marcus.post(FORWARD, passed_on(rosa, ben), follow=True))
    for words in ["Nora New", "nora@example.org", "Rosa Delgado", "Ben Tallgrass"]:
        assert words in done
    assert marcus.post(SIGN, says(rosa)).status_code == 200 and state_of(rosa) == "waiting"
    new = Application.objects.get(pk=rosa.pk).endorsement
    assert (new.supervisor_email, new.state) == ("nora@example.org", "waiting")
    letter = Letter.objects.get(to_email="nora@example.org", code="signoff-request")
    assert letter.body.startswith(
        "Marcus Fenn asks you to answer in their place, for: Rosa Delgado and Ben Tallgrass."
    )
    assert EndorsementAction.objects.filter(kind="forwarded").count() == 2


def test_whoever_is_not_ticked_stays_on_the_link(marcus, rosa, ben):
    done = marcus.post(FORWARD, passed_on(rosa), follow=True)
    assert [group.names for group in done.context["passed_on"]] == [["Rosa Delgado"]]
    assert [e.application.name for e in done.context["open_now"]] == ["Ben Tallgrass"]
    assert 'name="who"' not in shown(marcus.get(FORWARD)), "nothing to choose"


def test_nobody_ticked_is_said_and_changes_nothing(marcus, rosa, ben):
    page = shown(marcus.post(FORWARD, passed_on()))
    assert "Tick at least one person." in page and "nora@example.org" in page
    assert state_of(rosa) == state_of(ben) == "waiting"


def test_who_shares_a_letter_that_is_dropped_gets_another(marcus, rosa, ben):
    marcus.post(FORWARD, passed_on(rosa, ben))
    withdraw(rosa)  # whose letter it is, first by name
    left = Letter.objects.get(to_email="nora@example.org", status="queued")
    assert left.application_letter.application == ben


def test_an_unlike_signature_is_asked_back_once(marcus, rosa):
    unlike = says(rosa, signed_name="Mickey Mouse")
    assert "Yes, that is my name" not in shown(marcus.get(SIGN))
    page = shown(marcus.post(SIGN, unlike))
    assert "Rosa Delgado named Marcus Fenn, and you wrote Mickey Mouse." in page
    assert "Yes, that is my name" in page and 'value="Mickey Mouse"' in page
    assert state_of(rosa) == "waiting"
    marcus.post(SIGN, unlike | {"own_name": "on"})
    assert Application.objects.get(pk=rosa.pk).endorsement.signed_name == "Mickey Mouse"


def test_a_page_that_is_older_than_the_answer_says_so(marcus, rosa, ben):
    """Two windows: signed in one, then declined in the other, which still asked."""
    marcus.post(SIGN, says(rosa))
    older = says(rosa, answer="decline") | says(ben)
    page = shown(marcus.post(SIGN, older, follow=True))
    assert (state_of(rosa), state_of(ben)) == ("given", "given")
    assert f"You signed for {ben.name}." in page
    assert f"For {rosa.name} you had answered before, in another window" in page
    again = shown(marcus.post(SIGN, says(rosa), follow=True))
    assert "Nothing has changed." in again and "in another window" not in again


def test_one_word_of_the_name_is_enough_whatever_its_accents(marcus, rosa):
    marcus.post(SIGN, says(rosa, signed_name="M. FÉNN"))
    assert state_of(rosa) == "given"


def test_a_change_says_what_was_answered_and_can_be_left(marcus, rosa):
    marcus.post(SIGN, says(rosa))
    assert "This page is your receipt" in shown(marcus.get(SIGN))
    pk = Application.objects.get(pk=rosa.pk).endorsement.pk
    page = shown(marcus.get(SIGN, {"change": pk}))
    assert "You signed on" in page and f'href="{SIGN}">Leave it as it was</a>' in page
    assert "Leave it as it was" not in shown(marcus.get(SIGN))


def test_answers_given_before_are_told_above_the_form(marcus, rosa, ben):
    marcus.post(SIGN, says(rosa))
    page = shown(marcus.get(SIGN))
    told = page.index('<a href="#answered">You have answered for 1 other person</a>')
    assert told < page.index("Send my answers") < page.index('<h2 id="answered">')


def test_why_an_answer_stays_is_said(marcus, rosa, state_staff):
    marcus.post(SIGN, says(rosa))
    Application.objects.filter(pk=rosa.pk).update(
        decision="seated",
        decided_at=timezone.now(),
        decided_by=state_staff,
        membership=factories.create_membership(rosa.cohort),
    )
    page = shown(marcus.get(SIGN))
    assert "Has a seat by now, so this answer stays." in page and "Change this answer" not in page


def test_the_calendar_holds_the_dates_of_own_people_and_the_directors_own(marcus, rosa, cohort):
    cohort.director_sessions.filter(part=rosa.part).update(on=factories.today())
    marcus.post(SIGN, says(rosa))
    address = reverse("recruitment:endorsement-calendar")
    assert f'href="{address}"' in shown(marcus.get(SIGN))
    calendar = shown(marcus.get(address))
    assert calendar.count("BEGIN:VEVENT") == 4 and "Orientation 1" in calendar
    assert "/cohorts/" not in calendar, "no page of the room"


def test_errors_are_told_in_the_order_of_the_page(marcus, rosa):
    page = shown(marcus.post(SIGN, {k: v for k, v in says(rosa).items() if k[:6] not in MISSING}))
    assert page.index("Tick every line to sign") < page.index("Write your full name. Typing")


def test_an_old_link_says_to_whom_it_was_passed_on(client, rosa):
    _, secret = factories.mint_link(
        "sign-off", lasts=timedelta(days=9), application=rosa, address="marcus@example.org"
    )
    client.get(f"/l/{secret}/")
    client.post(FORWARD, {"name": "Nora New", "email": "nora@example.org", "confirm": "1"})
    assert "Passed on to Nora New (nora@example.org) on" in shown(client.get(SIGN))
    Link.objects.filter(purpose="sign-off").update(revoked_at=timezone.now())
    for address in [f"/l/{secret}/", SIGN, FORWARD]:
        answer = client.get(address)
        page = shown(answer)
        assert answer.status_code == 410 and "You passed this on to Nora New on" in page
        assert "Send me a new link" not in page


def test_the_deadline_ends_answers(marcus, rosa, cohort):
    part = cohort.recruiting_part
    part.apply_by = factories.today() - timedelta(days=3)
    part.save()
    page = marcus.post(SIGN, says(rosa))
    assert state_of(rosa) == "waiting" and page.status_code == 302


def test_moved_dates_are_marked_and_one_click_objects(marcus, rosa, cohort):
    marcus.post(SIGN, says(rosa))
    meeting = cohort.meetings.get(position=3)
    factories.move_meeting(meeting, meeting.on + timedelta(days=7))
    assert "The dates have moved since you signed" in shown(marcus.get(SIGN))
    signed = Application.objects.get(pk=rosa.pk).endorsement
    for _time in range(2):
        marcus.post(OBJECT, {"endorsement": signed.pk})
    assert signed.actions.filter(kind="objected").count() == 1
    assert "You told us that the new dates do not work." in shown(marcus.get(SIGN))


def test_reminders_have_a_limit(rosa, regional_lead):
    endorsement = SupervisorEndorsement.objects.get()
    remind(endorsement, by=regional_lead)
    remind(endorsement, by=regional_lead)
    with pytest.raises(ValueError, match="letters for today"):
        remind(endorsement, by=regional_lead)
    assert Letter.objects.filter(to_key="marcus@example.org").count() == 3
    assert endorsement.actions.filter(kind="reminded").count() == 2


def test_a_signature_from_the_applicants_own_device_is_noted(rosa, link_client):
    device = link_client("application", application=rosa, address=rosa.email)
    link, secret = factories.mint_link(
        "sign-off", lasts=timedelta(days=1), application=rosa, address="marcus@example.org"
    )
    device.get(f"/l/{secret}/")
    device.post(SIGN, says(rosa))
    assert "own device" in EndorsementAction.objects.get(kind="given").detail


def test_in_spanish_the_page_and_what_is_kept_are_spanish(marcus, rosa):
    marcus.cookies["django_language"] = "es"
    assert "I plan cover for every meeting. (es)" in shown(marcus.get(SIGN))
    marcus.post(SIGN, says(rosa))
    assert Application.objects.get(pk=rosa.pk).endorsement.bound["language"] == "es"


def test_a_director_reads_and_rewords_the_line_of_a_no(marcus, rosa):
    pk = Application.objects.get(pk=rosa.pk).endorsement.pk
    marcus.post(SIGN, says(rosa, answer="decline", **{f"reason_{pk}": "No cover on Fridays."}))
    assert "No cover on Fridays." in shown(marcus.get(SIGN))
    assert "No cover on Fridays." in shown(marcus.get(SIGN, {"change": pk}))
    marcus.post(
        SIGN,
        says(rosa, answer="decline", seen="declined", **{f"reason_{pk}": "Cover from May on."}),
    )
    still = Application.objects.get(pk=rosa.pk).endorsement
    assert still.pk == pk and still.decline_reason == "Cover from May on."


def test_whoever_answered_for_everybody_is_told_there_is_nothing_to_pass_on(marcus, rosa):
    marcus.post(SIGN, says(rosa))
    assert FORWARD not in shown(
        marcus.get(SIGN, {"change": Application.objects.get(pk=rosa.pk).endorsement.pk})
    )
    page = marcus.get(FORWARD, follow=True)
    assert page.redirect_chain[-1][0] == SIGN and "nothing to pass on" in shown(page)


def test_a_face_is_no_signature(marcus, rosa):
    marcus.post(SIGN, says(rosa, signed_name="\N{GRINNING FACE}"))
    assert state_of(rosa) == "waiting"


def test_nobody_passes_on_to_themselves_or_to_a_full_mailbox(marcus, rosa, settings):
    assert "your own address" in shown(
        marcus.post(FORWARD, {"name": "Marc Fenn", "email": "MARCUS@example.org"})
    )
    settings.LETTERS_PER_ADDRESS_PER_DAY = 0
    assert "letters for today" in shown(
        marcus.post(FORWARD, {"name": "Ada Lund", "email": "ada@example.org"})
    )
    assert state_of(rosa) == "waiting" and marcus.get(SIGN).status_code == 200


def test_the_other_language_keeps_what_was_typed_and_signs_nothing(marcus, rosa):
    page = marcus.post(SIGN, says(rosa, signed_name="Marcus F") | {"page_language": "es"})
    words = shown(page)
    assert page.status_code == 200 and 'lang="es"' in words and 'id="errors"' not in words
    assert 'value="Marcus F"' in words and words.count(" checked") == len(says(rosa)) - 3
    assert page.cookies["django_language"].value == "es" and state_of(rosa) == "waiting"


def test_the_other_language_keeps_to_whom_it_is_passed_on(marcus, rosa, ben):
    page = marcus.post(FORWARD, passed_on(rosa) | {"page_language": "es"})
    assert "nora@example.org" in shown(page) and shown(page).count(" checked") == 1
    assert page.cookies["django_language"].value == "es" and state_of(rosa) == "waiting"


def test_a_browser_with_a_sign_off_is_led_back_to_it(marcus, rosa):
    home, sign_in = shown(marcus.get("/")), 'href="/sign-in/">Sign in</a>'
    assert f'href="{SIGN}">Your sign-off</a>' in home and sign_in not in home
    assert f'href="{SIGN}">Open your sign-off</a>' in home and home.count("btn-primary") == 1
    Link.objects.filter(purpose="sign-off").update(revoked_at=timezone.now())
    home = shown(marcus.get("/"))
    assert SIGN not in home and sign_in in home


def change_director(application):
    application.director_name, application.director_email = "Nora New", "nora@example.org"
    application.save()
    void_and_request_again(application)


@pytest.mark.parametrize(
    "answer, words",
    [("sign", "Signed by Marcus Fenn on"), ("decline", "Declined on")],
)
def test_an_answer_stays_on_the_page_when_another_director_is_asked(
    marcus, rosa, ben, answer, words
):
    """With its day, and that it no longer counts; for whoever is asked anew nothing is said."""
    marcus.post(SIGN, says(rosa, ben, answer=answer))
    before = shown(marcus.get(SIGN))
    assert "Asked of another director now" not in before
    change_director(ben)
    void_and_request_again(rosa)
    replaced = shown(marcus.get(SIGN)).partition("Asked of another director now")[2]
    assert "Ben Tallgrass" in replaced and words in replaced
    assert "another director is asked, so this answer no longer counts" in replaced
    assert "Rosa Delgado" not in replaced
    assert "Nora" not in shown(marcus.get(SIGN)), "who is asked is the applicant's to say"


def test_an_answer_of_whoever_withdrew_is_not_kept_on_a_directors_page(marcus, rosa, ben):
    marcus.post(SIGN, says(rosa, ben))
    marcus.get(SIGN)  # whoever was answered for is named once more, after sending
    change_director(ben)
    assert "Ben Tallgrass" in shown(marcus.get(SIGN))
    withdraw(Application.objects.get(pk=ben.pk))
    assert "Ben Tallgrass" not in shown(marcus.get(SIGN))
