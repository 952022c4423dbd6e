"""Adding, changing, removing and ordering the items of one list of a draft
(criteria, parts, blocks, …).
"""

from django.db import transaction
from django.utils.text import slugify

from lib.bilingual import text_in_language
from lib.ordering import renumber, requested_order, sent_keys, sent_move
from lib.slugs import unique_slug

from ..models import EvaluationForm, PlannedMeeting
from .planned_meetings import renumber_meetings
from .questions import delete_unused_forms


@transaction.atomic(savepoint=False)
def save_item(item, *, items, order):
    """Save a new or changed item; a new one, and one that changed its group, goes to the end
    of its group.

    items: queryset of the whole list. order: the RowOrder of the list.
    """
    others = items.exclude(pk=item.pk)
    if item.pk is None and order.code_from is not None:
        item.code = new_code(item, others=others, order=order)
    if order.column and goes_to_end(item, order):
        setattr(item, order.column, place_at_end(item, others, order))
    item.save()
    renumber_groups(items, order)


def goes_to_end(item, order):
    if item.pk is None:
        return True
    if not order.group_by:
        return False
    return (
        not type(item)
        .objects.filter(pk=item.pk, **{order.group_by: getattr(item, order.group_by)})
        .exists()
    )


def place_at_end(item, others, order):
    """The number after the last one of the item's group; others: the list without the item."""
    if order.group_by:
        others = others.filter(**{order.group_by: getattr(item, order.group_by)})
    last = others.order_by(order.column).last()
    return getattr(last, order.column) + 1 if last else 1


def new_code(item, *, others, order):
    """A code that no other item has: from the item's English text, or M1,
    M2 … where `order.code_from` is empty.
    """
    if order.code_from:
        base = (
            slugify(text_in_language(getattr(item, order.code_from), "en"))[:40].strip("-") or "row"
        )
    else:
        base = f"M{others.count() + 1}"
    taken = set(others.values_list("code", flat=True))
    return unique_slug(base, taken)


@transaction.atomic(savepoint=False)
def remove_item(draft, item, *, items, order):
    """Delete an item with all that belongs to it, close the gaps, and delete forms
    that no meeting asks any more.
    """
    forms = list(EvaluationForm.objects.in_guidebook(draft))
    item.delete()
    renumber_groups(items, order)
    renumber_meetings(list(PlannedMeeting.objects.in_guidebook(draft)))
    delete_unused_forms(forms)


@transaction.atomic(savepoint=False)
def reorder_items(items, *, order, data):
    """Put the items into the order that a sortable list sent; groups of which nothing was sent stay
    as they are.

    data: see `lib.ordering`.
    """
    sent = {*sent_keys(data), sent_move(data)[0]}
    for _, group in order.groups(items):
        if sent & {item.pk for item in group}:
            renumber_group(requested_order(group, data), order)


def renumber_groups(items, order):
    for _, group in order.groups(items):
        renumber_group(group, order)


def renumber_group(group, order):
    if order.renumber:
        order.renumber(group)
    elif order.column and group:
        renumber(group, order.column)
