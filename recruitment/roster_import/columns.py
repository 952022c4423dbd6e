"""Which column of a roster file is which: headings in either language, in any order, below a title or not."""

from lib.spreadsheets import MAX_ROWS, UnreadableFile
from lib.text import sort_name

#: column: headings people use for it, in comparable form.
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
    "name": "Name", "email": "Email", "phone": "Phone", "language": "Language", "agency": "Agency", "site": "Site",
    "county": "County", "director_name": "Director", "director_email": "Director email",
}  # fmt: skip


def comparable(heading):
    return " ".join(sort_name_in_order(heading).replace("-", " ").replace("_", " ").split())


def sort_name_in_order(text):
    words = sort_name(text).split()
    return " ".join(words[1:] + words[:1])


def rows_from(sheet):
    """(rows as {column: text}, notes). Raises Unreadable when the headings are not to be found or name a column twice."""
    place, columns, ignored = find_headings(sheet.rows)
    notes = list(sheet.notes)
    if place:
        notes.append(f"{place} row{'s' if place > 1 else ''} above the headings passed over.")
    if ignored:
        notes.append(f"Columns not used: {', '.join(ignored)}.")
    body = sheet.rows[place + 1 :]
    if len(body) > MAX_ROWS:
        raise UnreadableFile(f"The file has more than {MAX_ROWS} rows. Send it in parts.")
    return [{"number": number} | {name: values[at] if at < len(values) else "" for name, at in columns.items()} for number, values in body], notes


def find_headings(rows):
    for place, (_number, values) in enumerate(rows[:10]):
        known = {at: name for at, value in enumerate(values) if (name := column_called(value))}
        if "name" in known.values() and len(known) >= 2:
            refuse_doubles(known)
            ignored = [value for at, value in enumerate(values) if at not in known and value and isinstance(value, str)]
            return place, {name: at for at, name in known.items()}, ignored
    raise UnreadableFile("No headings found. The first row names the columns: at least Name and Email, or Name and Site.")


def column_called(value):
    if not isinstance(value, str):
        return ""
    return next((name for name, headings in HEADINGS.items() if comparable(value) in headings), "")


def refuse_doubles(known):
    first = {}
    for at, name in known.items():
        if name in first:
            raise UnreadableFile(f"Column {letter(at)} repeats column {letter(first[name])} ({TITLES[name]}). Keep one of them.")
        first[name] = at


def letter(at):
    return chr(ord("A") + at) if at < 26 else f"A{chr(ord('A') + at - 26)}"
