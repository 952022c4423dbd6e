"""Names of persons that are probably not written as they were meant: a question, never a refusal.

Nothing here finds fault with a name that somebody may have: short ones, one word, two equal words,
initials, particles, apostrophes and hyphens, letters of any alphabet.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from .text import SUFFIXES, WEB_ADDRESS_OR_MARKUP, is_one_of, plain_text

#: A sentence for each kind of slip, in the order in which they are told.
SLIPS = {
    "filler": _("“%(name)s” looks like a word that fills the field, not a name."),
    "address": _("“%(name)s” looks like an address of the web or of email."),
    "digit": _("“%(name)s” has a digit in it."),
    "comma": _("“%(name)s” has a comma in it."),
    "symbol": _("“%(name)s” has a sign in it that is rare in names."),
    "doubled": _("“%(name)s” has the same word twice."),
    "capitals": _("“%(name)s” is written in capitals only."),
    "small": _("“%(name)s” is written in small letters only."),
}
#: What stands in a field that somebody did not want to fill in; "Null", "No" and "Na" are names.
FILLERS = frozenset(
    ["n/a", "n.a.", "n / a", "none", "no name", "noname", "not known", "unknown", "tbd", "tba"]
    + ["same", "same as above", "asdf", "qwerty", "xxx", "first last", "your name", "full name"]
    + ["ninguno", "ninguna", "no aplica", "no tiene", "sin nombre", "desconocido", "desconocida"]
)
FILLER_WORDS = frozenset(["test", "testing", "tester", "prueba"])
WEB_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|gov|us|info|io|mx)\b", re.IGNORECASE)
ORDINAL = re.compile(r"\b\d{1,2}(?:st|nd|rd|th|er|do|to)\b\.?", re.IGNORECASE)
#: Degrees and the like that may stand after a comma, beside the suffixes of names.
DEGREES = frozenset(
    ["v", "2nd", "3rd", "4th", "ba", "bs", "bcba", "dnp", "dvm", "jd", "lmft", "lpcc", "ma", "med"]
    + ["mft", "mph", "ms", "np", "pa", "pharmd", "pps", "psyd", "ret", "rd", "rn", "sj", "srta"]
)
#: Signs that no category of Unicode sets apart from those in names, such as · and ’.
RARE_SIGNS = frozenset("!?*#%&_/;:^¿¡…•")
#: One syllable as in Chinese given names, which often have it twice: "Ling Ling Chen".
ONE_SYLLABLE = re.compile(
    r"(?!de$|la$|van$)(?:zh|ch|sh|[b-df-hj-np-tw-z])?[aeiou]{1,3}(?:ng?|r)?|\w|.\."
)
#: A name whose longest word has at most so many letters may be initials: "AJ", "MJ Lee".
SHORT_WORD = 3


def oddities_of(name):
    """The kinds of `SLIPS` that this name has, in their order; [] if it looks right."""
    return [kind for kind in SLIPS if FINDERS[kind](name)]


def odd_sentences(name):
    """What looks odd about a name, a sentence for each thing."""
    return [SLIPS[kind] % {"name": name} for kind in oddities_of(name)]


def is_filler(name):
    text = plain_text(name)
    return text in FILLERS or bool(FILLER_WORDS & {*text.split()})


def has_address(name):
    return bool(WEB_ADDRESS_OR_MARKUP.search(name) or WEB_DOMAIN.search(name))


def has_digit(name):
    return any(letter.isdigit() for letter in ORDINAL.sub("", name))


def has_comma(name):
    """Not one before a suffix or a degree: "Ana Núñez, Jr." """
    family, *after = re.split("[,،，]", name)
    words = [word for part in after for word in plain_text(part).split()]
    are_known = all(is_one_of(word, SUFFIXES | DEGREES) for word in words)
    return bool(after) and not (family.strip() and words and are_known)


def has_symbol(name):
    return any(letter in RARE_SIGNS or is_symbol(letter) for letter in name)


def is_symbol(letter):
    """An emoji, a sign of money or of mathematics; accents that stand alone are apostrophes."""
    return unicodedata.category(letter) in ("So", "Sm", "Sc")


def is_doubled(name):
    """A word twice in a row, or the whole name. Two last words may be two equal family names, as in
    "María García García", and two words are a name: "Ali Ali". So are initials: "J. J. Núñez".
    """
    words = plain_text(name).split()
    half = len(words) // 2
    is_whole = half > 1 and words[:half] == words[half:]
    before_last = zip(words[:-2], words[1:-1], strict=True)
    return is_whole or any(
        one == following and not ONE_SYLLABLE.fullmatch(one) for one, following in before_last
    )


def is_in_capitals(name):
    longest = max(re.findall(r"\w+", name), key=len, default="")
    return name.isupper() and len(longest) > SHORT_WORD


FINDERS = {
    "filler": is_filler,
    "address": has_address,
    "digit": has_digit,
    "comma": has_comma,
    "symbol": has_symbol,
    "doubled": is_doubled,
    "capitals": is_in_capitals,
    "small": str.islower,
}
