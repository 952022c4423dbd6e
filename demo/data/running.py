"""A cohort after its first meeting: some evaluations are missing,
and some replies to the second meeting.
"""

from datetime import time, timedelta

from django.utils import timezone

from cohorts.models import Cohort
from evaluations.actions.evaluation_invitations import invite_everybody
from evaluations.models import Answer, Response
from evaluations.respondent_tokens import answers_token
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from meetings.models import FollowUp, Reply

from . import cohort_names
from .answers import answers_of
from .community import write_profiles
from .pilot import (
    add_member,
    appoint_all,
    moment,
    name_safety_monitors,
    record_attendance,
    write_comments,
)
from .publishing import contact_of, publish_as_opened
from .seasons import first_day_just_held, meeting_dates, move_director_sessions, weeks_of

MEMBERS, CAME, ANSWERED, TOLD = 28, 26, 21, 19
SITES_USED_BY_THE_PILOT = 38
#: What the first of those who come say they need.
NEEDS_SAID = [
    {"access_needs": "", "food_needs": "Vegetarian"},
    {"access_needs": "A step-free seat near the door", "food_needs": ""},
    {"access_needs": "", "food_needs": "No wheat"},
]


def build_running_cohort(pool, guidebook, region):
    first = first_day_just_held(timezone.localdate())
    facilitators = pool.staff("facilitator", region.number) + pool.staff(
        "co_facilitator", region.number
    )
    place, address = pool.venue(region.number, 1)
    years = f"{first.year}-{(first.year + 2) % 100:02}"
    cohort = open_cohort(
        CohortPlan(
            guidebook=guidebook,
            region=region,
            name=cohort_names.of_region(region.number, years),
            cycle=years,
            first_meeting_on=first,
            starts=time(9),
            capacity=30,
            apply_by=first - timedelta(days=42),
            notice_on=first - timedelta(days=35),
            place_name=place,
            place_address=address,
            **contact_of(facilitators[0]),
            meeting_dates=meeting_dates(first, weeks_of(guidebook)),
        ),
        slug=f"region-{region.number}-{years}",
        by=facilitators[0],
        status=Cohort.Status.MEETING,
        is_demo=True,
    )
    move_director_sessions(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(opened_at=moment(first - timedelta(days=90)))
    publish_as_opened(cohort)
    appoint_all(pool, cohort, facilitators, since=first - timedelta(days=90))
    meetings = list(cohort.meetings.select_related("part").in_order())
    seats, sites = (
        list(cohort.seats.order_by("number")),
        pool.sites[region.number][SITES_USED_BY_THE_PILOT:] + pool.sites[region.number],
    )
    members = [
        add_member(pool, cohort, meetings[0], seats[n], sites[n]) for n in range(MEMBERS + 1)
    ]
    members.pop().leave(reason="Took a job at another agency", on=first - timedelta(days=5))
    write_profiles(pool, members[:TOLD])
    hold_first_meeting(pool, meetings[0], members, by=facilitators[0])
    reply_to(meetings[1], members)
    return cohort


def hold_first_meeting(pool, meeting, members, *, by):
    """Record the first meeting; some members have sent their evaluation,
    the others have the letter.
    """
    record_attendance(meeting, members[:CAME], by=by)
    meeting.refresh_from_db()
    name_safety_monitors(meeting)
    meeting.logistics.update(done_at=meeting.starts_at, done_by=by)
    for agreement in meeting.cohort.agreements.in_force():
        agreement.adopt(meeting=meeting, by=by, at=meeting.starts_at)
    answered = members[CAME - ANSWERED : CAME]
    submit_answers(meeting.evaluation, answered)
    write_comments(
        pool,
        meeting.evaluation,
        answered,
        {q.code: q for q in meeting.evaluation.form.questions.all()},
    )
    invite_everybody(meeting.evaluation, by=by)
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
    meeting.notes = "The back doors stick. Prop them before the ropes go out."
    meeting.save(update_fields=["notes"])


def submit_answers(evaluation, people):
    questions = {question.code: question for question in evaluation.form.questions.all()}
    rows = [row for region in answers_of("Y1M1").values() for row in region][: len(people)]
    tokens = [answers_token(member, evaluation.meeting) for member in people]
    Response.objects.bulk_create(Response(token=token, evaluation=evaluation) for token in tokens)
    Answer.objects.bulk_create(
        Answer(response_id=token, question=questions[code], before=before, now=now)
        for token, row in zip(tokens, rows, strict=True)
        for code, (before, now) in row.items()
    )


def reply_to(meeting, members):
    """Write replies: most come, two do not, one sends a substitute, the rest have not answered."""
    coming = members[3:22]
    Reply.objects.bulk_create(
        Reply(meeting=meeting, membership=m, answer="coming", answered_for=meeting.on)
        for m in coming
    )
    for member, needs in zip(coming, NEEDS_SAID, strict=False):
        Reply.objects.filter(membership=member).update(**needs)
        member.note_needs(**needs)
    Reply.objects.bulk_create(
        Reply(meeting=meeting, membership=m, answer="not_coming", answered_for=meeting.on)
        for m in members[22:24]
    )
    Reply.objects.create(
        answered_for=meeting.on,
        meeting=meeting,
        membership=members[24],
        answer="substitute",
        substitute_name="Noor Halloway",
        substitute_email="noor.halloway@example.org",
    )
