"""Replies, attendance and follow-ups of meetings."""

from datetime import timedelta

from meetings.models import Attendance, FollowUp, Meeting, Reply

from .cohorts import moment

ANSWERS = ["coming"] * 17 + ["not_coming", "coming", "substitute"]


def add_meeting_records(groups):
    """Replies to every meeting, attendance of those held, and two follow-ups for each of these."""
    held = [(group, meeting) for group in groups for meeting in group.held]
    Reply.objects.bulk_create(
        [reply for group in groups for reply in replies(group)], batch_size=5_000
    )
    Attendance.objects.bulk_create(
        [row for group, meeting in held for row in attendance_rows(group, meeting)],
        batch_size=5_000,
    )
    FollowUp.objects.bulk_create(
        follow_up for _, meeting in held for follow_up in follow_ups(meeting)
    )
    close_attendance(groups)


def is_member_at(member, meeting):
    return member.left_on is None or member.left_on > meeting.on


def replies(group):
    """Replies of six in seven members."""
    for meeting in group.meetings if group.kind != "recruiting" else []:
        for number, member in enumerate(group.members):
            if number % 7 and is_member_at(member, meeting):
                yield build_reply(member, number, meeting)


def build_reply(member, number, meeting):
    answer = ANSWERS[(number + meeting.position) % len(ANSWERS)]
    return Reply(
        meeting=meeting,
        membership=member,
        answer=answer,
        answered_for=meeting.on,
        food_needs="Vegetarian" if number % 9 == 1 else "",
        substitute_name="Noor Halloway" if answer == "substitute" else "",
        answered_at=moment(meeting.on - timedelta(days=9)),
    )


def attended(number, meeting):
    """Whether the member of this number came: one in thirteen misses a meeting,
    another one each time.
    """
    return (number + meeting.position) % 13 != 0


def attendance_rows(group, meeting):
    for number, (member, (site, _)) in enumerate(zip(group.members, group.sites, strict=True)):
        if is_member_at(member, meeting):
            here = attended(number, meeting)
            yield Attendance(
                meeting=meeting,
                membership=member,
                status="present" if here else "absent",
                site=site,
                agency_name=site.organization.name,
                came_at=moment(meeting.on, 9) if here else None,
                noted_at=moment(meeting.on, 9),
                noted_by=group.staff[0],
            )


def follow_ups(meeting):
    yield FollowUp(
        meeting=meeting,
        what="Send the sign-in template",
        to_whom="Everybody",
        due_on=meeting.on + timedelta(days=7),
    )
    yield FollowUp(
        meeting=meeting,
        what="Ask for the bus timetable",
        due_on=meeting.on + timedelta(days=14),
        kept_at=moment(meeting.on + timedelta(days=9)),
    )


def close_attendance(groups):
    for group in groups:
        for meeting in group.held:
            meeting.first_closed_at = meeting.attendance_closed_at = moment(meeting.on, 14)
            meeting.attendance_closed_by = group.staff[0]
    held = [meeting for group in groups for meeting in group.held]
    columns = ["first_closed_at", "attendance_closed_at", "attendance_closed_by"]
    Meeting.objects.bulk_update(held, columns, batch_size=500)
