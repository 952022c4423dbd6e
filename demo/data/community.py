"""Profiles and topics of an invented cohort."""

from community.actions.profiles import save_profile
from community.actions.topics import set_learned
from community.models import Topic, Voice

PROPOSED, GUEST_EVERY = 8, 4


def fill_community_pages(pool, cohort, members, meetings):
    """What members tell each other, and topics, if the guidebook has them."""
    write_profiles(pool, members)
    if cohort.guidebook.group_chooses_topics:
        schedule_topics(pool, cohort, members, meetings)


def write_profiles(pool, members):
    rows = pool.data["profiles"]
    for number, member in enumerate(members[: max(1, len(members) - 1)]):
        save_profile(member, rows[number % len(rows)])


def schedule_topics(pool, cohort, members, meetings):
    """Propose topics, and schedule the first ones at the meetings whose topic is open."""
    topics = [
        propose_topic(pool, cohort, members, number, row)
        for number, row in enumerate(pool.data["topics"][:PROPOSED])
    ]
    if cohort.is_completed:
        for row in pool.data.get("topics_left_open", []):
            Topic.objects.create(cohort=cohort, title=row["title"], proposed_by=members[0])
    open_ones = [meeting for meeting in meetings if meeting.topic_open]
    for number, (topic, meeting) in enumerate(zip(topics, open_ones, strict=False)):
        schedule_topic(topic, meeting, members[(number + 1) % len(members)])


def propose_topic(pool, cohort, members, number, row):
    topic = Topic.objects.create(
        cohort=cohort, title=row["title"], proposed_by=members[number % len(members)]
    )
    wishing = pool.dice.sample(members, max(1, len(members) - 1 - number % 4))
    Voice.objects.bulk_create(
        Voice(topic=topic, membership=member, kind=Voice.Kind.WANTS) for member in wishing
    )
    return topic


def schedule_topic(topic, meeting, presenter):
    """A member speaks about the topic at this meeting; it is learned if the meeting is past."""
    topic.meeting, topic.presenter = meeting, presenter
    topic.save(update_fields=["meeting", "presenter"])
    Voice.objects.get_or_create(topic=topic, membership=presenter, kind=Voice.Kind.CAN_SPEAK)
    if meeting.is_past:
        set_learned(topic, on=meeting.on)
