"""Two other communities from opening to report, by client only;
whatever differs stands in a column of their guidebook.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command

from guidebooks.models import Guidebook, Track
from people.models import Person

from .. import factories
from . import steps
from .pages import Browser, address_in


@pytest.fixture
def packs(db, settings):
    settings.APPLICATION_SECONDS_AT_LEAST = 0
    call_command("load_guidebooks", verbosity=0)


def coordinator_of(slug, client_of):
    """Whoever works for a network without regions: recruits, opens, reads."""
    person = factories.create_person("Carla Coordinator", "carla@example.org")
    factories.create_role(person, "state_staff", Guidebook.objects.get(slug=slug).network)
    return Browser(client_of(person))


def again(client_of, address):
    """Months have gone by: somebody signs in anew."""
    return Browser(client_of(Person.objects.get(email=address)))


def evening_of(meeting):
    return meeting.ends_at - timedelta(minutes=10)


def test_hospital_schools(packs, client_of, post, clock):
    """Half-days in a school year, every other one mandatory, one online; the principal signs;
    the group chooses topics.
    """
    people = 11
    coordinator = coordinator_of("hospital-schools", client_of)
    cohort = steps.open_the_cohort(coordinator, "hospital-schools", "Wards together")
    assert cohort.region is None and cohort.time_zone == "America/Edmonton"
    assert [meeting.mandatory for meeting in cohort.meetings.in_order()] == [
        True,
        False,
        True,
        False,
    ]

    for number in range(people):
        steps.apply(cohort, number, language="es" if number == 0 else "en")
    letters = post() + post()
    assert "su solicitud" in steps.letter_to(letters, "ana0@example.org").subject
    for number in range(people):
        steps.sign(steps.letter_to(letters, f"dora{number}@example.org"), number)
    steps.offer_seats(coordinator, cohort)
    assert cohort.memberships.count() == people
    post()
    steps.begin(coordinator, cohort)
    facilitator = steps.appoint(coordinator, cohort, client_of)

    first, online = cohort.meetings.in_order()[:2]
    facilitator.open(f"/cohorts/{cohort.slug}/meetings/2/edit/").send(
        having="link_url", link_url="https://meet.example.org/wards", phone="555-0100"
    ).send(having="confirm")
    member = steps.sign_in("ana0@example.org", post, language="es")
    member.open(f"/cohorts/{cohort.slug}/map/").send(
        having="title", title="La primera semana de vuelta"
    )
    topic = cohort.topics.get()
    facilitator.open(f"/cohorts/{cohort.slug}/map/{topic.pk}/place/").send(
        having="presenter", meeting=str(online.pk), guest="Rae Guest, library"
    )
    page = member.open(f"/cohorts/{cohort.slug}/meetings/2/")
    assert page.says(
        "https://meet.example.org/wards", "555-0100", "La primera semana de vuelta", "En línea"
    )

    for meeting, present in [(first, people), (online, 10)]:
        clock(evening_of(meeting))
        facilitator = again(client_of, "fred@example.org")
        steps.call_the_roll(facilitator, meeting, present=present)
        steps.evaluate_all(facilitator, meeting, post, present=present)
    assert facilitator.open(f"/cohorts/{cohort.slug}/meetings/1/results/").says(str(people))

    coordinator = again(client_of, "carla@example.org")
    query = f"?guidebook=hospital-schools&cycle={cohort.cycle}"
    answer = coordinator.client.get(f"/results/state.json{query}").json()
    assert [meeting["responses"] for meeting in answer["meetings"]] == [people, 10, None, None]
    assert answer["meetings"][0]["before_after"]["hs_find_resources"]["n_pairs"] == people
    report = coordinator.open(f"/results/report/{query}")
    members_word = str(cohort.guidebook.members_word)
    assert report.says(members_word, str(people)) and not report.says("site coordinators")


def test_green_house(packs, client_of, post, clock):
    """A small closed group from October to April: nobody signs, members tell of themselves
    and draw a map; eight are protected.
    """
    people = 8
    coordinator = coordinator_of("green-house", client_of)
    track = Track.objects.get(code="providers-and-teachers")
    cohort = steps.open_the_cohort(
        coordinator, "green-house", "Under glass", track=str(track.pk), capacity=str(people)
    )
    assert cohort.track == track and cohort.duties.count() == 4

    for number in range(people):
        steps.apply(cohort, number, language="es" if number == 0 else "en")
    letters = post()
    assert not [letter for letter in letters if "dora" in letter.to[0]], "nobody is asked to sign"
    own = Browser().open(address_in(steps.letter_to(letters, "ana1@example.org")))
    assert own.says("Nobody has to sign for it")
    steps.offer_seats(coordinator, cohort)
    assert cohort.seats.free().count() == 0 and cohort.memberships.count() == people
    post()
    steps.begin(coordinator, cohort)

    facilitator = steps.appoint(coordinator, cohort, client_of)
    for name in ["Greta Guide", "Hans Guide"]:
        steps.appoint(coordinator, cohort, client_of, kind="co_facilitator", name=name)
    share_the_duties(facilitator, cohort)

    member = steps.sign_in("ana0@example.org", post, language="es")
    told = {"strengths": "Paciencia en la puerta", "growth-edges": "Decir que no"}
    member.open(f"/cohorts/{cohort.slug}/people/me/").send(
        having="answer_strengths", **{f"answer_{code}": text for code, text in told.items()}
    )
    other = steps.sign_in("ana1@example.org", post)
    assert other.open(f"/cohorts/{cohort.slug}/people/").says(
        "Paciencia en la puerta", "Decir que no"
    )
    draw_the_map(member, facilitator, cohort)

    meetings = list(cohort.meetings.in_order())
    clock(evening_of(meetings[0]))
    facilitator, coordinator = (
        again(client_of, "fred@example.org"),
        again(client_of, "carla@example.org"),
    )
    steps.call_the_roll(facilitator, meetings[0], present=people)
    steps.evaluate_all(facilitator, meetings[0], post, present=people)
    check_the_protection(facilitator, coordinator, cohort, people)

    for meeting in meetings[1:]:
        clock(evening_of(meeting))
        facilitator = again(client_of, "fred@example.org")
        steps.call_the_roll(facilitator, meeting, present=people - (meeting.position in (3, 5, 7)))
    facilitator.open(f"/cohorts/{cohort.slug}/complete/").send(having="/complete/").send(
        having="confirm"
    )
    assert cohort.memberships.filter(
        graduated_on=meetings[-1].on
    ).count() == people - missing_too_often(cohort)
    assert (
        again(client_of, "ana1@example.org")
        .open(f"/cohorts/{cohort.slug}/map/")
        .says("Salir todos los días")
    )


def missing_too_often(cohort):
    needed = cohort.guidebook.parts.get().minimum_meetings
    return sum(
        member.attendances.attended().count() < needed for member in cohort.memberships.all()
    )


def share_the_duties(browser, cohort):
    browser.open(f"/cohorts/{cohort.slug}/staff/")
    roles = list(cohort.staff_roles.order_by("pk"))
    given = {
        f"duty-{duty.pk}": str(roles[number % 3].pk)
        for number, duty in enumerate(cohort.duties.all())
    }
    browser.send(having="/staff/duties/", **given)
    assert not cohort.duties.filter(role=None).exists()


def draw_the_map(member, facilitator, cohort):
    """Proposed by a member, spoken about by a member;
    a guest only where the group names its gap.
    """
    member.open(f"/cohorts/{cohort.slug}/map/").send(having="title", title="Salir todos los días")
    topic, meeting = cohort.topics.get(), cohort.meetings.filter(topic_open=True).first()
    place = f"/cohorts/{cohort.slug}/map/{topic.pk}/place/"
    facilitator.open(place).send(having="presenter", meeting=str(meeting.pk), guest="Rae Guest")
    topic.refresh_from_db()
    assert topic.meeting is None, "a guest without a gap"
    speaker = cohort.memberships.get(person=Person.objects.get(email="ana0@example.org"))
    facilitator.open(place).send(
        having="presenter", meeting=str(meeting.pk), presenter=str(speaker.pk)
    )
    assert member.open(f"/cohorts/{cohort.slug}/map/").says(
        "Salir todos los días", f"Ana {steps.surname(0)}"
    )


def check_the_protection(facilitator, coordinator, cohort, people):
    """Eight are enough for their own facilitators, and too few for everybody else."""
    assert facilitator.open(f"/cohorts/{cohort.slug}/meetings/1/results/").says(str(people), "%")
    query = f"?guidebook=green-house&cycle={cohort.cycle}"
    answer = coordinator.client.get(f"/results/state.json{query}").json()
    assert {meeting["responses"] for meeting in answer["meetings"]} == {None}
    assert coordinator.open(f"/results/state/{query}").says("fewer than 10")
    coordinator.open(f"/results/report/{query}")
