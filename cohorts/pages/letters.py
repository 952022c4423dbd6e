"""The list of a cohort's letters: its filters, its search, and what is said of each letter."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidebooks.letter_placeholders import TITLES
from lib import dates

from ..letters.compose import LINK
from ..models import Letter
from ..models.letter import TAKEN_BACK

#: {shown status: look of its pill}, in the order of a letter's life.
PILLS = {
    "drafted": "off",
    "queued": "info",
    "sent": "ok",
    "failed": "stop",
    "bounced": "stop",
    "dropped": "off",
    TAKEN_BACK: "off",
}
#: {shown status: word}: on lists, filters and pages alike.
WORDS = {status.value: status.label for status in Letter.Status} | {TAKEN_BACK: _("Taken back")}
LANGUAGES = {"en": _("English"), "es": _("Spanish")}


def in_sentence(status):
    """The state beside a number of letters: "28 waiting"."""
    return "waiting" if status == Letter.Status.QUEUED else str(WORDS[status]).lower()


def kind_of_letter(code):
    """What kind of letter this is, in words: as the guidebook editor titles its template."""
    return TITLES.get(code) or capfirst(code.replace("-", " "))


def language_name(code):
    return LANGUAGES.get(code, code)


def letters_of(cohort):
    return Letter.objects.filter(cohort=cohort).with_shown_status()


def filter_letters(letters, *, state="", kind="", query=""):
    """Letters of `letters_of` in this state, of this kind, with every word of the query
    (Letter.search).

    An unknown state filters nothing.
    """
    if state in PILLS:
        letters = letters.filter(shown_status=state)
    if kind:
        letters = letters.filter(code=kind)
    return letters.search(query)


@dataclass(frozen=True)
class LetterCount:
    """How many letters one cell of the counts stands for, and the address that shows them."""

    number: int
    query: str
    is_chosen: bool
    is_stop: bool = False


@dataclass(frozen=True)
class KindRow:
    """The counts of one kind of letter; kind: its code, "" for all kinds together."""

    word: str
    kind: str
    cells: list
    whole: LetterCount


class LetterCounts:
    """How many letters are in each state and of each kind, from one query.

    letters: all of a cohort. state, kind: what is chosen.
    """

    def __init__(self, letters, *, state="", kind=""):
        rows = letters.order_by().values_list("shown_status", "code", "language")
        self.state, self.kind = state if state in PILLS else "", kind
        self.by_both: Counter = Counter()
        self.by_language: Counter = Counter()
        for status, code, language, number in rows.annotate(number=Count("pk")):
            self.by_both[status, code] += number
            self.by_language[language] += number
        self.whole, self.total = self.number(), self.number(self.state, self.kind)

    def number(self, state="", kind=""):
        """Of this state and kind; "" for any."""
        return sum(
            number
            for (status, code), number in self.by_both.items()
            if state in ("", status) and kind in ("", code)
        )

    @property
    def undelivered(self):
        return sum(self.number(status) for status in Letter.UNDELIVERED)

    @property
    def summary(self):
        """ "26 letters, all sent"; "57 letters, 1 not delivered"."""
        letters = f"{self.whole} letter{'' if self.whole == 1 else 's'}"
        rest = [status for status in self.states if status != Letter.Status.SENT]
        if not rest:
            return f"{letters}, all sent" if self.whole > 1 else f"{letters}, sent"
        said = [f"{self.number(status)} {in_sentence(status)}" for status in rest]
        return ", ".join([letters, *said])

    @property
    def languages(self):
        """ "18 in English, 8 in Spanish"."""
        ordered = sorted(self.by_language.items(), key=lambda pair: (-pair[1], pair[0]))
        return ", ".join(f"{number} in {language_name(code)}" for code, number in ordered)

    @property
    def states(self):
        """The states of which there are letters, in the order of a letter's life."""
        return [status for status in PILLS if self.number(status)]

    @property
    def state_labels(self):
        return [WORDS[status] for status in self.states]

    @property
    def rows(self):
        """A KindRow for each kind in the order of a letter's life, then one for all of them."""
        order = {code: position for position, code in enumerate(TITLES)}
        codes = {code for _status, code in self.by_both}
        codes = sorted(codes, key=lambda code: (order.get(code, len(order)), code))
        rows = [self.row(kind_of_letter(code), code) for code in codes]
        return [*rows, self.row("All letters", "")] if len(rows) > 1 else rows

    def row(self, word, kind):
        cells = [self.cell(status, kind) for status in self.states]
        return KindRow(word, kind, cells, self.cell("", kind))

    def cell(self, state, kind):
        asked = {name: value for name, value in [("kind", kind), ("state", state)] if value}
        return LetterCount(
            self.number(state, kind),
            f"?{urlencode(asked)}",
            (state, kind) == (self.state, self.kind),
            PILLS.get(state) == "stop",
        )


def describe(letter):
    """Set what the pages say of the letter's kind and state."""
    letter.pill, letter.state = PILLS[letter.status], describe_state(letter)
    letter.kind, letter.language_name = kind_of_letter(letter.code), language_name(letter.language)


def word_of(letter):
    """The state of a letter in one word. Reads the act of a letter that was dropped."""
    return str(WORDS[TAKEN_BACK if letter.is_taken_back else letter.status])


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
