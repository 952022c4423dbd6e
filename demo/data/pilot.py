"""A cohort of the pilot: five meetings in 2016 and 2017, all evaluated and released."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cohorts.models import Cohort, CohortMembership, StaffRole
from evaluations.actions.release import count_and_shuffle
from evaluations.models import Answer, Comment, Evaluation, Release, Response
from evaluations.respondent_tokens import answers_token, comment_token
from guidebooks.models import Question
from lifecycle.actions.graduation import graduate_members
from meetings.models import ActivityRun, Attendance, Meeting
from people.models import Placement, Supervision

from . import cohort_names
from .answers import CAME, answers_of
from .plans import plan_in_region
from .publishing import open_and_publish

PACIFIC = ZoneInfo("America/Los_Angeles")
CYCLE = "2016-17"
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
    facilitators = pool.facilitators(region.number)
    by, slug = facilitators[0], f"region-{region.number}-2016"
    plan = pilot_plan(pool, guidebook, region, contact=by)
    opened_on, status = plan.first_meeting_on - timedelta(days=70), Cohort.Status.COMPLETED
    cohort = open_and_publish(plan, slug=slug, by=by, opened_at=moment(opened_on), status=status)
    appoint_all(pool, cohort, facilitators, since=opened_on)
    meetings = list(cohort.meetings.select_related("part").in_order())
    came = assign_attendance(pool, cohort, meetings)
    for meeting in meetings:
        hold_meeting(pool, meeting, came[meeting.position], by=by)
    graduate_members(cohort, on=meetings[-1].on)
    return cohort


def pilot_plan(pool, guidebook, region, *, contact):
    days = days_in(region)
    columns = {
        "guidebook": guidebook,
        "name": cohort_names.of_region(region.number, CYCLE, english="pilot", spanish="Piloto"),
        "cycle": CYCLE,
        "first_meeting_on": days[1],
        "meeting_dates": days,
    }
    apply_by = days[1] - timedelta(days=35)
    return plan_in_region(pool, region, contact=contact, apply_by=apply_by, venue=0, **columns)


def days_in(region):
    """{position: date}: every other region meets a week later."""
    shift = timedelta(days=[2, 8, 9, 10].index(region.number) * 7 % 14)
    return {position: day + shift for position, day in DAYS.items()}


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
    """Add the members of both parts; returns {position: [membership that came to the meeting]}."""
    region, dice = cohort.region.number, pool.dice
    size = {m.position: CAME[m.planned.code][region] for m in meetings}
    seats, sites = list(cohort.seats.order_by("number")), iter(pool.sites[region])
    seats = seats[: size[1] + 1]
    first = [add_member(pool, cohort, meetings[0], seat, next(sites)) for seat in seats]
    came = {1: first[: size[1]], 2: first[-size[2] :], 3: dice.sample(first, size[3])}
    stayed = let_leave(first, came[3], dice, stay=size[4] - NEWCOMERS + 1, before=meetings[3])
    free = list(cohort.seats.free()[:NEWCOMERS])
    new = [add_member(pool, cohort, meetings[3], seat, next(sites)) for seat in free]
    came[4] = (stayed + new)[-size[4] :]
    came[5] = dice.sample(came[4], size[5])
    return came


def let_leave(members, came_last, dice, *, stay, before):
    """All but `stay` members leave a month before this meeting, first those who missed the one
    before it. Returns who is left.
    """
    likely = [m for m in members if m not in came_last] + list(came_last)
    leavers = likely[: len(members) - stay]
    for member in leavers:
        member.leave(reason=dice.choice(REASONS), on=before.on - timedelta(days=30))
    return [m for m in members if m not in leavers]


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
    sites = sites_by_person(meeting.cohort)
    Attendance.objects.bulk_create(
        build_attendance(meeting, member, sites[member.person_id], here=member.pk in here, by=by)
        for member in roster
    )
    Meeting.objects.filter(pk=meeting.pk).update(
        first_closed_at=meeting.ends_at,
        attendance_closed_at=meeting.ends_at,
        attendance_closed_by=by,
    )


def sites_by_person(cohort):
    """{primary key of a person: ProgramSite} of all members."""
    placements = Placement.objects.filter(person__memberships__cohort=cohort)
    return {p.person_id: p.site for p in placements.select_related("site__organization")}


def build_attendance(meeting, member, site, *, here, by):
    return Attendance(
        meeting=meeting,
        membership=member,
        status="present" if here else "absent",
        came_at=meeting.starts_at - timedelta(minutes=member.pk % 20) if here else None,
        site=site,
        agency_name=site.organization.name,
        noted_at=meeting.starts_at,
        noted_by=by,
    )


def write_answers(pool, evaluation, people):
    """Write the answers of this meeting's region (demo.data.answers) as the evaluation page
    writes them.
    """
    meeting = evaluation.meeting
    questions = {question.code: question for question in evaluation.form.questions.all()}
    rows = answers_of(meeting.planned.code)[meeting.cohort.region.number]
    write_rows(evaluation, people, questions, rows)
    write_comments(pool, evaluation, people, questions)


def write_rows(evaluation, people, questions, rows):
    """Write one row of demo.data.answers for each of these people.

    questions: {code: Question}.
    """
    tokens = [answers_token(member, evaluation.meeting) for member in people]
    Response.objects.bulk_create(Response(token=token, evaluation=evaluation) for token in tokens)
    Answer.objects.bulk_create(
        Answer(response_id=token, question=questions[code], before=before, now=now)
        for token, row in zip(tokens, rows, strict=True)
        for code, (before, now) in row.items()
    )


def write_comments(pool, evaluation, people, questions):
    open_ones = [q for q in questions.values() if q.kind == Question.Kind.OPEN]
    Comment.objects.bulk_create(
        [comment for q in open_ones for comment in build_comments(pool, evaluation, people, q)]
    )


def build_comments(pool, evaluation, people, question):
    """Comments of half of these people, or as many as the file has on this question."""
    said = pool.comments(evaluation.meeting.planned.code, question.code)
    some = pool.dice.sample(people, min(len(people) // 2, len(said)))
    for member, line in zip(some, pool.dice.sample(said, len(some)), strict=True):
        yield Comment(
            token=comment_token(member, evaluation.meeting, question),
            evaluation=evaluation,
            question=question,
            text=line["text"],
            may_quote=pool.dice.random() < 0.6,
        )


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
