"""Writing letters: the guidebook's wording in the reader's language, queued in the transaction of the decision."""

from datetime import timedelta
from string import Formatter

from django.conf import settings
from django.utils import timezone, translation

from guidebooks.models import LetterTemplate

from ..models import Letter, StaffRole

#: Stays in the stored text; the worker puts the real address there when the letter leaves.
LINK = "{link}"


class LenientFormatter(Formatter):
    """Fill what is known and leave the rest of the braces as they are: a letter never fails to be written."""

    def get_field(self, field_name, args, kwargs):
        return kwargs.get(field_name, "{" + field_name + "}"), field_name


def write_letter(code, *, to_email, to_name, language, cohort, link=None, membership=None, person=None, meeting_position=None, **words):
    """Queue one letter to one reader and return it.

    code: a LetterTemplate of the cohort's guidebook. link: the Link whose address the letter carries, without a
    secret: delivery adds it. words: what fills the template's {placeholders}; `link` is filled on delivery.
    Raises LetterTemplate.DoesNotExist for a code the guidebook does not have.
    """
    template = LetterTemplate.objects.get(guidebook=cohort.guidebook_id, code=code)
    with translation.override(language):
        fill = {"cohort_name": cohort.name, "network_name": cohort.network.name, "region_name": cohort.region or cohort.network.name}
        fill = {name: str(value) for name, value in (fill | words).items()} | {"link": LINK}
        subject = LenientFormatter().vformat(str(template.subject), (), fill)
        body = LenientFormatter().vformat(str(template.body), (), fill)
    return Letter.objects.create(
        code=code,
        to_email=to_email,
        to_name=one_line(to_name)[:200],
        language=language,
        subject=one_line(subject)[:300],
        body=body,
        cohort=cohort,
        membership=membership,
        person=person,
        meeting_position=meeting_position,
        link=link,
    )


def one_line(text):
    """Line breaks in a name or subject would start a new mail header."""
    return " ".join(str(text).split())


def address_is_full(email_key, *, codes=None):
    """Has this address been written to as often today as anybody may be (threat B8)?"""
    day_ago = timezone.now() - timedelta(days=1)
    sent = Letter.objects.filter(to_key=email_key, queued_at__gte=day_ago)
    if codes:
        sent = sent.filter(code__in=codes)
    return sent.count() >= settings.LETTERS_PER_ADDRESS_PER_DAY


def facilitator_name(cohort):
    """The names of whoever facilitates now, in one line."""
    roles = StaffRole.objects.current().filter(cohort=cohort, kind__in=StaffRole.FACILITATES)
    return ", ".join(role.person.name for role in roles.select_related("person").order_by("-kind", "pk"))
