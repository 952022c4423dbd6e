"""A cohort of the pilot: five meetings in 2016 and 2017, all evaluated and released."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cohorts.models import Cohort, CohortMembership, StaffRole
from evaluations.actions.release import count_and_shuffle
from evaluations.models import Answer, Comment, Evaluation, Release, Response
from evaluations.respondent_tokens import answers_token, comment_token
from guidebooks.models import Question
from lifecycle.actions.graduation import graduate_members
from lifecycle.actions.open_cohort import CohortPlan, open_cohort
from meetings.models import ActivityRun, Attendance, Meeting
from people.models import Placement, Supervision

from . import cohort_names
from .answers import CAME, answers_of
from .publishing import contact_of, publish_as_opened
from .seasons import move_director_sessions

PACIFIC = ZoneInfo("America/Los_Angeles")
DAYS = {
    1: date(2016, 3, 11),
    2: date(2016, 4, 15),
    3: date(2016, 5, 6),
    4: date(2016, 10, 14),
    5: date(2017, 2, 10),
}
NEWCOMERS = 8
REASONS = [
    "Took a job at another agency",
    "The site has closed",
    "Moved away",
    "No cover at the site any more",
]


def build_pilot_cohort(pool, guidebook, region):
    """The pilot's Cohort of a region, with its people, attendance and released answers."""
    shift = timedelta(days=[2, 8, 9, 10].index(region.number) * 7 % 14)
    days = {position: day + shift for position, day in DAYS.items()}
    facilitators = pool.staff("facilitator", region.number) + pool.staff(
        "co_facilitator", region.number
    )
    place, address = pool.venue(region.number)
    cohort = open_cohort(
        CohortPlan(
            guidebook=guidebook,
            region=region,
            name=cohort_names.of_region(
                region.number, "2016-17", english="pilot", spanish="Piloto"
            ),
            cycle="2016-17",
            first_meeting_on=days[1],
            starts=time(9),
            capacity=30,
            apply_by=days[1] - timedelta(days=35),
            notice_on=days[1] - timedelta(days=28),
            place_name=place,
            place_address=address,
            **contact_of(facilitators[0]),
            meeting_dates=days,
        ),
        slug=f"region-{region.number}-2016",
        by=facilitators[0],
        status=Cohort.Status.COMPLETED,
        is_demo=True,
    )
    move_director_sessions(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(opened_at=moment(days[1] - timedelta(days=70)))
    publish_as_opened(cohort)
    appoint_all(pool, cohort, facilitators, since=days[1] - timedelta(days=70))
    meetings = list(cohort.meetings.select_related("part").in_order())
    came = assign_attendance(pool, cohort, meetings)
    for meeting in meetings:
        hold_meeting(pool, meeting, came[meeting.position], by=facilitators[0])
    graduate_members(cohort, on=meetings[-1].on)
    return cohort


def appoint_all(pool, cohort, facilitators, *, since):
    for number, person in enumerate(facilitators):
        StaffRole.objects.create(
            person=person,
            kind=StaffRole.Kind.CO_FACILITATOR if number else StaffRole.Kind.FACILITATOR,
            cohort=cohort,
            starts_on=since,
        )
    for person in pool.staff("greeter", cohort.region.number if cohort.region else None):
        StaffRole.objects.create(
            person=person, kind=StaffRole.Kind.GREETER, cohort=cohort, starts_on=since
        )


def assign_attendance(pool, cohort, meetings):
    """Add the members of both parts, and pick who came to which meeting:
    {position: [membership]}.
    """
    region, dice = cohort.region.number, pool.dice
    size = {m.position: CAME[m.planned.code][region] for m in meetings}
    seats = list(cohort.seats.order_by("number"))
    sites = iter(pool.sites[region])
    first_count = min(size[1] + 1, len(seats))
    first = [
        add_member(pool, cohort, meetings[0], seat, next(sites)) for seat in seats[:first_count]
    ]
    came = {1: first[: size[1]], 2: first[-size[2] :], 3: dice.sample(first, size[3])}
    stay = size[4] - NEWCOMERS + 1
    leavers = [m for m in first if m not in came[3]] + list(came[3])
    leavers = leavers[: len(first) - stay]
    for member in leavers:
        member.leave(reason=dice.choice(REASONS), on=meetings[3].on - timedelta(days=30))
    stayed = [m for m in first if m not in leavers]
    free = list(cohort.seats.free()[:NEWCOMERS])
    new = [add_member(pool, cohort, meetings[3], seat, next(sites)) for seat in free]
    second = stayed + new
    came[4] = second[-size[4] :]
    came[5] = dice.sample(came[4], size[5])
    return came


def add_member(pool, cohort, meeting, seat, site):
    person = pool.next_person()
    since = meeting.on - timedelta(days=21)
    Placement.objects.create(
        person=person, site=site, title=pool.title, funding=site.funding, starts_on=since
    )
    if director := pool.directors.get(site.organization.name):
        Supervision.objects.create(supervisor=director, person=person, starts_on=since)
    seat.taken_at = moment(since)
    seat.save(update_fields=["taken_at"])
    return CohortMembership.objects.create(
        cohort=cohort, person=person, seat=seat, part=meeting.part, joined_on=since
    )


def hold_meeting(pool, meeting, people, *, by):
    """Record attendance, the answers of everybody who came, and the release of the evaluation."""
    record_attendance(meeting, people, by=by)
    evaluation = meeting.evaluation
    write_answers(pool, evaluation, people)
    closed = moment(meeting.on + timedelta(days=3))
    Evaluation.objects.filter(pk=evaluation.pk).update(closed_at=closed, closed_by=by)
    release = count_and_shuffle(evaluation, by=by)
    Release.objects.filter(pk=release.pk).update(released_at=closed + timedelta(minutes=2))
    finish_preparations(meeting, by=by)


def record_attendance(meeting, people, *, by):
    here = {member.pk for member in people}
    roster = CohortMembership.objects.filter(cohort=meeting.cohort).current_on(meeting.on)
    placements = {
        p.person_id: p
        for p in Placement.objects.filter(
            person__memberships__cohort=meeting.cohort
        ).select_related("site__organization")
    }
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            membership=member,
            status="present" if member.pk in here else "absent",
            came_at=meeting.starts_at - timedelta(minutes=member.pk % 20)
            if member.pk in here
            else None,
            site=placements[member.person_id].site,
            agency_name=placements[member.person_id].site.organization.name,
            noted_at=meeting.starts_at,
            noted_by=by,
        )
        for member in roster
    )
    Meeting.objects.filter(pk=meeting.pk).update(
        first_closed_at=meeting.ends_at,
        attendance_closed_at=meeting.ends_at,
        attendance_closed_by=by,
    )


