"""What somebody said before the seat about access and food: taken along, and later forgotten."""

from datetime import timedelta

from django.utils import timezone

from cohorts.models import NEEDS, CohortMembership
from guidebooks.models import NEEDS_LENGTH
from meetings.models import Meeting, Reply

from ..models import ApplicationAnswer

#: Days after the last meeting that they are for (RetentionPeriod.NEEDS).
DAYS_KEPT = 30


def needs_said(application):
    """{column of NEEDS: what the application says there}, empty texts for what it does not."""
    said = {name: [] for name in NEEDS}
    answers = application.answers.exclude(question__needs="").select_related("question")
    for answer in answers.order_by("question__position"):
        said[f"{answer.question.needs}_needs"].append(answer.text.strip())
    return {name: "; ".join(filter(None, texts))[:NEEDS_LENGTH] for name, texts in said.items()}


def copy_needs(application, membership, *, written=None):
    """written: {column of NEEDS: text} of a roster, which counts where it is not empty."""
    said = needs_said(application)
    membership.note_needs(**{name: (written or {}).get(name) or said[name] for name in NEEDS})


def forget_needs():
    """Delete what people said they need, 30 days after the meeting it was for: of a place, after
    the last meeting of its cohort, or after leaving. Returns how many rows.
    """
    day = timezone.now().date() - timedelta(days=DAYS_KEPT)
    nothing = dict.fromkeys(NEEDS, "")
    places = places_over_by(day)
    replies = Reply.objects.filter(meeting__on__lt=day)
    answers = ApplicationAnswer.objects.exclude(question__needs="")
    return (
        answers.filter(application__membership__in=places.values("pk")).delete()[0]
        + replies.exclude(**nothing).update(**nothing)
        + places.exclude(**nothing).update(**nothing)
    )


def places_over_by(day):
    """Places in cohorts without a meeting from this day on, and those that were left before it."""
    ahead = Meeting.objects.filter(on__gte=day).values("cohort")
    over = CohortMembership.objects.exclude(cohort__in=ahead)
    return over | CohortMembership.objects.filter(left_on__lt=day)
