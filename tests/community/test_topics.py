"""The learning map: proposing, wanting, placing, learning;
only where the guidebook lets the group choose.
"""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Cohort
from community.actions.topics import (
    MOST_TOPICS,
    MeetingOverError,
    TooManyTopicsError,
    TopicsClosedError,
    carry_topics,
    propose_topic,
    schedule_topic,
    set_interest,
)
from community.models import Topic, Voice
from community.pages.learning_map import build_map

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    guidebook = factories.create_guidebook(
        "choosing",
        topics="chosen_for_the_cycle",
        learning_map=True,
        community_presenters_first=True,
    )
    cohort = factories.create_cohort("region-8", guidebook)
    cohort.meetings.filter(position=2).update(topic_open=True)
    return cohort


@pytest.fixture
def meeting(cohort):
    return cohort.meetings.get(position=2)


@pytest.fixture
def ana(cohort):
    return factories.create_membership(cohort, factories.create_person("Ana Reyes"))


def address(name, cohort, *more):
    return reverse(f"community:{name}", args=[cohort.slug, *more])


def test_a_plain_cohort_has_no_such_pages(client_of):
    plain = factories.create_cohort()
    facilitator, member = factories.create_person(), factories.create_membership(plain).person
    factories.create_role(facilitator, "facilitator", plain)
    for person in [facilitator, member]:
        for name in ["learning-map", "topic-carry"][: 1 + (person is facilitator)]:
            assert client_of(person).get(address(name, plain)).status_code == 404
    page = shown(client_of(member).get(reverse("dashboards:cohort-detail", args=[plain.slug])))
    assert address("learning-map", plain) not in page and address("profile-list", plain) in page


def test_a_guidebook_may_let_choose_without_a_map(client_of):
    cohort = factories.create_cohort(
        guidebook=factories.create_guidebook("each", topics="chosen_each_meeting")
    )
    page = shown(
        client_of(factories.create_membership(cohort).person).get(address("learning-map", cohort))
    )
    assert "<h1>Topics</h1>" in page


def test_a_member_proposes_and_wants_it(cohort, ana, client_of):
    answer = client_of(ana.person).post(
        address("topic-add", cohort), {"title": "  Calm arrivals "}, follow=True
    )
    topic = cohort.topics.get()
    assert (topic.title, topic.proposed_by) == ("Calm arrivals", ana)
    assert "1 wants it" in shown(answer)


def test_proposed_twice_it_is_one_topic_that_both_want(cohort, ana):
    other = factories.create_membership(cohort)
    first, is_new = propose_topic(cohort, title="Mud kitchens", person=ana.person, membership=ana)
    again, is_new_again = propose_topic(
        cohort, title="mud kitchens", person=other.person, membership=other
    )
    assert (first, is_new, is_new_again) == (again, True, False)
    assert build_map(cohort).waiting[0].wishes == 2


def test_a_list_that_is_full_takes_no_more(cohort, ana):
    Topic.objects.bulk_create(Topic(cohort=cohort, title=f"Topic {n}") for n in range(MOST_TOPICS))
    with pytest.raises(TooManyTopicsError):
        propose_topic(cohort, title="One more", person=ana.person, membership=ana)


def test_said_twice_counts_once_and_can_be_taken_back(cohort, ana, client_of):
    topic, page = factories.create_topic(cohort), client_of(ana.person)
    for _ in range(2):
        page.post(address("topic-interest", cohort, topic.pk), {"kind": "wants"})
    assert Voice.objects.count() == 1
    page.post(address("topic-interest", cohort, topic.pk), {"kind": "can_speak"})
    for _ in range(2):
        page.post(address("topic-interest", cohort, topic.pk), {"kind": "wants", "take_back": "1"})
    assert [voice.kind for voice in Voice.objects.all()] == ["can_speak"]
    assert (
        page.post(address("topic-interest", cohort, topic.pk), {"kind": "shouts"}).status_code
        == 302
    )
    assert Voice.objects.count() == 1