def write_answers(pool, evaluation, people):
    """Write the answers of this meeting's region (demo.data.answers) as the evaluation page
    writes them.
    """
    meeting = evaluation.meeting
    questions = {question.code: question for question in evaluation.form.questions.all()}
    rows = answers_of(meeting.planned.code)[meeting.cohort.region.number]
    tokens = [answers_token(member, meeting) for member in people]
    Response.objects.bulk_create(Response(token=token, evaluation=evaluation) for token in tokens)
    Answer.objects.bulk_create(
        Answer(response_id=token, question=questions[code], before=before, now=now)
        for token, row in zip(tokens, rows, strict=True)
        for code, (before, now) in row.items()
    )
    write_comments(pool, evaluation, people, questions)


def write_comments(pool, evaluation, people, questions):
    meeting, dice = evaluation.meeting, pool.dice
    comments = []
    for code, question in questions.items():
        if question.kind != Question.Kind.OPEN:
            continue
        said = pool.comments(meeting.planned.code, code)
        some = dice.sample(people, min(len(people) // 2, len(said)))
        for member, line in zip(some, dice.sample(said, len(some)), strict=True):
            token = comment_token(member, meeting, question)
            comments.append(
                Comment(
                    token=token,
                    evaluation=evaluation,
                    question=question,
                    text=line["text"],
                    may_quote=dice.random() < 0.6,
                )
            )
    Comment.objects.bulk_create(comments)


def finish_preparations(meeting, *, by):
    """Mark the tasks of a held meeting as done, name safety monitors,
    and adopt the agreements at the first meeting.
    """
    meeting.logistics.update(done_at=meeting.starts_at, done_by=by)
    name_safety_monitors(meeting)
    if meeting.position == 1:
        for agreement in meeting.cohort.agreements.in_force():
            agreement.adopt(meeting=meeting, by=by, at=meeting.starts_at)


def name_safety_monitors(meeting):
    ActivityRun.objects.bulk_create(
        ActivityRun(segment=segment, safety_monitor="Odell Marsh")
        for segment in meeting.segments.exclude(activity=None)
    )


def moment(day, hour=10, *, zone=PACIFIC):
    """The aware datetime of a date and an hour in a time zone."""
    return datetime.combine(day, time(hour), tzinfo=zone)
