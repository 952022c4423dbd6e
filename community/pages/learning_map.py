"""Template data of the learning map: the meetings with their topics,
and the topics without a meeting.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from meetings.models import Meeting

from ..models import Topic, Voice


@dataclass
class MapMeeting:
    """One meeting with the topics scheduled for it."""

    meeting: Meeting
    topics: list[Topic] = field(default_factory=list)

    @property
    def is_waiting(self):
        """Whether the group can still choose a topic for it."""
        return (
            self.meeting.topic_open
            and not self.topics
            and self.meeting.is_upcoming
            and not self.meeting.has_begun
        )


@dataclass
class LearningMap:
    """`meetings`: those with a topic or open for one, in order.

    `waiting`: topics without a meeting, most wanted first.

    Each topic carries `wishes` (number of members who want it), `can_speak` (memberships besides
    the presenter) and `own_interest` (kinds of the reader's interest).
    """

    meetings: list[MapMeeting]
    waiting: list[Topic]

    @property
    def scheduled(self):
        return [topic for row in self.meetings for topic in row.topics]

    @property
    def learned(self):
        return sum(topic.is_learned for topic in self.scheduled)

    @property
    def is_empty(self):
        return not self.scheduled and not self.waiting


def map_title(guidebook):
    """The page is called by another name where the guidebook keeps no map."""
    return _("Learning map") if guidebook.learning_map else _("Topics")


def build_map(cohort, *, membership=None):
    """The map of this cohort for one reader (`membership`, or None).

    Four queries, however many topics there are.
    """
    topics = topics_with_interest(cohort, membership)
    rows = [
        MapMeeting(meeting, topics_of(meeting, topics)) for meeting in cohort.meetings.in_order()
    ]
    waiting = [topic for topic in topics if topic.meeting_id is None]
    return LearningMap(
        meetings=[row for row in rows if row.topics or row.meeting.topic_open],
        waiting=sorted(waiting, key=lambda topic: (-topic.wishes, topic.pk)),
    )


def topics_of(meeting, topics):
    found = [topic for topic in topics if topic.meeting_id == meeting.pk]
    for topic in found:
        topic.meeting = meeting
    return found


def topics_with_interest(cohort, membership):
    """The cohort's topics with the attributes that LearningMap describes.

    Members who left do not count.
    """
    wanted = Q(voices__kind=Voice.Kind.WANTS, voices__membership__left_on=None)
    topics = cohort.topics.annotate(wishes=Count("voices", filter=wanted)).order_by("pk")
    topics = list(topics.select_related("presenter__person", "carried_from__cohort"))
    speakers, own = speakers_by_topic(cohort), own_interest(cohort, membership)
    for topic in topics:
        topic.own_interest = own.get(topic.pk, set())
        able = speakers.get(topic.pk, [])
        topic.can_speak = [member for member in able if member.pk != topic.presenter_id]
    return topics


def speakers_by_topic(cohort):
    """{topic id: memberships that can speak about it}, by name."""
    voices = Voice.objects.filter(
        topic__cohort=cohort, kind=Voice.Kind.CAN_SPEAK, membership__left_on=None
    )
    found = {}
    for voice in voices.select_related("membership__person").order_by(
        "membership__person__sort_name", "pk"
    ):
        found.setdefault(voice.topic_id, []).append(voice.membership)
    return found


def own_interest(cohort, membership):
    """{topic id: kinds of interest} of one member; empty without a membership."""
    if membership is None:
        return {}
    found = {}
    for topic, kind in Voice.objects.filter(
        topic__cohort=cohort, membership=membership
    ).values_list("topic", "kind"):
        found.setdefault(topic, set()).add(kind)
    return found