def test_who_left_wants_nothing_and_speaks_about_nothing(cohort, ana):
    factories.create_topic(cohort, wanted_by=[ana], spoken_by=[ana])
    ana.leave(reason="Moved")
    topic = build_map(cohort).waiting[0]
    assert (topic.wishes, topic.can_speak) == (0, [])


def test_the_most_wanted_waits_first(cohort, ana):
    factories.create_topic(cohort, "Rain days")
    factories.create_topic(cohort, "Calm arrivals", wanted_by=[ana])
    assert [topic.title for topic in build_map(cohort).waiting] == ["Calm arrivals", "Rain days"]


def test_a_facilitator_puts_it_on_the_map(cohort, meeting, ana, facilitator, client_of):
    topic = factories.create_topic(cohort, "Calm arrivals", spoken_by=[ana])
    page = client_of(facilitator)
    form = shown(page.get(address("topic-schedule", cohort, topic.pk)))
    assert form.index("Said they can speak about it") < form.index("Ana Reyes")
    assert form.index("Meetings whose topic is open") < form.index("Other meetings")
    answer = shown(
        page.post(
            address("topic-schedule", cohort, topic.pk),
            {"meeting": meeting.pk, "presenter": ana.pk},
            follow=True,
        )
    )
    topic.refresh_from_db()
    assert (topic.meeting, topic.presenter) == (meeting, ana)
    assert "0 of 1 topic learned" in answer and "Ana Reyes speaks." in answer


def test_a_guest_fills_a_gap_that_is_named(cohort, meeting, facilitator, client_of):
    topic, page = factories.create_topic(cohort), client_of(facilitator)
    guest = {"meeting": meeting.pk, "guest": "Gil Guest, County office"}
    refused = shown(page.post(address("topic-schedule", cohort, topic.pk), guest))
    assert "Members come first" in refused and "Gil Guest" in refused
    page.post(address("topic-schedule", cohort, topic.pk), guest | {"gap": "Soil tests"})
    topic.refresh_from_db()
    assert (topic.guest, topic.gap) == ("Gil Guest, County office", "Soil tests")


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"presenter": "ana", "guest": "Gil"}, "not both"),
        ({"gap": "Soil"}, "Name the guest"),
        ({"meeting": "99"}, "Choose a meeting"),
        ({"presenter": "elsewhere"}, "Choose a member of this group"),
    ],
)
def test_what_does_not_go_together_is_said(
    cohort, meeting, ana, facilitator, client_of, wrong, words
):
    topic, members = factories.create_topic(cohort), {"ana": ana.pk, "elsewhere": 987654}
    sent = {"meeting": meeting.pk} | {
        name: members.get(value, value) for name, value in wrong.items()
    }
    assert words in shown(
        client_of(facilitator).post(address("topic-schedule", cohort, topic.pk), sent)
    )
    topic.refresh_from_db()
    assert topic.meeting is None


def test_it_is_learned_from_the_day_on_and_comes_off_the_map(
    cohort, meeting, facilitator, client_of
):
    topic, page = (
        factories.create_topic(cohort, "Calm arrivals", meeting=meeting),
        client_of(facilitator),
    )
    page.post(address("topic-complete", cohort, topic.pk))
    topic.refresh_from_db()
    assert not topic.is_learned
    factories.move_meeting(meeting, factories.today())
    assert "1 of 1 topic learned" in shown(
        page.post(address("topic-complete", cohort, topic.pk), follow=True)
    )
    act(page, address("topic-unschedule", cohort, topic.pk))
    topic.refresh_from_db()
    assert (topic.meeting, topic.learned_on) == (None, None)


def test_a_topic_is_reworded_and_removed(cohort, facilitator, client_of):
    topic, page = factories.create_topic(cohort), client_of(facilitator)
    page.post(address("topic-edit", cohort, topic.pk), {"title": "Rain days"})
    assert cohort.topics.get().title == "Rain days"
    act(page, address("topic-remove", cohort, topic.pk))
    assert not cohort.topics.exists()


