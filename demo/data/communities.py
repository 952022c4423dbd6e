"""The other communities of the demonstration, built from their own files,
by the rules of their guidebooks.
"""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from cohorts.actions.duties import answer_request, assign_duties, facilitator_roles
from cohorts.models import Cohort, StaffRole
from evaluations.actions.release import count_and_shuffle
from evaluations.models import Answer, Evaluation, Release, Response
from evaluations.respondent_tokens import answers_token
from guidebooks.models import Guidebook, Question, Track
from lifecycle.actions.graduation import graduate_members
from lifecycle.actions.open_cohort import CohortPlan
from meetings.models import Reply, Way
from recruitment.actions.offers import offer_seats
from recruitment.models import Interest

from . import cohort_names
from .applications import answer_endorsement, apply, confirm_applicant
from .community import fill_community_pages
from .pilot import (
    add_member,
    appoint_all,
    finish_preparations,
    moment,
    record_attendance,
    write_comments,
)
from .publishing import contact_of, open_and_publish
from .seasons import cycle_of, first_day, first_month, meeting_dates, weeks_of

#: The probability that a member comes to a mandatory and to an optional meeting.
ATTENDANCE_RATE, OPTIONAL_ATTENDANCE_RATE = 0.93, 0.66
STATUS = {
    "completed": Cohort.Status.COMPLETED,
    "running": Cohort.Status.MEETING,
    "recruiting": Cohort.Status.RECRUITING,
}


def build_community(pool):
    """Add the staff and the cohorts of a community's file; returns the number of cohorts."""
    versions = Guidebook.objects.published().filter(slug=pool.data["guidebook"])
    guidebook = versions.order_by("-version").first()
    for person in pool.staff("state_staff"):
        StaffRole.objects.create(
            person=person, kind=StaffRole.Kind.STATE_STAFF, network=pool.network
        )
    for number, row in enumerate(pool.data["cohorts"]):
        cohort = open_demo_cohort(pool, guidebook, row, number)
        fill = recruit if row["stage"] == "recruiting" else hold_past_meetings
        fill(pool, cohort, row)
    add_interests(pool, guidebook)
    return len(pool.data["cohorts"])


def open_demo_cohort(pool, guidebook, row, number):
    venue, lead = pool.venue(number=number), pool.staff("state_staff")[0]
    plan = plan_of(guidebook, row, venue=venue, contact=lead)
    slug, status = f"{row['slug']}-{plan.cycle}", STATUS[row["stage"]]
    opened_at = opening_of(plan, row["stage"])
    cohort = open_and_publish(plan, slug=slug, by=lead, opened_at=opened_at, status=status)
    cohort.meetings.exclude(setting="in_person").update(
        link_url=venue["link_url"], phone=venue["phone"]
    )
    since = min(plan.first_meeting_on - timedelta(days=70), timezone.localdate())
    appoint_all(pool, cohort, pool.facilitators(), since=since)
    share_duties(cohort)
    return cohort


def plan_of(guidebook, row, *, venue, contact):
    """The CohortPlan of a cohort of the file."""
    tracks = Track.objects.filter(guidebook_slug=guidebook.slug, code=row.get("track"))
    return CohortPlan(
        guidebook=guidebook,
        region=None,
        **season_of(guidebook, row),
        starts=time(*row["starts"]),
        capacity=row["seats"],
        place_name=venue["name"],
        place_address=venue["address"],
        **contact_of(contact),
        track=tracks.first(),
    )


def season_of(guidebook, row):
    """The columns of a CohortPlan that depend on the date of the first meeting."""
    weeks, today = weeks_of(guidebook), timezone.localdate()
    first = first_day(row["stage"], today=today, weeks=weeks, month=first_month(guidebook))
    recruits, years = row["stage"] == "recruiting", cycle_of(first)
    close = today + timedelta(days=26) if recruits else first - timedelta(days=40)
    return {
        "name": cohort_names.of_years(row["name"], years),
        "cycle": years,
        "first_meeting_on": first,
        "apply_by": close,
        "notice_on": close + timedelta(days=7),
        "meeting_dates": meeting_dates(first, weeks),
    }


def opening_of(plan, stage):
    """The moment at which the cohort of this plan was opened."""
    if stage == "recruiting":
        return timezone.now() - timedelta(days=20)
    zone = ZoneInfo(plan.guidebook.network.time_zone)
    return moment(plan.first_meeting_on - timedelta(days=70), zone=zone)


def share_duties(cohort):
    roles = list(facilitator_roles(cohort))
    for number, duty in enumerate(cohort.duties.order_by("position")):
        duty.assign(roles[number % len(roles)])


def give_duties_to_members(cohort, members, *, by):
    """One duty is a member's, and another member is asked."""
    last_two = list(cohort.duties.order_by("-position")[:2])
    for duty, member in zip(last_two, members[1:3], strict=False):
        assign_duties(cohort, {duty: member}, by=by)
    for request in members[1].duty_requests.open():
        answer_request(request, agrees=True)


