"""Checking the cells of one row by themselves, and cleaning what they say."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lib.address_typos import probable_address
from lib.odd_names import oddities_of
from lib.spreadsheets.data import CellError
from lib.text import PHONE, kind_of_no_name, normalize_email, plain_text, validate_name

from .questions import RosterError
from .roster_columns import TITLES

MAX_LENGTH = {
    "name": 120,
    "email": 254,
    "phone": 40,
    "language": 10,
    "agency": 120,
    "site": 120,
    "county": 100,
    "director_name": 120,
    "director_email": 254,
    "access_needs": 300,
    "food_needs": 300,
}
#: What the file may say, in lower case without accents, and the language code.
LANGUAGES = {
    "": "en",
    "en": "en",
    "english": "en",
    "ingles": "en",
    "es": "es",
    "spanish": "es",
    "espanol": "es",
}
#: What stands after a name and stays in capitals.
NUMERALS = frozenset(["ii", "iii", "iv"])
NAMES = ("name", "agency", "site", "director_name")


def add_error(errors, row, column, message, value=""):
    letters = row["cells"].get(column, "")
    heading = row["headings"].get(column) or TITLES.get(column, column)
    cell = f"{letters}{row['number']}" if letters else ""
    errors.append(RosterError(row["number"], heading, message, str(value)[:100], cell))


def clean_row(raw, errors):
    """The row with every column of TITLES as clean text;
    a value that is wrong is reported and left empty.
    """
    row = {**raw, "language_written": ""}
    for column in TITLES:
        value = raw[column]
        if isinstance(value, CellError):
            add_error(errors, row, column, f"{value.words}.")
            value = ""
        row[column] = value
        check_value(row, column, errors)
    for letters, text in raw["extra"]:
        message = (
            "this row has more cells than there are headings. A comma within a cell needs "
            "quotation marks around the cell."
        )
        errors.append(
            RosterError(
                row["number"], f"column {letters}", message, text, f"{letters}{row['number']}"
            )
        )
    row["language_written"] = row["language"]
    row["language"] = language_code(row, errors)
    if not row["name"] and not has_error(errors, row):
        add_error(errors, row, "name", "write a name.")
    if row["director_email"] and normalize_email(row["director_email"]) == normalize_email(
        row["email"]
    ):
        message = "this is the participant's own address."
        add_error(errors, row, "director_email", message, row["director_email"])
    return row


def has_error(errors, row):
    return any(error.row == row["number"] for error in errors)


def check_value(row, column, errors):
    value = row[column]
    if len(value) > MAX_LENGTH[column]:
        message = f"at most {MAX_LENGTH[column]} characters fit; this has {len(value)}."
        add_error(errors, row, column, message, value)
        row[column] = ""
    elif value and column.endswith("email"):
        check_address(row, column, errors)
    elif value and column in NAMES:
        check_name(row, column, errors)
    elif value and column == "phone" and not PHONE.fullmatch(value):
        message = f"“{value}” is not a phone number such as 555-555-0123 ext. 4."
        add_error(errors, row, column, message, value)


def check_address(row, column, errors):
    """Take off what address books put around an address. Several in one cell stay in `several`."""
    found = [unwrap(part) for part in re.split(r"[;,/]|\s+or\s+|\s+y\s+", row[column])]
    good = [address for address in dict.fromkeys(found) if is_address(address)]
    together = re.sub(r"\s+", "", unwrap(row[column])).replace(",", ".")
    if len(good) == 1 and len(found) == 1:
        row[column] = good[0]
    elif len(good) > 1 and len(good) == len(found):
        row.setdefault("several", {})[column] = good
        row[column] = ""
    elif not good and is_address(together):
        row.setdefault("meant", {})[column] = (row[column], together)
        row[column] = ""
    else:
        message = f"“{row[column][:60]}” is not an address such as name@agency.org."
        add_error(errors, row, column, message, row[column])
        row[column] = ""


def unwrap(text):
    """The address in mailto:a@b.org, Name <a@b.org> or a@b.org."""
    inner = re.fullmatch(r"[^<>]*<\s*([^<>]+?)\s*>[.,;]?", text.strip())
    text = (inner[1] if inner else text).strip().strip("\"'“”()[]<>").rstrip(".,;:")
    return re.sub(r"^(?:mailto|e-?mail)\s*:\s*", "", text, flags=re.IGNORECASE)


def is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def check_name(row, column, errors):
    value = row[column]
    message = ""
    if kind := kind_of_no_name(value):
        message = f"“{value[:60]}” is a {kind}, not a name."
    else:
        try:
            validate_name(value)
        except ValidationError:
            message = "write the name alone, without a web address or special signs."
    if message:
        add_error(errors, row, column, message, value)


def language_code(row, errors):
    language = LANGUAGES.get(plain_text(row["language"]).strip())
    if language is None:
        add_error(errors, row, "language", "write English or Spanish.", row["language"])
    return language or "en"


def settle_addresses(row, asking, domains):
    """Ask about addresses that are several, or probably a slip. domains: {domain: how often}.

    `unsettled` keeps what is written until it is answered, {column: text}.
    """
    row["unsettled"] = {}
    for column in ("email", "director_email"):
        about = "address" if column == "email" else "address of the director"
        if several := row.get("several", {}).get(column):
            question = f"This cell holds {len(several)} addresses. Which one counts?"
            choice = asking.ask(row, about, question, *several)
            row[column] = choice if choice in several else ""
            note_unsettled(row, column, choice, ", ".join(several))
        elif meant := row.get("meant", {}).get(column):
            ask_what_was_meant(row, column, about, *meant, asking)
        elif row[column] and (probable := probable_address(row[column], domains)):
            ask_what_was_meant(row, column, about, row[column], probable, asking)


def ask_what_was_meant(row, column, about, written, probable, asking):
    keep = "as it is written" if is_address(written) else "no address"
    question = f"“{written}” looks like a slip of the pen. Is {probable} meant?"
    choice = asking.ask(row, about, question, probable, keep)
    stored = {probable: probable, "as it is written": written}
    row[column] = stored.get(choice, "")
    note_unsettled(row, column, choice, written)


AS_WRITTEN = "as it is written"
#: How a cell may be answered that holds a name in capitals or in small letters only.
USUAL_CASE = "with the first letter of each word as a capital"
#: About each kind of slip; the same words for all rows where the answer may be the same.
ABOUT_SLIPS = {
    "filler": "“{name}” looks like a word that fills the cell.",
    "address": "“{name}” looks like an address of the web.",
    "digit": "“{name}” has a digit in it.",
    "comma": "“{name}” has a comma in it.",
    "symbol": "“{name}” has a sign in it that is rare in names.",
    "doubled": "“{name}” has the same word twice.",
    "capitals": "The name {whose} is written in capitals only.",
    "small": "The name {whose} is written in small letters only.",
}


def settle_names(row, asking):
    """Ask about names of people that are probably not written as they were meant; a director
    without an address is not stored.
    """
    for column, whose in (("name", "of the participant"), ("director_name", "of the director")):
        is_kept = column == "name" or row["director_email"]
        for kind in oddities_of(row[column])[:1] if is_kept else []:
            question = ABOUT_SLIPS[kind].format(name=row[column], whose=whose)
            cases = [USUAL_CASE] if kind in ("capitals", "small") else []
            about = f"spelling {whose}"
            choice = asking.ask(row, about, f"{question} Is it right?", AS_WRITTEN, *cases)
            if choice == USUAL_CASE:
                row[column] = in_usual_case(row[column])


def in_usual_case(name):
    """ "ANA O'NEIL-NÚÑEZ III" -> "Ana O'Neil-Núñez III" """
    return re.sub(r"[^\W\d_]+", lambda word: word_in_usual_case(word[0]), name)


def word_in_usual_case(word):
    return word.upper() if word.lower() in NUMERALS else word.capitalize()


def note_unsettled(row, column, choice, written):
    if choice is None:
        row["unsettled"][column] = written
