"""What the group wants to learn: proposing it, wanting it, and the whole of it in the order of meetings."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count, Q

from people.models import Person

from ..models import Topic, Voice

#: More than a group can want; the page shows all of them.
MOST_TOPICS = 100


class MapIsFull(Exception):
    """So many topics are named that nobody reads them all."""


@transaction.atomic
def propose(cohort, *, title, by, membership=None):
    """One more topic, or the one that says the same already; a member who proposes it wants it. Raises MapIsFull.

    Returns the topic and whether it is new. Of two clicks at once, the second finds what the first has written.
    """
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    topic, is_new = cohort.topics.filter(title__iexact=title).first(), False
    if topic is None:
        if cohort.topics.count() >= MOST_TOPICS:
            raise MapIsFull
        topic, is_new = Topic.objects.create(cohort=cohort, title=title, proposed_by=membership), True
    if membership:
        say(topic, membership, "wants")
    return topic, is_new


def say(topic, membership, kind, *, take_back=False):
    """One member wants this topic, or can speak about it; said twice it counts once."""
    if take_back:
        Voice.objects.filter(topic=topic, membership=membership, kind=kind).delete()
    else:
        Voice.objects.get_or_create(topic=topic, membership=membership, kind=kind)


@dataclass
class Stop:
    """One meeting of the map with what the group learns there."""

    meeting: object
    topics: list = field(default_factory=list)

    @property
    def is_waiting(self):
        return self.meeting.topic_open and not self.topics and not self.meeting.has_begun


@dataclass
class Map:
    stops: list
    waiting: list

    @property
    def placed(self):
        return [topic for stop in self.stops for topic in stop.topics]

    @property
    def learned(self):
        return sum(topic.is_learned for topic in self.placed)

    @property
    def is_empty(self):
        return not self.placed and not self.waiting


def map_of(cohort, *, membership=None):
    """Meetings in order with their topics, then what waits, the most wanted first: four queries for any number."""
    topics = with_what_was_said(cohort, membership)
    meetings = list(cohort.meetings.in_order())
    for meeting in meetings:
        meeting.cohort = cohort
    stops = [Stop(meeting, topics_at(meeting, topics)) for meeting in meetings]
    waiting = sorted((topic for topic in topics if topic.meeting_id is None), key=lambda topic: (-topic.wishes, topic.pk))
    return Map([stop for stop in stops if stop.topics or stop.meeting.topic_open], waiting)


def topics_at(meeting, topics):
    found = [topic for topic in topics if topic.meeting_id == meeting.pk]
    for topic in found:
        topic.meeting_has_come = meeting.day_has_come
    return found


def with_what_was_said(cohort, membership):
    """Each topic with `wishes`, `can_speak` (members besides who speaks) and `mine` (what this member said); who left does not count."""
    here = Q(voices__kind="wants", voices__membership__left_on=None)
    topics = list(cohort.topics.annotate(wishes=Count("voices", filter=here)).select_related("presenter__person", "proposed_by__person").order_by("pk"))
    able, own = speakers_of(cohort), own_words(cohort, membership)
    for topic in topics:
        topic.cohort, topic.mine = cohort, own.get(topic.pk, set())
        topic.can_speak = [member for member in able.get(topic.pk, []) if member.pk != topic.presenter_id]
    return topics


def speakers_of(cohort):
    """{topic: members who can speak about it}, in the order of names."""
    voices = Voice.objects.filter(topic__cohort=cohort, kind="can_speak", membership__left_on=None).select_related("membership__person")
    found = {}
    for voice in voices.order_by("membership__person__sort_name", "pk"):
        found.setdefault(voice.topic_id, []).append(voice.membership)
    return found


def own_words(cohort, membership):
    """{topic: kinds} of what this member said."""
    found = {}
    for topic, kind in Voice.objects.filter(topic__cohort=cohort, membership=membership).values_list("topic", "kind") if membership else []:
        found.setdefault(topic, set()).add(kind)
    return found
