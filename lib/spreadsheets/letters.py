"""Which letters the bytes of a text file stand for."""

import re

from .data import SAVE_AS, UnreadableFile

ENCODINGS = {
    "": "Automatic",
    "utf-8": "UTF-8",
    "cp1252": "Windows (Western European)",
    "mac_roman": "Old Macintosh",
}
BYTE_ORDER_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]
#: Letters beyond ASCII that rosters hold. Read in a wrong encoding they become others.
EXPECTED = frozenset("áéíóúñüÁÉÍÓÚÑÜàèìòùâêîôûäëïöãõçÇßøåæÄËÏÖØÅłŁ’‘“”–—…ªº°¡¿\xa0")
#: UTF-8 that was read as a Windows file and stored again: Ã© for é, â€™ for ’.
CONTINUES = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
STORED_TWICE = re.compile(f"[Â-ß]{CONTINUES}|[à-ï]{CONTINUES}{{2}}|[ð-ô]{CONTINUES}{{3}}")
#: The closing quotation mark ”, whose last byte is no letter of a Windows file.
CLOSING_MARK_LOST = "â€\ufffd"
WINDOWS = (
    "The letters were read as a Windows file. If accents look wrong below, choose another "
    "kind of letters."
)
MACINTOSH = (
    "The letters were read as a file of an old Macintosh. If accents look wrong below, choose "
    "another kind of letters."
)


def decode_with_notes(content, encoding):
    """(text, notes).

    Without an encoding and a byte order mark: UTF-16 where every second byte is zero, else UTF-8,
    else whichever of the two old encodings gives letters that rosters hold.
    """
    text, notes = decode_as_stored(content, encoding)
    if "\x00" in text:
        raise UnreadableFile(f"The file holds signs that are not text. {SAVE_AS}")
    repaired, note = repair_letters(text)
    return repaired, notes + ([note] if note else [])


def decode_as_stored(content, encoding):
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return decode(content, name), []
    if encoding:
        return decode(content, encoding), []
    if name := unmarked_utf_16(content):
        return decode(content, name), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return decode_old(content)


def decode(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"The letters of this file could not be read. {SAVE_AS}") from error


def unmarked_utf_16(content):
    """The name of the encoding where nearly every second byte is zero; else an empty text."""
    pairs = list(zip(content[:4000:2], content[1:4000:2], strict=False))
    if len(pairs) < 8 or len(content) % 2:
        return ""
    first = sum(not pair[0] for pair in pairs) / len(pairs)
    second = sum(not pair[1] for pair in pairs) / len(pairs)
    if second > 0.7 and first < 0.05:
        return "utf-16-le"
    return "utf-16-be" if first > 0.7 and second < 0.05 else ""


def decode_old(content):
    found: list[tuple] = []
    for name, note in [("cp1252", WINDOWS), ("mac_roman", MACINTOSH)]:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        odd = sum(letter not in EXPECTED for letter in text if letter > "\x7f")
        found.append((odd, len(found), text, note))
    _odd, _place, text, note = min(found)
    return text, [note]


def repair_letters(text):
    """(text, note): letters that were stored twice are read as what they were."""
    repaired = STORED_TWICE.sub(read_once, text.replace(CLOSING_MARK_LOST, "”"))
    if repaired == text:
        return text, ""
    shown = next((word for word in text.split() if word not in repaired), "")
    return repaired, (
        f"Some letters of this file were stored twice, such as “{shown[:40]}”. They are read as "
        "they were meant; look at the names below."
    )


def read_once(found):
    try:
        return b"".join(map(as_byte, found[0])).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return found[0]


def as_byte(letter):
    """The byte that this letter was before it was stored a second time."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
