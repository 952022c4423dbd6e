"""Comparable forms of email addresses and names, the check of names in public forms, and titles
within a sentence.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Digits with what people put between them, and perhaps an extension: +1 (555) 555-0116 ext. 4.
PHONE = re.compile(r"\+?[0-9+().\-/ ]{5,36}(?:(?:x|ext\.?|extension)\s*\d{1,6})?\s*", re.IGNORECASE)
NUMBER = re.compile(r"[\d\s.,/#()+-]*\d[\d\s.,/#()+-]*")
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?")
#: Letters and digits in one word, such as A-1204 or CDS19647331; not 4H, PS118 or K8.
CODE = re.compile(r"(?=\S*\d{4})[A-Za-z]{0,6}[-_#]?\d[\w-]*")
WEB_ADDRESS_OR_MARKUP = re.compile(r"://|www\.|@|[<>{}\[\]\\|]", re.IGNORECASE)


def normalize_email(address):
    """The comparable form of an email address: NFKC, trimmed, lower case, domain in IDNA.

    Returns "" for an empty one. An address without "@" comes back trimmed and in lower case;
    forms check addresses.
    """
    folded = unicodedata.normalize("NFKC", address or "").replace("\u200b", "").strip().lower()
    local, at, domain = folded.rpartition("@")
    if not at:
        return folded
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return folded


#: What stands after a family name and is none, and before a name.
SUFFIXES = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "dds", "mba", "msw", "lcsw", "cpa", "esq"]
)
TITLES = frozenset(["dr", "mr", "mrs", "ms", "mx", "prof", "sra", "sr", "dra", "rev"])
#: First words of Vietnamese names whose second word is one of the usual middle names.
FAMILY_FIRST = frozenset(
    ["nguyen", "tran", "le", "pham", "huynh", "phan", "vu", "vo", "dang", "bui"]
)
MIDDLE_NAMES = {"thi", "van"}


def sort_name(name):
    """The sort key of a name: the family name first, without accents, lower case
    ("Ana Núñez" -> "nunez ana").

    A comma ends the family name, suffixes and titles are none, and "y" binds two family names.
    Where the guess is wrong, a person has a name to sort by of their own.
    """
    family, comma, rest = plain_text(name).partition(",")
    if comma and not all(is_one_of(word, SUFFIXES) for word in rest.split()):
        return " ".join([*family.split(), *rest.split()])[:200]
    words = family.split()
    after = known_ending(words, SUFFIXES) + rest.split()
    words = words[: len(words) - len(known_ending(words, SUFFIXES))]
    if len(words) > 1 and is_one_of(words[0], TITLES):
        words = words[1:]
    if words[:1] and words[0] in FAMILY_FIRST and words[1:2] and words[1] in MIDDLE_NAMES:
        return " ".join(words + after)[:200]
    size = 3 if len(words) > 3 and words[-2] == "y" else 1
    return " ".join(words[-size:] + words[:-size] + after)[:200]


def own_sort_key(text, name):
    """The sort key of a name to sort by that somebody wrote: as it stands, the family name first.

    Words of the whole name that it leaves out follow, because people are found by this key:
    ("García López, Ana", "Ana Inés García López") -> "garcia lopez ana ines". Empty for no text.
    """
    own = plain_text(text).replace(",", " ").split()
    rest = [word for word in plain_text(name).replace(",", " ").split() if word not in own]
    return " ".join([*own, *rest])[:200] if own else ""


def known_ending(words, known):
    """The last words that are among the known ones; never all of them."""
    number = 0
    while number < len(words) - 1 and is_one_of(words[-1 - number], known):
        number += 1
    return words[len(words) - number :]


def is_one_of(word, known):
    return word.replace(".", "") in known


def plain_text(text):
    """The text without accents, in lower case."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def clean_line(text):
    """The text in one line with single spaces, in Unicode normal form C."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def inside_sentence(title):
    """A title as it stands within a sentence: "network coordinator", but "CAN coordinator"."""
    is_acronym = title[1:2].isupper()
    return title if is_acronym else title[:1].lower() + title[1:]


def validate_name(text):
    """Raise ValidationError for web addresses, markup and invisible characters:
    names are put into mail to others.
    """
    unreadable = not any(letter.isalnum() for letter in text)
    invisible = any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in text)
    if unreadable or invisible or WEB_ADDRESS_OR_MARKUP.search(text):
        raise ValidationError(_("Write the name alone, without a web address or special signs."))


def kind_of_no_name(text):
    """ "date", "number" or "code" where one stands in place of a name; else ""."""
    kinds = {"date": DATE, "number": NUMBER, "code": CODE}
    return next((kind for kind, form in kinds.items() if form.fullmatch(text)), "")
