"""What members of an invented cohort tell each other, and the topics they put on the map."""

from community.actions.profiles import save_profile
from community.actions.topics import schedule_topic, set_learned
from community.models import PROFILE_FIELDS, Topic, Voice

PROPOSED, GUEST_EVERY = 8, 4


def tell_and_plan(pool, cohort, members, meetings):
    """Where the guidebook has profiles or topics of the group's own."""
    if cohort.guidebook.member_profile:
        tell(pool, members)
    if cohort.guidebook.group_chooses_topics:
        plan(pool, cohort, members, meetings)


def tell(pool, members):
    rows = pool.data["profiles"]
    for number, member in enumerate(members[: max(1, len(members) - 1)]):
        row = rows[number % len(rows)]
        save_profile(member, **{name: row[name] for name in PROFILE_FIELDS})


def plan(pool, cohort, members, meetings):
    """Topics are proposed and wished for; the most wished for go to the meetings that are open for them."""
    topics = [propose(pool, cohort, members, number, row) for number, row in enumerate(pool.data["topics"][:PROPOSED])]
    open_ones = [meeting for meeting in meetings if meeting.topic_open]
    for number, (topic, meeting) in enumerate(zip(topics, open_ones)):
        presenter = members[(number + 1) % len(members)]
        schedule_topic(topic, meeting=meeting, presenter=presenter)
        Voice.objects.get_or_create(topic=topic, membership=presenter, kind=Voice.Kind.CAN_SPEAK)
        if meeting.is_past:
            set_learned(topic, on=meeting.on)


def propose(pool, cohort, members, number, row):
    topic = Topic.objects.create(cohort=cohort, title=row["title"], proposed_by=members[number % len(members)])
    wishing = pool.dice.sample(members, max(1, len(members) - 1 - number % 4))
    Voice.objects.bulk_create(Voice(topic=topic, membership=member, kind=Voice.Kind.WANTS) for member in wishing)
    return topic
