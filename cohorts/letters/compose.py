"""Writing letters: the guidebook's template in the reader's language, queued in the transaction
of what they tell.
"""

import re
from datetime import timedelta
from string import Formatter

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from guidebooks.models import LetterTemplate
from people.models import Person

from ..models import Letter, MembershipLink, StaffRole

#: Kept in the stored body; delivery replaces it by the address of the link.
LINK = "{link}"
#: A greeting: a short paragraph of one line, such as "Hello Ana," or "Hola, Ana:".
GREETING = re.compile(r"[^\n]{1,250}[,:!]")


class LenientFormatter(Formatter):
    """Formats with known names and leaves every other field in braces as it is,
    so that no template can fail.
    """

    def get_field(self, field_name, args, kwargs):
        return kwargs.get(field_name, "{" + field_name + "}"), field_name


def write_letter(
    code,
    *,
    to_email,
    to_name,
    language,
    cohort,
    link=None,
    membership=None,
    person=None,
    meeting_position=None,
    act=None,
    shared=False,
    **placeholders,
):
    """Queue one letter to one reader and return the Letter.

    code: of a LetterTemplate of the cohort's guidebook. act: the StaffAct that writes it; then
    it is drafted only, and queued when the act is done. link: the Link whose address the letter
    carries, without a secret; delivery adds it. shared: whether others read the address, too, as
    only the caller knows; the letter then says for whom it is. placeholders: values of the
    template's {placeholders}, beside cohort_name, network_name and region_name. Raises
    LetterTemplate.DoesNotExist.
    """
    template = LetterTemplate.objects.get(guidebook=cohort.guidebook_id, code=code)
    with translation.override(language):
        values = {
            "cohort_name": cohort.name,
            "network_name": cohort.network.name,
            "region_name": cohort.region or cohort.network.name,
        }
        values = {name: str(value) for name, value in (values | placeholders).items()} | {
            "link": LINK
        }
        subject = LenientFormatter().vformat(str(template.subject), (), values)
        body = LenientFormatter().vformat(str(template.body), (), values)
        body += contact_of(cohort)
        if shared or Person.objects.sharing(to_email).exists():
            subject, body = for_one_reader(subject, body, name=one_line(to_name))
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
        act=act,
        status=Letter.Status.DRAFTED if act else Letter.Status.QUEUED,
    )


def for_one_reader(subject, body, *, name):
    """Subject and body of a letter to a mailbox that several people read: both say for whom."""
    subject = _("For %(name)s: %(subject)s") % {"name": name, "subject": subject}
    first_line = _("This letter is for %(name)s.") % {"name": name}
    return subject, f"{first_line}\n\n{body}"


def under_greeting(body, notice):
    """The body with a paragraph under its greeting; on top where the letter has none."""
    paragraphs = body.split("\n\n")
    place = next((n for n, text in enumerate(paragraphs[:3], 1) if GREETING.fullmatch(text)), 0)
    return "\n\n".join([*paragraphs[:place], notice, *paragraphs[place:]])


def contact_of(cohort):
    """Whom to ask, as the last line of a letter; "" where the cohort names nobody."""
    if not cohort.contact_name:
        return ""
    return "\n" + _("Questions? Ask %(contact)s.") % {"contact": cohort.contact_line} + "\n"


def write_to_member(
    code,
    membership,
    *,
    cohort,
    meeting_position,
    purpose,
    until,
    language=None,
    act=None,
    **placeholders,
):
    """Queue a letter to a member about one meeting, with a personal link of this purpose.

    Returns the Letter.

    Call it inside a transaction: it writes the link and the letter.

    cohort: the membership's, with its network loaded. until: when the link expires. language: the
    person's own if not given. The placeholder person_name is filled here.
    """
    person = membership.person
    link = MembershipLink.make(purpose, membership, until=until, meeting_position=meeting_position)
    return write_letter(
        code,
        to_email=person.email,
        to_name=person.name,
        language=language or person.language,
        cohort=cohort,
        membership=membership,
        person=person,
        meeting_position=meeting_position,
        link=link,
        act=act,
        **{"person_name": person.name} | placeholders,
    )


def one_line(text):
    """The text without line breaks, which would start a new header of the message."""
    return " ".join(str(text).split())


def address_is_full(email_key, *, codes=None):
    """Whether LETTERS_PER_ADDRESS_PER_DAY letters were queued to this address in the last 24 hours.

    The limit keeps public forms from flooding somebody's mailbox; what was dropped reached
    nobody. codes:
    count only letters of these codes.
    """
    day_ago = timezone.now() - timedelta(days=1)
    letters = Letter.objects.filter(to_key=email_key, queued_at__gte=day_ago).exclude(
        status=Letter.Status.DROPPED
    )
    if codes:
        letters = letters.filter(code__in=codes)
    return letters.count() >= settings.LETTERS_PER_ADDRESS_PER_DAY


def names_of_facilitators(cohort):
    """The names of everybody who facilitates the cohort now, in one line;
    co-facilitators come last.
    """
    roles = StaffRole.objects.current().filter(cohort=cohort, kind__in=StaffRole.FACILITATES)
    # "facilitator" sorts after "co_facilitator"
    return ", ".join(
        role.person.name for role in roles.select_related("person").order_by("-kind", "pk")
    )
