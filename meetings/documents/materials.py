"""Materials of blocks and activities, and their labels.

A material is {"item": {language: text}, "per": "person" | "team" | "room", "quantity": number},
or plain text.
"""

from django.utils.translation import gettext as _

from lib.bilingual import localized_text


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
