"""Who a row is: a member, somebody known, somebody of an earlier row, or new."""

from lib.address_typos import is_near_address
from lib.near_names import fits_name, is_same_name, name_parts
from lib.text import normalize_email

from .cell_values import add_error

ASK = "seat them, and ask at this address by a letter"
ALL_THE_SAME = "seat them all the same"
WITHOUT = "seat them without this address"
ANOTHER = "another person"
SHARES = "another person who shares this mailbox; letters say for whom they are"


class EarlierRows:
    """The rows before, found by address, by name and by the person they are."""

    def __init__(self):
        self.by_address, self.by_name, self.by_person = {}, {}, {}

    def add(self, row):
        if address := row["email"] or row["asked_at"]:
            self.by_address.setdefault(normalize_email(address), []).append(row)
        if row["name"]:
            self.by_name.setdefault(tuple(sorted(name_parts(row["name"]))), []).append(row)
        if row["person_pk"]:
            self.by_person.setdefault(row["person_pk"], row)

    def of_name(self, name):
        return self.by_name.get(tuple(sorted(name_parts(name))), [])


def settle_person(row, people, earlier, asking, errors):
    """Set `person_pk` (None: a new person), `new_name` and `repeats` (the earlier row about the
    same person). earlier: EarlierRows.
    """
    if settle_within_file(row, people, earlier, asking):
        return
    readers = people.readers_of(row["email"])
    if readers and not row["shares"]:
        settle_readers(row, readers, people, asking)
    elif row["name"]:
        settle_twins(row, people, asking)
    if other := earlier.by_person.get(row["person_pk"]):
        repeat(row, other)
        return
    if row["person_pk"]:
        check_membership(row, people, errors)
    check_application(row, people, asking)


# --- rows about one person ------------------------------------------------------------------------


def settle_within_file(row, people, earlier, asking):
    """Whether the row is about the same person as an earlier one."""
    key = normalize_email(row["email"])
    if key and (others := earlier.by_address.get(key)):
        return settle_shared_address(row, people, others, asking)
    for other in earlier.of_name(row["name"]):
        addresses = [key, normalize_email(other["email"])]
        if all(addresses) and not is_near_address(*addresses):
            continue
        same = f"the same person as in row {other['number']}"
        question = f"Row {other['number']} is {other['name']} too. Is it one person?"
        if asking.ask(row, "same name", question, same, ANOTHER) == same:
            return repeat(row, other)
        return False
    return False


def settle_shared_address(row, people, others, asking):
    if same_name := next((o for o in others if fits_name(row["name"], o["name"])), None):
        return repeat(row, same_name)
    if any(is_same_name(row["name"], reader.name) for reader in people.readers_of(row["email"])):
        return False
    other = others[0]
    same = f"the same person as in row {other['number']}"
    question = (
        f"Row {other['number']}, {other['name']}, has the same address {row['email']}. Who is "
        f"{row['name']}?"
    )
    choice = asking.ask(row, "shared address", question, SHARES, same)
    if choice == same:
        return repeat(row, other)
    row["shares"] = choice == SHARES
    return False


def repeat(row, other):
    row["repeats"] = other["number"]
    return True


# --- people we know -------------------------------------------------------------------------------


def settle_readers(row, readers, people, asking):
    """Somebody reads this address already. Under another name it is asked about, and of somebody
    of another region nothing is said and nothing bound.
    """
    for reader in readers:
        seen = people.may_be_named(reader)
        if is_same_name(row["name"], reader.name) or (seen and fits_name(row["name"], reader.name)):
            bind(row, reader, seen=seen)
            return
    if people.may_be_named(readers[0]):
        ask_who_reads(row, readers[0], asking)
    else:
        ask_for_click(row, asking)


def ask_who_reads(row, owner, asking):
    """owner: reads the address of this row, and may be named."""
    stays = f"the same person, still called {owner.name}"
    renamed = f"the same person, now called {row['name']}"
    question = (
        f"The address {row['email']} belongs to {owner.name}. Is {row['name']} the same person?"
    )
    choice = asking.ask(row, "known address", question, stays, renamed, SHARES)
    if choice == SHARES:
        row["shares"] = True
    elif choice:
        bind(row, owner, seen=True)
        row["new_name"] = row["name"] if choice == renamed else ""


def ask_for_click(row, asking):
    """The address is of somebody who may not be named: the row goes on without it."""
    question = (
        f"The address {row['email']} belongs to somebody we know under another name. Only a "
        "click from that address could say that it is the same person."
    )
    if asking.ask(row, "known address", question, ASK, WITHOUT) == ASK:
        row["asked_at"] = row["email"]
    row["email"] = ""


def settle_twins(row, people, asking):
    """A person of the region with a name alike may be meant."""
    twins = people.twins_of(row["name"], row["email"])
    members = [twin for twin in twins if is_current_member(twin, people)]
    exact = [twin for twin in members if is_same_name(twin.name, row["name"])]
    if not row["email"] and len(exact) == 1:
        bind(row, exact[0], seen=True)
        return
    if not twins:
        return
    choices = {describe(twin, row, people): twin for twin in twins}
    question = f"Is {row['name']} somebody who is known already?"
    choice = asking.ask(row, "person", question, *choices, ANOTHER)
    if choice in choices:
        bind(row, choices[choice], seen=True)


def is_current_member(person, people):
    return person.pk in people.members and people.members[person.pk].is_current


def describe(twin, row, people):
    where = "a member here" if is_current_member(twin, people) else "of this region"
    if row["email"] and not twin.email:
        return f"{twin.name}, {where}, who gets this address (number {twin.pk})"
    return f"{twin.name}, {where} (number {twin.pk})"


def bind(row, person, *, seen):
    row["person_pk"] = person.pk
    row["person_name"] = person.name if seen else row["name"]


def check_membership(row, people, errors):
    member = people.members.get(row["person_pk"])
    if member and not member.is_current:
        message = (
            f"{member.person.name} left this cohort. A file cannot bring somebody back; do it on "
            "their own page."
        )
        add_error(errors, row, "name", message, row["name"])


def check_application(row, people, asking):
    """Somebody who applied gets the seat by that application; asked about if it was refused."""
    row["application_pk"] = None
    if row["person_pk"] in people.members:
        return
    application = application_of(row, people, asking)
    if application is None:
        return
    row["application_pk"] = application.pk
    if not application.is_choosable:
        question = f"{application.name} applied, and was told that there is no seat this time."
        asking.ask(row, "application", question, ALL_THE_SAME)


def application_of(row, people, asking):
    """The application from the address of this row by the person of this row, or None; under
    another name it is asked about.
    """
    found = people.applications.get(normalize_email(row["email"]), [])
    same_name = (applied for applied in found if fits_name(row["name"], applied.name))
    if (own := next(same_name, None)) or not found or row["shares"]:
        return own
    if any(applied.person_id == row["person_pk"] is not None for applied in found):
        return next(applied for applied in found if applied.person_id == row["person_pk"])
    applied = found[0]
    same = f"the same person as {applied.name}"
    question = f"{applied.name} applied with the address {row['email']}. Who is {row['name']}?"
    if asking.ask(row, "applied address", question, SHARES, same) == same:
        return applied
    row["shares"] = people.owner_of(row["email"]) is not None
    return None
