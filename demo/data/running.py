"""A cohort after its first meeting: some evaluations are missing,
and some replies to the second meeting.
"""

from datetime import timedelta

from django.utils import timezone

from cohorts.models import Cohort
from evaluations.actions.evaluation_invitations import invite_everybody
from meetings.models import FollowUp, Reply

from .answers import answers_of
from .community import write_profiles
from .pilot import (
    add_member,
    appoint_all,
    finish_preparations,
    moment,
    record_attendance,
    write_comments,
    write_rows,
)
from .plans import plan_in_region, two_years
from .publishing import open_and_publish
from .seasons import first_day_just_held

MEMBERS, CAME, ANSWERED, TOLD = 28, 26, 21, 19
SITES_USED_BY_THE_PILOT = 38
#: What the first of those who come say they need.
NEEDS_SAID = [
    {"access_needs": "", "food_needs": "Vegetarian"},
    {"access_needs": "A step-free seat near the door", "food_needs": ""},
    {"access_needs": "", "food_needs": "No wheat"},
]
SUBSTITUTE = {
    "substitute_name": "Noor Halloway",
    "substitute_email": "noor.halloway@example.org",
}


def build_running_cohort(pool, guidebook, region):
    first = first_day_just_held(timezone.localdate())
    opened_on, apply_by = first - timedelta(days=90), first - timedelta(days=42)
    facilitators = pool.facilitators(region.number)
    by = facilitators[0]
    season = two_years(guidebook, region, first=first)
    plan = plan_in_region(pool, region, contact=by, apply_by=apply_by, **season)
    slug, status = f"region-{region.number}-{plan.cycle}", Cohort.Status.MEETING
    cohort = open_and_publish(plan, slug=slug, by=by, opened_at=moment(opened_on), status=status)
    appoint_all(pool, cohort, facilitators, since=opened_on)
    begin_meetings(pool, cohort, by=by)
    return cohort


def begin_meetings(pool, cohort, *, by):
    """Add the members, the first meeting, and the replies to the second one."""
    first, second, *_ = cohort.meetings.select_related("part").in_order()
    members = add_members(pool, cohort, first)
    members.pop().leave(reason="Took a job at another agency", on=first.on - timedelta(days=5))
    write_profiles(pool, members[:TOLD])
    hold_first_meeting(pool, first, members, by=by)
    reply_to(second, members)


def add_members(pool, cohort, meeting):
    """One more than come to this meeting; returns them."""
    seats, sites = list(cohort.seats.order_by("number")), pool.sites[cohort.region.number]
    sites = sites[SITES_USED_BY_THE_PILOT:] + sites
    return [add_member(pool, cohort, meeting, seats[n], sites[n]) for n in range(MEMBERS + 1)]


def hold_first_meeting(pool, meeting, members, *, by):
    """Record it; some members have sent their evaluation, the others have the letter."""
    record_attendance(meeting, members[:CAME], by=by)
    meeting.refresh_from_db()
    finish_preparations(meeting, by=by)
    answered = members[CAME - ANSWERED : CAME]
    submit_answers(meeting.evaluation, answered)
    questions = {q.code: q for q in meeting.evaluation.form.questions.all()}
    write_comments(pool, meeting.evaluation, answered, questions)
    invite_everybody(meeting.evaluation, by=by)
    note_follow_ups(meeting)
    meeting.notes = "The back doors stick. Prop them before the ropes go out."
    meeting.save(update_fields=["notes"])


def note_follow_ups(meeting):
    today = timezone.localdate()
    FollowUp.objects.create(
        meeting=meeting,
        what="Send the link about meals after school",
        to_whom="Everybody at table 3",
        due_on=today - timedelta(days=1),
    )
    FollowUp.objects.create(
        meeting=meeting,
        what="Ask the county office for the data template",
        to_whom="The whole room",
        due_on=today + timedelta(days=6),
    )


def submit_answers(evaluation, people):
    questions = {question.code: question for question in evaluation.form.questions.all()}
    rows = [row for region in answers_of("Y1M1").values() for row in region][: len(people)]
    write_rows(evaluation, people, questions, rows)


def reply_to(meeting, members):
    """Write replies: most come, two do not, one sends a substitute, the rest have not answered."""
    asked, coming = {"meeting": meeting, "answered_for": meeting.on}, members[3:22]
    Reply.objects.bulk_create(Reply(**asked, membership=m, answer="coming") for m in coming)
    for member, needs in zip(coming, NEEDS_SAID, strict=False):
        Reply.objects.filter(membership=member).update(**needs)
        member.note_needs(**needs)
    Reply.objects.bulk_create(
        Reply(**asked, membership=m, answer="not_coming") for m in members[22:24]
    )
    Reply.objects.create(**asked, membership=members[24], answer="substitute", **SUBSTITUTE)