def test_members_do_not_place(cohort, ana, client_of):
    topic = factories.create_topic(cohort)
    for name in ["topic-schedule", "topic-edit", "topic-remove", "topic-complete"]:
        assert client_of(ana.person).post(address(name, cohort, topic.pk)).status_code == 403


def test_as_many_queries_for_many_as_for_one(cohort, ana, client_of):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address("learning-map", cohort)).status_code == 200
        return len(caught)

    client = client_of(ana.person)
    members = factories.create_members(cohort, 5)
    factories.create_topic(cohort, wanted_by=members[:1], spoken_by=members[:1])
    client.get(address("learning-map", cohort))
    few = queries()
    for number in range(30):
        factories.create_topic(
            cohort,
            wanted_by=members,
            spoken_by=members,
            meeting=cohort.meetings.get(position=number % 5 + 1) if number % 2 else None,
        )
    assert queries() == few


@pytest.mark.django_db(transaction=True)
def test_many_click_at_once(cohort, client_of):
    """Twelve clicks of six people on one topic: six wishes, nobody waits for ever,
    nothing breaks.
    """
    members, topic, codes = factories.create_members(cohort, 6), factories.create_topic(cohort), []
    clients = [client_of(member.person) for member in members for _ in range(2)]

    def click(client):
        try:
            codes.append(
                client.post(
                    address("topic-interest", cohort, topic.pk), {"kind": "wants"}
                ).status_code
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=[client]) for client in clients]
    [thread.start() for thread in threads]
    [thread.join(600) for thread in threads]
    assert codes == [302] * 12 and topic.voices.count() == 6


def test_saying_it_is_for_members(cohort, ana):
    topic = factories.create_topic(cohort)
    set_interest(topic, ana, kind="wants")
    set_interest(topic, ana, kind="wants", take_back=True)
    assert not topic.voices.exists()


# --- meetings that are over, cohorts that are completed -------------------------------------------


def hold(meeting):
    """Its day has passed."""
    type(meeting).objects.filter(pk=meeting.pk).update(
        on=factories.today() - timedelta(days=3), topic_open=True
    )
    meeting.refresh_from_db()


@pytest.fixture
def facilitator(cohort):
    person = factories.create_person("Fay Facilitator")
    factories.create_role(person, "facilitator", cohort)
    return person


def test_a_topic_of_a_meeting_that_is_over_cannot_be_placed(
    cohort, meeting, facilitator, client_of
):
    hold(meeting)
    topic, client = factories.create_topic(cohort), client_of(facilitator)
    place = address("topic-schedule", cohort, topic.pk)
    offered = [value for value, _label in flat(client.get(place).context["form"])]
    assert str(meeting.pk) not in offered and len(offered) == 4
    assert "Choose a meeting." in shown(client.post(place, {"meeting": meeting.pk}))
    with pytest.raises(MeetingOverError):
        schedule_topic(topic, meeting=meeting)
    topic.refresh_from_db()
    assert topic.meeting is None


def flat(form):
    """The choices of meetings in one list."""
    groups = form.fields["meeting"].choices
    return [choice for group in groups if group[0] for choice in group[1]]


def test_who_spoke_there_can_still_be_put_right(cohort, meeting, ana, facilitator, client_of):
    topic = factories.create_topic(cohort, meeting=meeting)
    hold(meeting)
    client_of(facilitator).post(
        address("topic-schedule", cohort, topic.pk), {"meeting": meeting.pk, "presenter": ana.pk}
    )
    topic.refresh_from_db()
    assert (topic.meeting, topic.presenter) == (meeting, ana)


