"""Proposing a topic, scheduling it for a meeting, marking it as learned,
and members' interest in it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort
from people.models import Person

from ..models import Topic, Voice

#: Most topics of one cohort; the learning map shows all of them on one page.
MOST_TOPICS = 100


class TooManyTopicsError(Exception):
    """The cohort has MOST_TOPICS already."""


class TopicsClosedError(Exception):
    """The cohort is completed: nobody proposes, wants or places a topic there any more."""


class MeetingOverError(ValueError):
    """A topic cannot be placed at a meeting that is over or does not take place."""


def refuse_if_completed(cohort):
    if cohort.is_completed:
        raise TopicsClosedError


@transaction.atomic
def propose_topic(cohort, *, title, person, membership=None):
    """Create the topic, or find the one with the same title (letter case apart);
    returns (topic, is_new).

    `membership`: the proposing member, who then wants the topic; None for a facilitator. The
    person's row is locked, so that a double click creates one topic. Raises TooManyTopicsError,
    TopicsClosedError.
    """
    refuse_if_completed(cohort)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    topic, is_new = cohort.topics.filter(title__iexact=title).first(), False
    if topic is None:
        if cohort.topics.count() >= MOST_TOPICS:
            raise TooManyTopicsError
        topic, is_new = (
            Topic.objects.create(cohort=cohort, title=title, proposed_by=membership),
            True,
        )
    if membership:
        set_interest(topic, membership, kind=Voice.Kind.WANTS)
    return topic, is_new


def set_interest(topic, membership, *, kind, take_back=False):
    """Record that a member wants the topic or can speak about it (`kind`), once;
    or take that back. Raises TopicsClosedError.
    """
    refuse_if_completed(topic.cohort)
    if take_back:
        Voice.objects.filter(topic=topic, membership=membership, kind=kind).delete()
    else:
        Voice.objects.get_or_create(topic=topic, membership=membership, kind=kind)


def rename_topic(topic, *, title):
    topic.title = title
    topic.save(update_fields=["title"])


@transaction.atomic
def schedule_topic(topic, *, meeting, presenter=None, guest="", gap=""):
    """Assign the topic to a meeting, with the member or the guest who speaks.

    `gap`: what nobody in the group can speak about. Raises TopicsClosedError; MeetingOverError
    where the meeting is another than before and is over; ValueError (each with a message for
    people) if there is a guest without a gap in a guidebook whose members present first.
    """
    refuse_if_completed(topic.cohort)
    refuse_if_over(topic, meeting)
    if guest and not gap and topic.cohort.guidebook.community_presenters_first:
        raise ValueError(_("Say what nobody in the group can speak about. Members come first."))
    topic.meeting, topic.presenter, topic.guest = meeting, presenter, guest
    topic.gap = gap if guest else ""
    topic.save(update_fields=["meeting", "presenter", "guest", "gap"])


def refuse_if_over(topic, meeting):
    """A topic may go on standing at a meeting that is over, but not move there."""
    if topic.meeting_id != meeting.pk and not meeting.is_upcoming:
        raise MeetingOverError(_("This meeting is over or does not take place. Choose another."))


@transaction.atomic
def carry_topics(topics, *, cohort):
    """Propose topics that stayed open in an earlier cohort in this one; returns how many are new.

    Wishes stay where they were said. A title that is here already is not proposed twice. Raises
    TooManyTopicsError, TopicsClosedError.
    """
    refuse_if_completed(cohort)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    here = {title.casefold() for title in cohort.topics.values_list("title", flat=True)}
    new = [topic for topic in topics if topic.title.casefold() not in here]
    if len(here) + len(new) > MOST_TOPICS:
        raise TooManyTopicsError
    for topic in new:
        Topic.objects.create(cohort=cohort, title=topic.title, carried_from=topic)
    return len(new)


def unschedule_topic(topic):
    """Take the topic away from its meeting; whoever was to speak, and that it was learned,
    goes with it.
    """
    topic.meeting, topic.presenter, topic.guest, topic.gap, topic.learned_on = (
        None,
        None,
        "",
        "",
        None,
    )
    topic.save(update_fields=["meeting", "presenter", "guest", "gap", "learned_on"])


def set_learned(topic, *, on):
    """The group has learned this topic on that date; None takes it back."""
    topic.learned_on = on
    topic.save(update_fields=["learned_on"])
