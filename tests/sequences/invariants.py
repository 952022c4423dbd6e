"""What holds after every verb, whatever came before."""

from collections import defaultdict

from django.db.models import Count, prefetch_related_objects

from cohorts.access import access_of
from cohorts.models import CohortMembership, MembershipGap, Seat
from dashboards.pages.meetings_of_cohort import load_meetings
from evaluations.models import Release
from meetings.attendance_sheet import AttendanceSheet
from meetings.graduation_rule import attended_meetings
from meetings.models import Attendance, CountedMeetings, Meeting

from .meeting_verbs import figures_of

#: What the rules of one cohort read, with the way from its rows to the cohort.
READ = {
    CohortMembership: "cohort",
    MembershipGap: "membership__cohort",
    Seat: "cohort",
    Meeting: "cohort",
    Attendance: "meeting__cohort",
}


def broken(net):
    """Sentences about what does not hold; empty when all does.

    A cohort is looked at whenever something has changed of what its rules read.
    """
    found = [sentence for rule in [attendance, wall, figures] for sentence in rule(net)]
    for cohort in changed(net):
        for rule in [seats, people, sums, meetings, counted]:
            found += rule(net, cohort)
    return found


def changed(net):
    """The cohorts of which a row is another one than when they were looked at last."""
    now = {cohort.pk: [] for cohort in net.cohorts}
    for model, cohort in READ.items():
        columns = [field.attname for field in model._meta.concrete_fields]
        more = ["person__is_active"] if model is CohortMembership else []
        for key, *row in model.objects.order_by("pk").values_list(cohort, *columns, *more):
            now[key].append(row)
    before, net.read = net.read, now
    return [cohort for cohort in net.cohorts if before.get(cohort.pk) != now[cohort.pk]]


def seats(net, cohort):
    """Every current member has a seat of their own, and no other seat is taken."""
    held = list(cohort.memberships.current().values_list("seat", flat=True))
    taken = set(cohort.seats.exclude(taken_at=None).values_list("pk", flat=True))
    if len(held) > cohort.seats.count() or len(set(held)) < len(held) or set(held) != taken:
        yield f"seats of {cohort.slug}: {sorted(held)} are held, {sorted(taken)} are taken"


def people(net, cohort):
    """One person, one seat in a cohort; no closed record holds one."""
    current = cohort.memberships.current()
    twice = current.values("person").annotate(n=Count("pk")).filter(n__gt=1)
    if twice.exists():
        yield f"somebody has two seats in {cohort.slug}"
    if current.filter(person__is_active=False).exists():
        yield f"a closed record has a seat in {cohort.slug}"


def attendance(net):
    """Whoever was expected when a roll call was first closed, and nobody else, has a mark."""
    found = marks_by_meeting(Attendance.objects.filter(meeting__in=net.expected))
    for pk, expected in net.expected.items():
        if found[pk] != expected:
            yield f"marks of meeting {pk}: {found[pk]} in place of {expected}"


def marks_by_meeting(rows):
    """{key of a meeting: whose marks are among these rows}, in one query."""
    found = defaultdict(set)
    for meeting, membership in rows.values_list("meeting", "membership"):
        found[meeting].add(membership)
    return found


def sums(net, cohort):
    """Who was here and who was not are all who were expected; nobody at one that is off."""
    marks = Attendance.objects.filter(meeting__cohort=cohort)
    came = marks_by_meeting(marks.attended())
    missed = marks_by_meeting(marks.exclude(pk__in=marks.attended().values("pk")))
    for meeting in cohort.meetings.all():
        here, away = len(came[meeting.pk]), len(missed[meeting.pk])
        if meeting.first_closed_at and here + away != (expected := meeting.roster().count()):
            yield f"meeting {meeting.pk}: {here} here and {away} not, {expected}"
        if meeting.is_called_off and here:
            yield f"meeting {meeting.pk} is off, and {here} were there"


def meetings(net, cohort):
    """A meeting keeps its number, its calendar entry only counts up, and no page counts otherwise
    than another; what was held is not ahead, and nobody is expected at what is off.
    """
    members = [
        sorted(cohort.memberships.values_list()),
        sorted(MembershipGap.objects.filter(membership__cohort=cohort).values_list()),
    ]
    loaded = load_meetings(cohort)
    prefetch_related_objects(loaded, "attendances")
    marks = {meeting.pk: marks_on(meeting) for meeting in loaded}
    for meeting in loaded:
        meeting.cohort = cohort
        read = repr([members, columns(meeting), marks[meeting.pk], marks.get(meeting.of_id)])
        yield from (f"meeting {meeting.pk}: {what}" for what in wrong_about(net, meeting, read))


def marks_on(meeting):
    return sorted((mark.membership_id, mark.status) for mark in meeting.attendances.all())


def columns(meeting):
    return [getattr(meeting, field.attname) for field in meeting._meta.concrete_fields]


def wrong_about(net, meeting, read):
    """read: all that the sheet is drawn from. While it stays the same, so does the sheet, which
    takes longest to draw and was compared then; without marks there is nothing to compare.
    """
    if net.positions.setdefault(meeting.pk, meeting.position) != meeting.position:
        yield "has another number"
    if net.sequences.get(meeting.pk, 0) > meeting.sequence:
        yield "its calendar entry counts back"
    net.sequences[meeting.pk] = meeting.sequence
    marks = list(meeting.attendances.all())
    here = sum(mark.status in Attendance.ATTENDED for mark in marks)
    if (meeting.number_here, meeting.number_noted) != (here, len(marks)):
        yield f"{meeting.number_here} of {meeting.number_noted} in place of {here} of {len(marks)}"
    if meeting.was_held and (meeting.on > meeting.cohort.today or meeting.is_called_off):
        yield "was held, and is ahead or off"
    if meeting.is_called_off:
        if meeting.roster() or here:
            yield "is off, and somebody is expected or was there"
        return
    if not marks or net.sheets.get(meeting.pk) == read:
        return
    net.sheets[meeting.pk] = read
    sheet = AttendanceSheet(meeting)
    on_sheet = {row.membership.pk for row in sheet.rows}
    if sheet.here != here or not {mark.membership_id for mark in marks} <= on_sheet:
        yield "the sheet says otherwise"


def counted(net, cohort):
    """The rule can be fulfilled, and nobody was at more meetings than there were."""
    meetings_of_cohort = CountedMeetings(load_meetings(cohort))
    attended = attended_meetings(cohort)
    for part in cohort.guidebook.parts.all():
        offered = len(meetings_of_cohort.of_part(part.pk))
        most = max(
            (meetings_of_cohort.came(part.pk, days) for days in attended.values()), default=0
        )
        if meetings_of_cohort.minimum(part) > offered or most > offered:
            yield f"{part} of {cohort.slug}: {offered} offered, {most} attended"


def wall(net):
    """Whoever supervises a current member reads no words of the cohort."""
    for director in net.directors:
        mine = director.supervises.current(on=net.cohorts[0].today).values("person")
        for cohort in net.cohorts:
            has_staff = cohort.memberships.current().filter(person__in=mine).exists()
            if has_staff and not access_of(director, cohort).is_supervisor:
                yield f"{director} reads the words of {cohort.slug}"


def figures(net):
    """What is released stays as it was."""
    for release in Release.objects.filter(pk__in=net.released):
        if figures_of(release) != net.released[release.pk]:
            yield f"release {release.pk} changed"
