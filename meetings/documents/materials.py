"""What to bring: for a block in words, for the whole day added up."""

from math import ceil

from django.utils.translation import gettext as _

from lib.bilingual import localized_text

#: People in a team, when a block counts its materials by team.
TEAM = 6
#: One tenth more of everything that is counted by person.
SPARE = 1.1


def in_a_block(materials):
    """"Sticky dot, 3 each"; "Prompt cards, 15"."""
    return [as_line(entry) for entry in materials or []]


def as_line(entry):
    name, each, quantity = parts_of(entry)
    if each == "person":
        return _("%(item)s, %(number)s each") % {"item": name, "number": quantity}
    if each == "team":
        return _("%(item)s, %(number)s a team") % {"item": name, "number": quantity}
    return f"{name}, {quantity}" if quantity > 1 else name


def parts_of(entry):
    """Name, what it is counted by, and how many; a facilitator's plain words are one for the room."""
    if not isinstance(entry, dict):
        return capital(str(entry)), "room", 1
    quantity = entry.get("quantity")
    name = capital(str(localized_text(entry.get("item"))))
    return name, entry.get("per", "room"), quantity if isinstance(quantity, int) else 1


def capital(words):
    return words[:1].upper() + words[1:]


def packed(lists, people):
    """Everything once, with how many. What everybody gets one of is handed out once; more than one is used up."""
    needs = {}
    for name, each, quantity in (parts_of(entry) for materials in lists for entry in materials or []):
        many = how_many(each, quantity, people)
        kept = each != "person" or quantity == 1
        needs[name] = max(needs.get(name, 0), many) if kept else needs.get(name, 0) + many
    return [{"item": item, "many": many} for item, many in sorted(needs.items(), key=lambda need: need[0].casefold())]


def how_many(each, quantity, people):
    if each == "person":
        return ceil(round(quantity * people * SPARE, 6))
    return quantity * ceil(people / TEAM) if each == "team" else quantity
