"""What holds after every verb, whatever came before."""

from django.db.models import Count

from cohorts.access import access_of
from evaluations.models import Release
from meetings.models import Meeting

from .verbs import figures_of, marks_of


def broken(net):
    """Sentences about what does not hold; empty when all does."""
    return [
        sentence
        for rule in [seats, people, attendance, sums, wall, figures]
        for sentence in rule(net)
    ]


def seats(net):
    """Every current member has a seat of their own, and no other seat is taken."""
    for cohort in net.cohorts:
        held = list(cohort.memberships.current().values_list("seat", flat=True))
        taken = set(cohort.seats.exclude(taken_at=None).values_list("pk", flat=True))
        if len(held) > cohort.seats.count() or len(set(held)) < len(held) or set(held) != taken:
            yield f"seats of {cohort.slug}: {sorted(held)} are held, {sorted(taken)} are taken"


def people(net):
    """One person, one seat in a cohort; no closed record holds one."""
    for cohort in net.cohorts:
        current = cohort.memberships.current()
        twice = current.values("person").annotate(n=Count("pk")).filter(n__gt=1)
        if twice.exists():
            yield f"somebody has two seats in {cohort.slug}"
        if current.filter(person__is_active=False).exists():
            yield f"a closed record has a seat in {cohort.slug}"


def attendance(net):
    """Whoever was expected when a roll call was first closed, and nobody else, has a mark."""
    for pk, expected in net.expected.items():
        if marks_of(pk) != expected:
            yield f"marks of meeting {pk}: {marks_of(pk)} in place of {expected}"


def sums(net):
    """Who was here and who was not are all who were expected; nobody at one that is off."""
    for meeting in Meeting.objects.select_related("cohort"):
        marks, here = meeting.attendances.count(), meeting.attendances.attended().count()
        away = meeting.attendances.exclude(
            pk__in=meeting.attendances.attended().values("pk")
        ).count()
        if meeting.first_closed_at and here + away != meeting.roster().count():
            yield f"meeting {meeting.pk}: {here} here and {away} not, {meeting.roster().count()}"
        if meeting.is_called_off and marks and here:
            yield f"meeting {meeting.pk} is off, and {here} were there"


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
