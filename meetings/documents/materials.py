"""Materials of blocks and activities: as labels for one block, and added up for a whole day.

A material is {"item": {language: text}, "per": "person" | "team" | "room", "quantity": number}, or plain text.
"""

from math import ceil

from django.utils.translation import gettext as _

from lib.bilingual import localized_text

#: People in a team, for materials that are counted by team.
TEAM_SIZE = 6
#: A tenth more of everything that is counted by person.
SPARE_FACTOR = 1.1


def material_labels(materials):
    return [material_label(material) for material in materials or []]


def material_label(material):
    """Such as "Sticky dot, 3 each" or "Prompt cards, 15", in the active language."""
    name, per, quantity = parse_material(material)
    if per == "person":
        return _("%(item)s, %(number)s each") % {"item": name, "number": quantity}
    if per == "team":
        return _("%(item)s, %(number)s a team") % {"item": name, "number": quantity}
    return f"{name}, {quantity}" if quantity > 1 else name


def parse_material(material):
    """(name, what it is counted by, quantity); plain text counts as one for the room."""
    if not isinstance(material, dict):
        return capitalize_first(str(material)), "room", 1
    quantity = material.get("quantity")
    name = capitalize_first(str(localized_text(material.get("item"))))
    return name, material.get("per", "room"), quantity if isinstance(quantity, int) else 1


def capitalize_first(text):
    return text[:1].upper() + text[1:]


def packing_list(lists, people):
    """[{"item", "many"}] for so many people, by name. lists: the materials of each block.

    An item that several blocks need is packed once, in the largest quantity, because it is used again. Only what
    every person gets more than one of is used up, so its quantities are added.
    """
    needs = {}
    for name, per, quantity in (parse_material(material) for materials in lists for material in materials or []):
        needed, before = quantity_needed(per, quantity, people), needs.get(name, 0)
        is_used_up = per == "person" and quantity != 1
        needs[name] = before + needed if is_used_up else max(before, needed)
    return [{"item": item, "many": many} for item, many in sorted(needs.items(), key=lambda need: need[0].casefold())]


def quantity_needed(per, quantity, people):
    if per == "person":
        return ceil(round(quantity * people * SPARE_FACTOR, 6))
    return quantity * ceil(people / TEAM_SIZE) if per == "team" else quantity
