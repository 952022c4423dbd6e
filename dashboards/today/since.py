"""What happened since yesterday in somebody's cohorts: done by other people and by the system."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.access import RUNS_IT, STAFF
from cohorts.models import Letter
from meetings.models import Reply
from recruitment.models import Application, EndorsementAction

MOST = 5


@dataclass(frozen=True)
class Event:
    at: datetime
    words: str
    href: str

    @property
    def day(self):
        is_today = timezone.localtime(self.at).date() == timezone.localdate()
        return _("Today") if is_today else _("Yesterday")


def beginning_of_yesterday():
    """Aware datetime: midnight at the start of yesterday, in the active time zone."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(yesterday, time.min))


def events_since_yesterday(entries, person):
    """The MOST newest Events in these CohortToday that are not the reader's own."""
    since = beginning_of_yesterday()
    run = [e.cohort for e in entries if e.access.is_one_of(*RUNS_IT)]
    seen = [e.cohort for e in entries if e.access.is_one_of(*STAFF)]
    found = [
        *replies(run, since, person),
        *undelivered_letters(seen, since),
        *answers_of_directors(seen, since),
        *applications(seen, since),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST]


def replies(cohorts, since, person):
    rows = Reply.objects.filter(meeting__cohort__in=cohorts, answered_at__gte=since)
    rows = rows.exclude(membership__person=person)
    related = rows.select_related("meeting__cohort", "meeting__of", "membership__person")
    for row in related.order_by("-answered_at")[:MOST]:
        yield Event(
            row.answered_at,
            sentence_of(row),
            reverse("meetings:reply-list", args=[row.meeting.cohort.slug, row.meeting.position]),
        )


def sentence_of(reply):
    sentences = {
        Reply.Answer.COMING: _("%(name)s is coming to meeting %(n)s."),
        Reply.Answer.NOT_COMING: _("%(name)s is not coming to meeting %(n)s."),
        Reply.Answer.SUBSTITUTE: _("%(name)s sends somebody to meeting %(n)s."),
    }
    values = {"name": reply.membership.person.name, "n": reply.meeting.number}
    return sentences[reply.answer] % values


def undelivered_letters(cohorts, since):
    rows = Letter.objects.undelivered().filter(cohort__in=cohorts, failed_at__gte=since)
    for letter in rows.select_related("cohort").order_by("-failed_at")[:MOST]:
        yield Event(
            letter.failed_at,
            _("The letter to %(name)s was not delivered.") % {"name": letter.to_name},
            reverse("cohorts:letter-list", args=[letter.cohort.slug]),
        )


def answers_of_directors(cohorts, since):
    kinds = EndorsementAction.Kind
    words = {
        kinds.GIVEN: _("%(director)s signed for %(name)s."),
        kinds.DECLINED: _("%(director)s did not sign for %(name)s."),
    }
    rows = EndorsementAction.objects.filter(
        kind__in=words, at__gte=since, endorsement__application__cohort_part__cohort__in=cohorts
    )
    for action in newest_answers(rows):
        endorsement = action.endorsement
        names = {"director": endorsement.supervisor_name, "name": endorsement.application.name}
        yield Event(action.at, words[action.kind] % names, page_of(endorsement.application))


def newest_answers(rows):
    """The MOST newest; an answer that was changed since is told as it is now."""
    last = rows.order_by("endorsement__application_id", "-at", "-pk")
    newest = rows.filter(pk__in=last.distinct("endorsement__application_id").values("pk"))
    related = newest.select_related("endorsement__application__cohort_part__cohort")
    return related.order_by("-at")[:MOST]


def applications(cohorts, since):
    rows = Application.objects.active().filter(
        cohort_part__cohort__in=cohorts, submitted_at__gte=since
    )
    for application in rows.select_related("cohort_part__cohort").order_by("-submitted_at")[:MOST]:
        yield Event(
            application.submitted_at,
            _("%(name)s applied.") % {"name": application.name},
            page_of(application),
        )


def page_of(application):
    return reverse("recruitment:application-detail", args=[application.cohort.slug, application.pk])
