"""Interest lists: somebody asks to hear when a track opens, confirms by a link from the address,
and is notified once.

These letters belong to no cohort and so to no guidebook: their text is in
templates/recruitment/letters.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full
from cohorts.letters.from_template import build_letter
from cohorts.models import Letter
from lib.dates import day
from lib.text import normalize_email
from people.models import Link

from ..models import Interest

CONFIRM_CODE, OPEN_CODE = "interest-confirm", "interest-open"
#: How long the link to confirm, or to take the name off the list again, is usable.
LINK_LIFE = timedelta(days=365)
#: Within this time one address gets one confirmation letter, however often the form is sent.
ONE_LETTER_WITHIN = timedelta(minutes=10)
NOTIFY_AT_MOST = 500


@transaction.atomic
def register_interest(track, *, name, email, language):
    """Store who asks, and queue the letter whose link confirms it.

    Does not tell whether the address was known.
    """
    interest, _is_new = Interest.objects.active().get_or_create(
        track=track,
        email_key=normalize_email(email),
        defaults={"name": name, "email": email, "language": language},
    )
    if not (was_written_to_recently(interest) or address_is_full(interest.email_key)):
        request_confirmation(interest)


def was_written_to_recently(interest):
    """One letter is enough for any number of tracks: the page behind its link shows them all."""
    since = timezone.now() - ONE_LETTER_WITHIN
    return Letter.objects.filter(
        to_key=interest.email_key, code=CONFIRM_CODE, queued_at__gte=since
    ).exists()


def request_confirmation(interest):
    link = Link.make(
        Link.Purpose.INTEREST, until=timezone.now() + LINK_LIFE, address=interest.email
    )
    with translation.override(interest.language):
        subject = _("Shall we write to you when “%(track)s” opens?") % {"track": interest.track}
        letter = letter_to_interested(interest, CONFIRM_CODE, subject, link=link)
    letter.save()


def opening_letter(interest, cohort, act=None):
    """The Letter, not saved, to one person: this cohort takes applications for their track."""
    with translation.override(interest.language):
        subject = _("“%(track)s” takes applications") % {"track": interest.track}
        cohort_details = {
            "cohort": str(cohort.name),
            "until": day(cohort.apply_by),
            "address": settings.SITE_URL + reverse("recruitment:apply", args=[cohort.slug]),
        }
        letter = letter_to_interested(interest, OPEN_CODE, subject, **cohort_details)
    if act:
        letter.act, letter.status = act, Letter.Status.DRAFTED
    return letter


def letter_to_interested(interest, code, subject, *, link=None, **placeholders):
    return build_letter(
        code,
        f"recruitment/letters/{code.replace('-', '_')}.txt",
        to_email=interest.email,
        to_name=interest.name,
        subject=subject,
        context={"track": interest.track, "network": interest.track.network.name} | placeholders,
        link=link,
    )


def waiting_for(track):
    """Confirmed interests of this track whose people have not been notified yet."""
    return track.interests.confirmed().filter(told_at=None)


def waiting_for_any(tracks):
    """Those of several tracks, in the order of names."""
    waiting = Interest.objects.confirmed().filter(track__in=tracks, told_at=None)
    return waiting.select_related("track").order_by("sort_name", "pk")


@transaction.atomic
def notify_interested(track, *, cohort, act=None):
    """Queue one letter to each person waiting for this track, with the address of the cohort
    that recruits.

    Returns who was written to, at most NOTIFY_AT_MOST; a second call writes to the rest.
    """
    rows = waiting_for(track).select_for_update(of=("self",)).select_related("track__network")
    waiting = list(rows[:NOTIFY_AT_MOST])
    Letter.objects.bulk_create(opening_letter(interest, cohort, act) for interest in waiting)
    now = timezone.now()
    written = Interest.objects.filter(pk__in=[interest.pk for interest in waiting])
    written.update(told_at=now, ended_at=now)
    return waiting
