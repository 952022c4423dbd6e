"""The main job from end to end, by client only: open, apply, sign, offer, reply, agenda,
roll call, evaluate, close, results, report.
"""

from datetime import timedelta

from django.core.management import call_command

from cohorts.models import Cohort
from guidebooks.models import Guidebook
from people.models import Region

from .. import factories
from .pages import Browser, Forms, address_in
from .steps import (
    apply,
    appoint,
    call_the_roll,
    evaluate_all,
    letter_to,
    offer_seats,
    open_all_the_same,
    say_coming,
    sign,
    sign_in,
    surname,
)

PEOPLE = 11


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
        apply(cohort, number, county=str(cohort.region.counties.first().pk))
    letters = post()
    assert f"Ana {surname(3)}" in letter_to(letters, "ana3@example.org").body

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
    call_the_roll(facilitator, first, present=PEOPLE)
    evaluate_all(facilitator, first, post, present=PEOPLE)

    results = facilitator.open(f"/cohorts/{cohort.slug}/meetings/1/results/")
    assert results.says(str(PEOPLE))
    check_the_state(Browser(client_of(state)))


def open_the_cohort(lead, region):
    first = factories.today() + timedelta(days=80)
    page = lead.open("/cohorts/open/")
    page.send(
        having="cycle",
        guidebook=str(Guidebook.objects.get(slug="five-meetings").pk),
        region=str(region.pk),
        name="Region 8 journey",
        cycle="2027-29",
        first_meeting_on=str(first),
        starts="09:00",
        place_name="Example Hall",
        contact_name="Connie Contact",
        contact_email="connie@example.org",
        capacity="30",
        apply_by=str(factories.today() + timedelta(days=20)),
        notice_on=str(factories.today() + timedelta(days=30)),
    )
    open_all_the_same(page)
    page.send(having="/publish/").send(having="confirm")
    return Cohort.objects.get(name="Region 8 journey")


def post_box(letters, post):
    letters += post()
    return letters


def change_the_agenda(facilitator, meeting):
    """The first block takes five minutes more."""
    block = meeting.segments.in_order().first()
    facilitator.open(f"/cohorts/{meeting.cohort.slug}/meetings/1/agenda/")
    field = next(
        name
        for form in Forms(facilitator.html).forms
        for name in form.names
        if name.endswith(f"minutes-{block.pk}") or name == f"minutes_{block.pk}"
    )
    facilitator.send(having=field, **{field: str(block.minutes + 5)})
    before = block.minutes
    block.refresh_from_db()
    assert block.minutes == before + 5


def check_the_state(state):
    """The same figure on the page, in the file for scripts and in the report."""
    answer = state.client.get("/results/state.json?guidebook=five-meetings&cycle=2027-29").json()
    (meeting,) = [meeting for meeting in answer["meetings"] if meeting["responses"]]
    assert (meeting["attended"], meeting["responses"]) == (PEOPLE, PEOPLE)
    pairs = meeting["before_after"]["qs_before_after"]
    assert pairs["n_pairs"] == PEOPLE
    assert (pairs["percent_before"]["low"], pairs["percent_before"]["medium"]) == (55, 45)
    assert (pairs["percent_after"]["medium"], pairs["percent_after"]["high"]) == (
        35,
        65,
    )  # 4 and 7 of 11: beside an extreme share the others are told to the nearest five
    # Everybody agreed: in a group this small an extreme share would tell about each of them.
    agreed = meeting["agreement"]["know_qs"]
    assert (agreed["agreed"], agreed["percent"], agreed["relation"]) == (None, 80, "at_least")
    assert state.open("/results/state/?meeting=1").says("65")
    assert state.open("/results/report/").says(str(PEOPLE))
