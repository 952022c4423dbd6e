"""What to pack for a whole day: the materials of all its blocks, added up for so many people."""

from math import ceil

from .materials import parse_material

#: People in a team, for materials that are counted by team.
TEAM_SIZE = 6
#: A tenth more of everything that is counted by person.
SPARE_FACTOR = 1.1


def packing_list(lists, people):
    """[{"item", "many"}] for so many people, by name. lists: the materials of each block.

    An item that several blocks need is packed once, in the largest quantity, because it is used
    again. Only what every person gets more than one of is used up, so its quantities are added.
    """
    needs = {}
    materials = [material for materials in lists for material in materials or []]
    for name, per, quantity in map(parse_material, materials):
        needed, before = quantity_needed(per, quantity, people), needs.get(name, 0)
        is_used_up = per == "person" and quantity != 1
        needs[name] = before + needed if is_used_up else max(before, needed)
    by_name = sorted(needs.items(), key=lambda need: need[0].casefold())
    return [{"item": item, "many": many} for item, many in by_name]


def quantity_needed(per, quantity, people):
    if per == "person":
        return ceil(round(quantity * people * SPARE_FACTOR, 6))
    return quantity * ceil(people / TEAM_SIZE) if per == "team" else quantity