def complete(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(status="completed")
    cohort.refresh_from_db()


def test_a_completed_cohort_takes_no_more_topics(cohort, meeting, ana, facilitator, client_of):
    topic = factories.create_topic(cohort)
    complete(cohort)
    member, staff = client_of(ana.person), client_of(facilitator)
    sent = [
        (member, address("topic-add", cohort), {"title": "One more"}),
        (member, address("topic-interest", cohort, topic.pk), {"kind": "wants"}),
        (staff, address("topic-schedule", cohort, topic.pk), {"meeting": meeting.pk}),
    ]
    for client, page, data in sent:
        assert "its topics stay as they are" in shown(client.post(page, data, follow=True))
    assert [t.title for t in cohort.topics.all()] == [topic.title]
    assert not topic.voices.exists()
    page = shown(member.get(address("learning-map", cohort)))
    assert "Left open" in page and "What would you like to learn?" not in page


# --- the next cycle -------------------------------------------------------------------------------


@pytest.fixture
def following(cohort):
    """The next cohort of the same guidebook in the same region; the one before is completed."""
    later = factories.create_cohort("region-8-later", cohort.guidebook)
    Cohort.objects.filter(pk=later.pk).update(
        region=cohort.region, opened_at=cohort.opened_at + timedelta(days=300)
    )
    later.refresh_from_db()
    complete(cohort)
    return later


@pytest.fixture
def lead(cohort):
    person = factories.create_person("Lea Lead")
    factories.create_role(person, "lead", cohort.region)
    return person


def test_open_topics_go_on_in_the_next_cycle(cohort, meeting, following, lead, client_of):
    client, carry = client_of(lead), address("topic-carry", following)
    first, second = factories.create_topic(cohort, "Mud"), factories.create_topic(cohort, "Rain")
    factories.create_topic(cohort, "Snow", meeting=meeting)
    factories.create_topic(following, "RAIN")
    assert f"1 topic of {cohort.cycle} stayed open." in shown(
        client.get(address("learning-map", following))
    )
    said = shown(client.post(carry, {"topics": [first.pk]}, follow=True))
    assert f"Open since {cohort.cycle}." in said and "1 topic goes on here." in said
    assert [(t.title, t.carried_from) for t in following.topics.all()] == [
        ("RAIN", None),
        ("Mud", first),
    ]
    assert not following.topics.filter(voices__isnull=False).exists() and second.pk
    assert "Nothing is left to take over." in shown(client.get(carry))


def test_nothing_is_taken_without_a_tick(cohort, following, lead, client_of):
    factories.create_topic(cohort, "Mud")
    answer = client_of(lead).post(address("topic-carry", following), {"topics": ["x"]})
    assert "Tick the topics that go on here." in shown(answer)
    assert not following.topics.exists()


def test_only_who_reads_the_cohort_before_takes_its_topics_over(cohort, following, lead, client_of):
    """A facilitator of the new cohort alone does not see them; nor does a lead who supervised a
    member there.
    """
    member = factories.create_membership(cohort)
    topic = factories.create_topic(cohort, "Mud")
    new = factories.create_person()
    factories.create_role(new, "facilitator", following)
    factories.create_supervision(lead, member.person)
    for person in [new, lead]:
        client = client_of(person)
        assert "stayed open" not in shown(client.get(address("learning-map", following)))
        answer = client.post(address("topic-carry", following), {"topics": [topic.pk]})
        assert "Mud" not in shown(answer) and not following.topics.exists()


@pytest.mark.parametrize("apart", ["another region", "still under way", "opened later"])
def test_topics_of_other_cohorts_do_not_go_on(cohort, following, lead, client_of, apart):
    factories.create_topic(cohort, "Mud")
    rows = Cohort.objects.filter(pk=cohort.pk)
    if apart == "another region":
        region = factories.create_region(9, network=cohort.network)
        Cohort.objects.filter(pk=following.pk).update(region=region)
        factories.create_role(lead, "lead", region)
    elif apart == "still under way":
        rows.update(status="meeting")
    else:
        rows.update(opened_at=following.opened_at + timedelta(days=1))
    assert "stayed open" not in shown(client_of(lead).get(address("learning-map", following)))


def test_as_many_as_fit(cohort, following):
    topics = [factories.create_topic(cohort, f"T{number}") for number in range(3)]
    for number in range(MOST_TOPICS - 2):
        factories.create_topic(following, f"N{number}")
    with pytest.raises(TooManyTopicsError):
        carry_topics(topics, cohort=following)
    assert carry_topics(topics[:2], cohort=following) == 2
    complete(following)
    with pytest.raises(TopicsClosedError):
        carry_topics(topics, cohort=following)
