"""What Today says of recruitment to whoever oversees a cohort: numbers, and what waits."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.access import LEAD, STATE
from lib import dates

from ..pages.lead_dashboard import is_recruiting, recruitment_summaries
from .staff_action import StaffAction


def with_recruitment(entries):
    """The same CohortToday; those that recruit and that the reader oversees carry their summary.

    Its "waits" says in sentences what waits.
    """
    overseen = [e.cohort for e in entries if oversees(e) and e.cohort.is_published]
    summaries = recruitment_summaries(overseen)
    found = {
        cohort.pk: summaries[cohort.pk] | {"waits": recruitment_sentences(summaries[cohort.pk])}
        for cohort in overseen
        if is_recruiting(cohort, summaries[cohort.pk])
    }
    return [replace(entry, recruitment=found.get(entry.cohort.pk)) for entry in entries]


def oversees(entry):
    return entry.access.is_one_of(LEAD, STATE)


def recruiting(entries):
    """The StaffAction of the first cohort that is not public yet, or where recruitment waits."""
    for entry in filter(oversees, entries):
        cohort, summary = entry.cohort, entry.recruitment
        if cohort.is_recruiting and not cohort.is_published:
            return not_public(cohort)
        if summary and summary["waits"]:
            href = reverse("recruitment:application-list", args=[cohort.slug])
            title = recruitment_title(cohort, summary)
            return StaffAction(
                title, summary["waits"], _("Open the applications"), href, cohort=cohort.pk
            )
    return None


def not_public(cohort):
    href = reverse("lifecycle:cohort-publish", args=[cohort.slug])
    return StaffAction(
        _("%(cohort)s is not public yet") % {"cohort": cohort},
        _("Nobody can apply before it is published."),
        _("What is missing"),
        href,
        cohort=cohort.pk,
    )


def recruitment_title(cohort, summary):
    if summary["part"].takes_applications:
        return _("%(cohort)s recruits") % {"cohort": cohort}
    if summary["undecided"]:
        return _("%(cohort)s: %(n)s to decide") % {"cohort": cohort, "n": summary["undecided"]}
    return _("%(cohort)s takes no more applications") % {"cohort": cohort}


def recruitment_sentences(summary):
    """What waits, in sentences; empty if nothing does."""
    delays, to_decide = sentences_of_delays(summary), summary["undecided"]
    if not summary["part"].takes_applications and (delays or to_decide):
        return " ".join(sentences_of_deadline(summary) + delays)
    return " ".join(delays)


def sentences_of_deadline(summary):
    """When applications closed, and by when applicants were to hear, while that is ahead."""
    part = summary["part"]
    sentences = [_("Applications closed on %(day)s.") % {"day": dates.day(part.apply_by)}]
    if summary["undecided"] and part.notice_on and summary["notice_late"] <= 0:
        promised = _("An answer is promised for %(day)s.") % {"day": dates.day(part.notice_on)}
        sentences.append(promised)
    return sentences


def sentences_of_delays(summary):
    waiting, failed = summary["waiting"], summary["failed"]
    late = summary["undecided"] if summary["notice_late"] > 0 else 0
    sentences = []
    if waiting:
        text = ngettext("%(n)s waits for a director.", "%(n)s wait for their directors.", waiting)
        sentences.append(text % {"n": waiting})
    if failed:
        text = ngettext(
            "%(n)s letter was not delivered.", "%(n)s letters were not delivered.", failed
        )
        sentences.append(text % {"n": failed})
    if late:
        text = ngettext(
            "%(n)s applicant waits for a late answer.",
            "%(n)s applicants wait for a late answer.",
            late,
        )
        sentences.append(text % {"n": late})
    return sentences
