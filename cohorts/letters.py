"""Writing letters: the guidebook's wording in the reader's language, queued in the transaction of the decision."""

from datetime import timedelta
from string import Formatter

from django.conf import settings
from django.utils import timezone, translation

from .models import Letter, LetterTemplate

#: Stays in the stored text; the worker puts the real address there when the letter leaves.
LINK = "{link}"


class KeepUnknown(Formatter):
    """Fill what is known and leave the rest of the braces as they are: a letter never fails to be written."""

    def get_field(self, field_name, args, kwargs):
        return kwargs.get(field_name, "{" + field_name + "}"), field_name


def write_letter(
    code, *, to_email, to_name, language, cohort, application=None, endorsement=None, membership=None, person=None,
    meeting_position=None, link_purpose="", link_until=None, link_uses=None, **words,
):  # fmt: skip
    """Queue one letter to one reader and return it.

    code: a LetterTemplate of the cohort's guidebook. words: what fills its {names}; `link` is filled
    when it leaves. Raises LetterTemplate.DoesNotExist for a code the guidebook does not have.
    """
    template = LetterTemplate.objects.get(guidebook=cohort.guidebook_id, code=code)
    with translation.override(language):
        fill = {"cohort_name": cohort.name, "network_name": str(cohort.network.name), "region_name": str(cohort.region or cohort.network.name)}
        fill |= {name: str(value) for name, value in words.items()} | {"link": LINK}
        subject = KeepUnknown().vformat(str(template.subject), (), fill)
        body = KeepUnknown().vformat(str(template.body), (), fill)
    return Letter.objects.create(
        code=code,
        to_email=to_email,
        to_name=one_line(to_name)[:200],
        language=language,
        subject=one_line(subject)[:300],
        body=body,
        cohort=cohort,
        application=application or (endorsement and endorsement.application),
        endorsement=endorsement,
        membership=membership,
        person=person,
        meeting_position=meeting_position,
        link_purpose=link_purpose,
        link_until=link_until,
        link_uses=link_uses,
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
