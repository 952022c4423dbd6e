"""The main job from end to end, by client only: open, apply, sign, offer, reply, agenda, roll call, evaluate, close, results, report."""

from contextlib import ExitStack
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command

from cohorts.models import Cohort, Guidebook, Person, Region
from cohorts.outbox import send_due_letters
from cohorts.signing_in import answer_requests
from cop_site.lib.jobs.work import run_pending

from .. import factories
from .pages import Browser, Forms, address_in

PEOPLE = 11


@pytest.fixture
def post():
    """Everything that waits is done and sent; returns the letters of this round."""

    def collect():
        answer_requests()
        run_pending()
        mail.outbox.clear()
        while send_due_letters():
            pass
        return list(mail.outbox)

    return collect


def letter_to(letters, address, words=""):
    return next(letter for letter in letters if letter.to == [address] and words in letter.subject + letter.body)


@pytest.fixture
def clock():
    """`clock(moment)`: from now on it is this moment, for pages, links and jobs alike."""
    with ExitStack() as until_the_end:
        yield lambda moment: until_the_end.enter_context(mock.patch("django.utils.timezone.now", return_value=moment))


def test_first_year(db, client_of, post, clock, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    call_command("load_guidebooks", verbosity=0)
    region = Region.objects.get(number=8)
    lead_person = factories.create_person("Lena Lead", "lena@example.org")
    factories.create_role(lead_person, "lead", region)
    state = factories.create_person("Stan State", "stan@example.org")
    factories.create_role(state, "state_staff", region.network)

    lead = Browser(client_of(lead_person))
    cohort = open_the_cohort(lead, region)
    first = cohort.meetings.get(position=1)

    for number in range(PEOPLE):
        apply(cohort, number)
    letters = post()
    assert "Ana 3" in letter_to(letters, "ana3@example.org").body

    own_page = Browser().open(address_in(letter_to(letters, "ana0@example.org")))
    assert own_page.says("Lincoln 0")

    for number in range(PEOPLE):
        sign(letter_to(post_box(letters, post), f"dora{number}@example.org"), number)
    offer_seats(lead, cohort)
    letters = post()
    assert letter_to(letters, "ana5@example.org", "seat")
    assert cohort.memberships.count() == PEOPLE and cohort.seats.free().count() == 30 - PEOPLE

    facilitator = appoint(lead, cohort, client_of)
    participant = sign_in("ana0@example.org", post)
    say_coming(participant, first)
    change_the_agenda(facilitator, first)

    clock(first.starts_at + timedelta(hours=4, minutes=20))
    call_the_roll(facilitator, first)
    evaluate_all(first, facilitator, post)

    facilitator.open(f"/cohorts/{cohort.slug}/meetings/1/evaluation/close/").send(having="evaluation/close")
    post()
    results = facilitator.open(f"/cohorts/{cohort.slug}/meetings/1/results/")
    assert results.says(str(PEOPLE))
    check_the_state(Browser(client_of(state)))


def open_the_cohort(lead, region):
    first = factories.today() + timedelta(days=80)
    page = lead.open("/cohorts/open/")
    page.send(
        having="cycle", guidebook=str(Guidebook.objects.get(slug="five-meetings").pk), region=str(region.pk), name="Region 8 journey", cycle="2027-29",
        first_meeting_on=str(first), starts="09:00", place_name="Example Hall", capacity="30",
        apply_by=str(factories.today() + timedelta(days=20)), notice_on=str(factories.today() + timedelta(days=30)),
    )  # fmt: skip
    return Cohort.objects.get(name="Region 8 journey")


def apply(cohort, number):
    """Three pages without an account: fill in, check, send."""
    browser = Browser().open(f"/cohorts/{cohort.slug}/apply/")
    form = next(form for form in Forms(browser.html).forms if "director_email" in form.names)
    county = cohort.region.counties.first()
    typed = {
        "name": f"Ana {number}", "email": f"ana{number}@example.org", "agency_name": "Example Agency", "site_name": f"Lincoln {number}",
        "county": str(county.pk), "director_name": f"Dora {number}", "director_email": f"dora{number}@example.org",
    }  # fmt: skip
    for question in cohort.guidebook.application_questions.filter(required=True):
        name = next(name for name in form.names if question.code in name)
        typed[name] = question.choices[0]["value"] if question.choices else "4" if question.kind == "number" else "To trade practices."
    browser.send(having="director_email", **typed)
    browser.send(having="director_email", press=("step", "send"))
    assert browser.address.endswith("/apply/received/"), browser.html[:3000]


def post_box(letters, post):
    letters += post()
    return letters


def sign(letter, number):
    """From one letter: who, when, what is asked; ticks, a typed name, signed."""
    director = Browser().open(address_in(letter))
    assert director.says(f"Ana {number}")
    form = next(form for form in Forms(director.html).forms if "signed_name" in form.names)
    ticks = {name: "on" for name in form.names if name.startswith("commitment_")}
    says = {name: "sign" for name in form.names if name.startswith("says_")}
    director.send(having="signed_name", signed_name=f"Dora {number}", **ticks, **says)
    assert "signed_name" not in {name for form in Forms(director.html).forms for name in form.names}


def offer_seats(lead, cohort):
    lead.open(f"/cohorts/{cohort.slug}/applications/")
    chosen = [str(application.pk) for application in cohort.applications.all()]
    lead.send(having="applications/offer", application=chosen)


def appoint(lead, cohort, client_of):
    lead.open(f"/cohorts/{cohort.slug}/staff/").send(having="kind", kind="facilitator", name="Fred Facilitator", email="fred@example.org")
    return Browser(client_of(Person.objects.get(email="fred@example.org")))


def sign_in(address, post):
    """No password: an address, a letter, one click."""
    browser = Browser().open("/sign-in/")
    browser.send(having="email", email=address)
    letter = letter_to(post(), address)
    browser.open(address_in(letter)).send(having="shared_device")
    assert browser.client.session.get("_auth_user_id")
    return browser


def say_coming(participant, meeting):
    participant.open(f"/cohorts/{meeting.cohort.slug}/meetings/1/reply/").send(having="access_needs", press=("answer", "coming"))
    assert meeting.replies.get().answer == "coming"


def change_the_agenda(facilitator, meeting):
    """The first block takes five minutes more."""
    block = meeting.segments.in_order().first()
    facilitator.open(f"/cohorts/{meeting.cohort.slug}/meetings/1/agenda/")
    field = next(name for form in Forms(facilitator.html).forms for name in form.names if name.endswith(f"minutes-{block.pk}") or name == f"minutes_{block.pk}")
    facilitator.send(having=field, **{field: str(block.minutes + 5)})
    before = block.minutes
    block.refresh_from_db()
    assert block.minutes == before + 5


def call_the_roll(facilitator, meeting):
    for member in meeting.cohort.memberships.all():
        facilitator.open(f"/cohorts/{meeting.cohort.slug}/meetings/1/attendance/")
        facilitator.send(having=f"attendance/{member.pk}/", press=("status", "present"))
    assert meeting.attendances.in_the_room().count() == PEOPLE
    facilitator.open(f"/cohorts/{meeting.cohort.slug}/meetings/1/attendance/").send(having="attendance/close")
    meeting.refresh_from_db()
    assert meeting.is_held


def evaluate_all(meeting, facilitator, post):
    """Everybody answers by the link of their letter."""
    address = f"/cohorts/{meeting.cohort.slug}/meetings/1/evaluation/"
    facilitator.open(address)
    if "evaluation/invite" in facilitator.html:
        facilitator.send(having="evaluation/invite")
    letters = [letter for letter in post() if "ana" in letter.to[0]]
    assert len(letters) == PEOPLE
    for number, letter in enumerate(letters):
        evaluate(Browser().open(address_in(letter)), number)
    assert meeting.evaluation.responses.count() == PEOPLE
    assert facilitator.open(address).says(str(PEOPLE))


def evaluate(browser, number):
    """Low (six) or medium (five) before, medium (four) or high (seven) now; strongly agree, and a sentence."""
    form = max(Forms(browser.html).forms, key=lambda form: len(form.names))
    typed = {}
    for name in form.names - {"csrfmiddlewaretoken"}:
        if name.endswith("before"):
            typed[name] = "1" if number % 2 == 0 else "2"
        elif name.endswith("now"):
            typed[name] = "2" if number % 3 == 0 else "3"
        elif f'name="{name}" value="4"' in browser.html or f'value="4" name="{name}"' in browser.html:
            typed[name] = "4"
        elif f'<textarea name="{name}"' in browser.html or f'name="{name}" rows' in browser.html:
            typed[name] = "The talk in the hallway."
    browser.send(having=next(iter(typed)), **typed)


def check_the_state(state):
    """The same figure on the page, in the file for scripts and in the report."""
    answer = state.client.get("/results/state.json?guidebook=five-meetings&cycle=2027-29").json()
    (meeting,) = [meeting for meeting in answer["meetings"] if meeting["responses"]]
    assert (meeting["attended"], meeting["responses"]) == (PEOPLE, PEOPLE)
    pairs = meeting["before_after"]["qs_before_after"]
    assert pairs["n_pairs"] == PEOPLE
    assert (pairs["percent_before"]["low"], pairs["percent_before"]["medium"]) == (55, 45)
    assert (pairs["percent_after"]["medium"], pairs["percent_after"]["high"]) == (35, 65)  # 4 and 7 of 11: beside an extreme share the others are told to the nearest five
    # Everybody agreed: in a group this small an extreme share would tell about each of them.
    agreed = meeting["agreement"]["know_qs"]
    assert (agreed["agreed"], agreed["percent"], agreed["relation"]) == (None, 80, "at_least")
    assert state.open("/results/state/").says("65")
    assert state.open("/results/report/").says(str(PEOPLE))
