"""The list of a cohort's letters: its filters, its search, and what is said of each letter."""

from collections import Counter

from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidebooks.letter_placeholders import TITLES
from lib import dates
from lib.filters import filter_chips

from ..letters.compose import LINK
from ..models import Letter

#: {status: look of its pill}, in the order of the filters.
PILLS = {
    "drafted": "off",
    "queued": "info",
    "sent": "ok",
    "failed": "stop",
    "bounced": "stop",
    "dropped": "off",
}
#: {status: word}: on lists, filters and pages alike.
WORDS = {status.value: status.label for status in Letter.Status} | {
    "queued": _("Waits"),
    "dropped": _("Not sent"),
}
LANGUAGES = {"en": _("English"), "es": _("Spanish")}


def kind_of_letter(code):
    """What kind of letter this is, in words: as the guidebook editor titles its template."""
    return TITLES.get(code) or capfirst(code.replace("-", " "))


def language_name(code):
    return LANGUAGES.get(code, code)


def letters_of(cohort):
    return Letter.objects.filter(cohort=cohort)


def filter_letters(letters, *, state="", kind="", query=""):
    """Letters in this state, of this kind, with every word of the query (Letter.search).

    An unknown state filters nothing.
    """
    if state in PILLS:
        letters = letters.filter(status=state)
    if kind:
        letters = letters.filter(code=kind)
    return letters.search(query)


class LetterCounts:
    """How many letters are in each state and of each kind, from one query.

    Each filter counts what it would show beside the other one that is chosen.
    """

    def __init__(self, letters, *, state="", kind=""):
        rows = letters.order_by().values_list("status", "code").annotate(number=Count("pk"))
        self.state, self.kind = state if state in PILLS else "", kind
        self.by_state, self.by_kind, self.total = Counter(), Counter(), 0
        self.by_undelivered: Counter = Counter()
        self.whole = 0
        for status, code, number in rows:
            self.add(status, code, number)

    def add(self, status, code, number):
        of_kind, in_state = self.kind in ("", code), self.state in ("", status)
        self.whole += number
        self.by_state[status] += number if of_kind else 0
        self.by_kind[code] += number if in_state else 0
        self.total += number if of_kind and in_state else 0
        if status in Letter.UNDELIVERED:
            self.by_undelivered[status] += number

    @property
    def state_chips(self):
        return filter_chips(
            [(status, WORDS[status]) for status in PILLS], self.by_state, all_word="All"
        )

    @property
    def undelivered(self):
        """[(status, its word in small letters, number)] of the letters that did not arrive."""
        return [
            (status, str(WORDS[status]).lower(), number)
            for status, number in self.by_undelivered.items()
        ]

    @property
    def kind_choices(self):
        """Options of a select: value, word and count, in the order of a letter's life."""
        order = {code: position for position, code in enumerate(TITLES)}
        codes = sorted(self.by_kind, key=lambda code: (order.get(code, len(order)), code))
        return [
            {
                "value": code,
                "word": kind_of_letter(code),
                "count": self.by_kind[code],
                "chosen": code == self.kind,
            }
            for code in codes
        ]


def describe(letter):
    """Set what the pages say of the letter's kind and state."""
    letter.pill, letter.state = PILLS[letter.status], describe_state(letter)
    letter.kind, letter.language_name = kind_of_letter(letter.code), language_name(letter.language)


def word_of(letter):
    """The state of a letter in one word. Reads the act of a letter that was dropped."""
    return str(_("Taken back") if letter.is_taken_back else WORDS[letter.status])


def describe_state(letter):
    """What became of the letter, with the time: "Waits until 10:42 am", "Not delivered"."""
    status = Letter.Status
    if letter.status == status.SENT:
        return f"Sent {moment(letter.sent_at)}"
    if letter.is_undelivered and letter.failed_at:
        return f"{word_of(letter)}, {moment(letter.failed_at)}"
    if letter.status != status.QUEUED:
        return word_of(letter)
    if letter.attempts:
        return f"Not taken yet; tried again at {clock(letter.try_at)}"
    if letter.try_at > timezone.now():
        return f"Waits until {clock(letter.try_at)}"
    return "On its way"


def moment(value):
    """ "Mar 5, 9:00 am", which does not break."""
    local = timezone.localtime(value)
    return f"{dates.short_day(local)}, {dates.clock(local)}".replace(" ", "\u00a0")


def clock(value):
    return dates.clock(timezone.localtime(value)).replace(" ", "\u00a0")


def text_parts(letter):
    """The text between the places of the link: its address is the reader's alone."""
    return letter.body.split(LINK)
