"""Which column of a roster file is which: headings in English or Spanish, in any order,
within the first rows.
"""

import unicodedata

from lib.spreadsheets import MAX_ROWS, UnreadableFile

#: column: headings people use for it, as `fold_heading` returns them.
HEADINGS = {
    "name": ["name", "full name", "nombre", "participant", "coordinator"],
    "email": ["email", "e mail", "email address", "correo", "correo electronico"],
    "phone": ["phone", "telephone", "telefono"],
    "language": ["language", "idioma"],
    "agency": ["agency", "organization", "district", "agencia"],
    "site": ["site", "school", "program site", "sitio", "escuela"],
    "county": ["county", "condado"],
    "director_name": ["director", "director name", "supervisor", "program director"],
    "director_email": ["director email", "supervisor email", "correo del director"],
}
TITLES = {
    "name": "Name",
    "email": "Email",
    "phone": "Phone",
    "language": "Language",
    "agency": "Agency",
    "site": "Site",
    "county": "County",
    "director_name": "Director",
    "director_email": "Director email",
}
#: The headings are searched for in this many rows; a file may begin with a title.
HEADING_ROWS = 10


def fold_heading(heading):
    """Lower case, without accents, with single spaces in place of hyphens and underscores."""
    plain = unicodedata.normalize("NFKD", heading)
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(folded.replace("-", " ").replace("_", " ").split())


def parse_rows(sheet):
    """([{"number": row number, column: text}], notes) of the data rows below the headings.

    Raises UnreadableFile when the headings are not found or name a column twice,
    or when there are too many rows.
    """
    start, columns, ignored = find_headings(sheet.rows)
    notes = list(sheet.notes)
    if start:
        notes.append(f"{start} row{'s' if start > 1 else ''} above the headings passed over.")
    if ignored:
        notes.append(f"Columns not used: {', '.join(ignored)}.")
    body = sheet.rows[start + 1 :]
    if len(body) > MAX_ROWS:
        raise UnreadableFile(f"The file has more than {MAX_ROWS} rows. Send it in parts.")
    rows = [
        {"number": number}
        | {name: values[at] if at < len(values) else "" for name, at in columns.items()}
        for number, values in body
    ]
    return rows, notes


def find_headings(rows):
    """(index of the heading row, {column: index of its cell}, headings that are not used)."""
    for index, (_number, values) in enumerate(rows[:HEADING_ROWS]):
        known = {at: name for at, value in enumerate(values) if (name := column_named(value))}
        if "name" in known.values() and len(known) >= 2:
            reject_repeated_columns(known)
            ignored = [
                v for at, v in enumerate(values) if at not in known and v and isinstance(v, str)
            ]
            return index, {name: at for at, name in known.items()}, ignored
    raise UnreadableFile(
        "No headings found. The first row names the columns: at least Name and Email, "
        "or Name and Site."
    )


def column_named(heading):
    """The column that this heading names, or an empty text."""
    if not isinstance(heading, str):
        return ""
    folded = fold_heading(heading)
    return next((name for name, headings in HEADINGS.items() if folded in headings), "")


def reject_repeated_columns(known):
    """known: {index of the cell: column}."""
    first = {}
    for at, name in known.items():
        if name in first:
            raise UnreadableFile(
                f"Column {column_letter(at)} repeats column {column_letter(first[name])} "
                f"({TITLES[name]})."
                " Keep one of them."
            )
        first[name] = at


def column_letter(index):
    """A for 0, Z for 25, AA for 26, as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
