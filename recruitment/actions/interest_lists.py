"""Lists of interest: somebody asks to hear when a track opens, confirms by a click from the address, and is told once.

These letters belong to no cohort, so no guidebook words them: their wording is here, by gettext.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cohorts.letters.compose import address_is_full, one_line
from cohorts.models import Letter
from lib.dates import day
from lib.text import normalize_email
from people.models import Link

from ..models import Interest

CONFIRM_CODE, OPEN_CODE = "interest-confirm", "interest-open"
#: How long the page stays open on which somebody confirms, and takes the name off again.
LINK_LASTS = timedelta(days=365)
#: A form sent twice is one letter.
ONE_LETTER_IN = timedelta(minutes=10)
MOST_AT_ONCE = 500


@transaction.atomic
def ask_to_hear(track, *, name, email, language):
    """Note who asks, and queue the letter whose link confirms it. Says nothing about whether the address was known."""
    interest, _is_new = Interest.objects.active().get_or_create(
        track=track, email_key=normalize_email(email), defaults={"name": name, "email": email, "language": language}
    )
    if not (written_just_now(interest) or address_is_full(interest.email_key)):
        ask_to_confirm(interest)


def written_just_now(interest):
    """One letter is enough for any number of tracks: its page shows them all."""
    lately = timezone.now() - ONE_LETTER_IN
    return Letter.objects.filter(to_key=interest.email_key, code=CONFIRM_CODE, queued_at__gte=lately).exists()


def ask_to_confirm(interest):
    link = Link.make(Link.Purpose.INTEREST, until=timezone.now() + LINK_LASTS, address=interest.email)
    letter_to(interest, CONFIRM_CODE, _subject_to_confirm, link=link).save()


def _subject_to_confirm(interest):
    return _("Shall we write to you when “%(track)s” opens?") % {"track": interest.track}


def _subject_open(interest):
    return _("“%(track)s” takes applications") % {"track": interest.track}


def letter_to(interest, code, subject_of, *, link=None, words=None):
    """One letter in the reader's language, not saved yet."""
    with translation.override(interest.language):
        about = {"name": one_line(interest.name), "track": interest.track, "network": interest.track.network.name}
        body = render_to_string(f"recruitment/letters/{code.replace('-', '_')}.txt", about | (words() if words else {}))
        subject = one_line(subject_of(interest))[:300]
    return Letter(
        code=code, to_email=interest.email, to_key=interest.email_key, to_name=one_line(interest.name)[:200], language=interest.language,
        subject=subject, body=body, link=link,
    )  # fmt: skip


def to_be_told(track):
    return track.interests.confirmed().filter(told_at=None)


@transaction.atomic
def tell(track, *, cohort, by):
    """Queue one letter to each confirmed person, with the address of the cohort that recruits; each is told once.

    Returns how many were written to: at most five hundred at a time.
    """
    asked = list(to_be_told(track).select_for_update(of=("self",)).select_related("track__network")[:MOST_AT_ONCE])
    Letter.objects.bulk_create(letter_to(interest, OPEN_CODE, _subject_open, words=lambda: words_of(cohort)) for interest in asked)
    now = timezone.now()
    Interest.objects.filter(pk__in=[interest.pk for interest in asked]).update(told_at=now, ended_at=now)
    return len(asked)


def words_of(cohort):
    return {
        "cohort": str(cohort.name),
        "until": day(cohort.apply_by),
        "address": settings.SITE_URL + reverse("recruitment:apply", args=[cohort.slug]),
    }