def hold_past_meetings(pool, cohort, row):
    """Add the members, and attendance, answers and releases of every meeting that is past."""
    meetings = list(cohort.meetings.select_related("part").in_order())
    seats = list(cohort.seats.order_by("number")[: row["members"]])
    members = [add_member(pool, cohort, meetings[0], seat, pool.next_site()) for seat in seats]
    by = cohort.staff_roles.get(kind=StaffRole.Kind.FACILITATOR).person
    came = {m.position: pick_attendees(pool, m, members) for m in meetings if m.is_past}
    fill_community_pages(pool, cohort, members, meetings)
    if row["stage"] != "completed":
        give_duties_to_members(cohort, members, by=by)
    for meeting in meetings:
        if meeting.position in came:
            hold_meeting(pool, meeting, came[meeting.position], by=by)
    record_spending(cohort, by=by)
    if row["stage"] == "completed":
        graduate_members(cohort, on=meetings[-1].on)
    else:
        reply_to(next(m for m in meetings if not m.is_past), members)


def pick_attendees(pool, meeting, members):
    """Who comes to a meeting: always at least half of the members, so that results can be shown."""
    odds = ATTENDANCE_RATE if meeting.mandatory else OPTIONAL_ATTENDANCE_RATE
    here = [member for member in members if pool.dice.random() < odds]
    return here if len(here) >= len(members) // 2 else members[: max(1, len(members) // 2)]


def hold_meeting(pool, meeting, people, *, by):
    record_attendance(meeting, people, by=by)
    write_answers(pool, meeting.evaluation, people)
    closed = moment(meeting.on + timedelta(days=3), zone=meeting.zone)
    Evaluation.objects.filter(pk=meeting.evaluation.pk).update(closed_at=closed, closed_by=by)
    release = count_and_shuffle(meeting.evaluation, by=by)
    Release.objects.filter(pk=release.pk).update(released_at=closed + timedelta(minutes=2))
    finish_preparations(meeting, by=by)


def write_answers(pool, evaluation, people):
    """Write a plausible rating for each question, and comments."""
    questions = {question.code: question for question in evaluation.form.questions.all()}
    tokens = [answers_token(member, evaluation.meeting) for member in people]
    Response.objects.bulk_create(Response(token=token, evaluation=evaluation) for token in tokens)
    Answer.objects.bulk_create(
        Answer(response_id=token, question=question, **rating(pool.dice, question))
        for token in tokens
        for question in questions.values()
        if question.kind != Question.Kind.OPEN
    )
    write_comments(pool, evaluation, people, questions)


def rating(dice, question):
    if question.kind == Question.Kind.BEFORE_NOW:
        before, now = dice.choice([(1, 2), (1, 2), (1, 3), (2, 2), (2, 3), (2, 3), (3, 3)])
        return {"before": before, "now": now}
    return {"before": None, "now": dice.choice([2, 3, 3, 4, 4, 4, 4])}


def record_spending(cohort, *, by):
    """Give each budget line of a held meeting an actual amount close to the planned one."""
    for number, line in enumerate(
        cohort.budget_lines.filter(meeting__attendance_closed_at__isnull=False)
    ):
        line.actual, line.noted_by = (line.planned or 25) + (number % 3 - 1) * 2, by
        line.fund = line.fund or "A local family"
        line.save()


def reply_to(meeting, members):
    """Write replies; to a hybrid meeting every third comes by link."""
    ways = [Way.ROOM, Way.ROOM, Way.LINK] if meeting.is_hybrid else [""]
    asked = {"meeting": meeting, "answered_for": meeting.on}
    Reply.objects.bulk_create(
        Reply(**asked, membership=member, answer="coming", attends_by=ways[number % len(ways)])
        for number, member in enumerate(members[:-3])
    )
    Reply.objects.create(**asked, membership=members[-1], answer="not_coming")
    Reply.objects.filter(membership=members[0]).update(food_needs="Vegetarian")


def recruit(pool, cohort, row):
    """Add applications in every state that the part allows, and give the first ones seats."""
    applications = [apply(pool, cohort, number) for number in range(row["applications"])]
    if cohort.part(1).part.asks_sign_off:
        for application in applications[: len(applications) * 2 // 3]:
            answer_endorsement(application, says="sign")
    offer_seats(cohort, applications[: row["seated"]], by=cohort.opened_by)
    confirm_applicant(applications[-1])


def add_interests(pool, guidebook):
    tracks = {track.code: track for track in Track.objects.filter(guidebook_slug=guidebook.slug)}
    for row in pool.data.get("interests", []):
        name = f"{row['first']} {row['last']}"
        Interest.objects.create(
            track=tracks[row["track"]],
            name=name,
            email=pool.address_of(name),
            language=row["language"],
            confirmed_at=timezone.now(),
        )
