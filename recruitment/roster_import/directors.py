"""Whom a row names as director, and what has to be asked before the wall closes for them."""

from lib.near_names import fits_name, is_same_name
from lib.text import normalize_email

NO_DIRECTOR = "leave the director out"


def check_directors(rows, people, asking, *, asks_sign_off):
    """Settle the director of every row; returns notes. rows: those without an error."""
    written = {row["number"]: row["director_name"] for row in rows}
    by_address = rows_by_director(rows)
    in_file = {normalize_email(row["email"]): row for row in rows if row["email"]}
    for row in rows:
        row["director_is_new"] = False
        if key := normalize_email(row["director_email"]):
            ask_about_colleague(row, key, people, in_file, asking)
            ask_about_owner(row, people, asking, asks_sign_off=asks_sign_off)
    for named in by_address.values():
        settle_names(named, people, asking)
    fill_names(rows, people)
    return list(notes_of_names(rows, written))


def rows_by_director(rows):
    """{address of a director: the rows that name them}"""
    found = {}
    for row in rows:
        key = normalize_email(row["director_email"])
        if key and row["director_name"]:
            found.setdefault(key, []).append(row)
    return found


def fill_names(rows, people):
    """A director without a name is called as on the record, else by the address."""
    for row in rows:
        if row["director_email"] and not row["director_name"]:
            owner = people.owner_of(row["director_email"])
            known = owner and people.may_be_named(owner)
            row["director_name"] = owner.name if known else row["director_email"]


def notes_of_names(rows, written):
    """written: {number of a row: the name in the file}; a note where another one is stored."""
    for row in rows:
        before, name = written[row["number"]], row["director_name"]
        if before and name and not is_same_name(before, name):
            yield (
                f"Row {row['number']}: the director is written “{before}” and stored as "
                f"{name}, as in another row or on the record."
            )


def ask_about_colleague(row, key, people, in_file, asking):
    """A colleague may be the director; then the wall shuts them out of what the group says."""
    owner = people.owner_of(row["director_email"])
    member = owner and people.members.get(owner.pk)
    colleague = in_file.get(key) or next(iter(people.applications.get(key, [])), None)
    if key == normalize_email(row["email"]) or not (colleague or (member and member.is_current)):
        return
    name = colleague["name"] if isinstance(colleague, dict) else (colleague or owner).name
    yes = f"yes, {name} is the director"
    choice = asking.ask(
        row,
        "colleague",
        f"{name} is in this group too. Whoever is the director of somebody in it may not read what "
        f"members say. Is {name} really the director of {row['name']}?",
        yes,
        NO_DIRECTOR,
    )
    if choice == NO_DIRECTOR:
        leave_out(row)


def ask_about_owner(row, people, asking, *, asks_sign_off):
    """The address belongs to somebody under another name, or to somebody of another region whom the
    file does not name: where a director signs, the signature says who it is; else a person has to.
    """
    owner = people.owner_of(row["director_email"])
    if not owner or not row["director_email"]:
        return
    named = row["director_name"]
    if fits_name(named, owner.name) if named else people.may_be_named(owner):
        return
    row["director_is_new"] = True
    if asks_sign_off:
        return
    whose = f"{owner.name}" if people.may_be_named(owner) else "somebody we know under another name"
    yes = f"{owner.name} is the director" if people.may_be_named(owner) else ""
    choice = asking.ask(
        row,
        "director",
        f"The address {row['director_email']} of the director belongs to {whose}.",
        *filter(None, [yes, NO_DIRECTOR]),
    )
    if choice == NO_DIRECTOR:
        leave_out(row)
    elif choice and choice == yes:
        row["director_name"], row["director_is_new"] = owner.name, False


def leave_out(row):
    row["director_email"] = row["director_name"] = ""


def settle_names(named, people, asking):
    """One address of a director, one name: that of the record if it may be shown, else the fullest
    of names that fit together; asked about where they do not.
    """
    owner = people.owner_of(named[0]["director_email"])
    names = list(dict.fromkeys(row["director_name"] for row in named if row["director_name"]))
    if not names:
        return
    fullest = max(names, key=lambda name: sum(len(word) > 1 for word in name.split()))
    if owner and people.may_be_named(owner) and fits_name(fullest, owner.name):
        fullest = owner.name
    for row in named:
        written = row["director_name"]
        if not written or is_same_name(written, fullest) or fits_name(written, fullest):
            row["director_name"] = fullest if written else written
            continue
        address = row["director_email"]
        choice = asking.ask(
            row,
            "director",
            f"The director at {address} is called “{fullest}” in one row and “{written}” in "
            "another. Which name is right?",
            fullest,
            written,
            NO_DIRECTOR,
        )
        if choice == NO_DIRECTOR:
            leave_out(row)
        elif choice:
            for same in named:
                same["director_name"] = choice
