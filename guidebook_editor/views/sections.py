"""The lists of a draft's items: one view for every section (see forms/section_registry.py)."""

from datetime import datetime, timedelta

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cohorts.models import lead_title_in
from guidebooks.actions.blocks import save_block_minutes
from guidebooks.actions.items import reorder_items
from guidebooks.models import FAMILY_OF, BlockLead
from lib.dates import bare_clock
from lib.query import posted

from ..forms.meeting_items import BlockMinutesForm
from ..forms.section_registry import SECTION_BY_SLUG, item_facts, item_title
from ..permissions import draft_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: When the meeting of a planned agenda is shown to begin; each cohort sets its own hours.
SHOWN_START = datetime(2000, 1, 1, 9)


def get_section(slug, *, has_parent=None):
    """The section of this slug. has_parent: whether its items must belong to a parent row.

    Raises Http404.
    """
    section = SECTION_BY_SLUG.get(slug)
    if section is None or (has_parent is not None and has_parent != bool(section.parent_column)):
        raise Http404
    return section


def get_parent(draft, section, pk):
    return get_object_or_404(section.parents(draft), pk=pk)


def redirect_to_section(draft, section, parent=None):
    if parent:
        return redirect("guidebook_editor:section-list-in", draft.pk, parent.pk, section.slug)
    return redirect("guidebook_editor:section-list", draft.pk, section.slug)


@require_http_methods(READ_AND_WRITE)
@draft_page
def section_list(request, draft, section):
    """The items of a section; where they belong to parents, the parents to choose from."""
    section = get_section(section)
    if not section.parent_column:
        return list_items(request, draft, section, None)
    context = {"draft": draft, "section": section, "parents": counted_parents(draft, section)}
    return render(request, "guidebook_editor/section_parents.html", context)


def counted_parents(draft, section):
    """[(parent, its title, how many items it has)]."""
    items = section.items(draft).order_by()
    counts = dict(items.values_list(section.parent_column).annotate(Count("pk")))
    parents = section.parents(draft)
    return [(parent, item_title(parent), counts.get(parent.pk, 0)) for parent in parents]


@require_http_methods(READ_AND_WRITE)
@draft_page
def section_list_in(request, draft, parent, section):
    """The items of a section that belong to one parent."""
    section = get_section(section, has_parent=True)
    return list_items(request, draft, section, get_parent(draft, section, parent))


def list_items(request, draft, section, parent):
    """Show a list, or save its order and, for blocks, their minutes."""
    items = section.items(draft, parent)
    form = block_minutes_form(request, section, items)
    if request.method == "POST" and (form is None or form.is_valid()):
        save_list(section, items, form, request.POST)
        return redirect_to_section(draft, section, parent)
    groups = groups_of(draft, section, items, form)
    context = {"draft": draft, "section": section, "parent": parent, "groups": groups}
    context["title"] = parent and item_title(parent)
    if form:
        context |= {"minutes_form": form} | timeline(groups)
        return render(request, "guidebook_editor/block_list.html", context)
    return render(request, "guidebook_editor/section_list.html", context)


def save_list(section, items, form, data):
    if form:
        save_block_minutes(form.blocks, form.minutes())
    reorder_items(items, order=section.order, data=data)


def block_minutes_form(request, section, items):
    """The form of a planned meeting's blocks, None for other sections."""
    if section.slug != "blocks":
        return None
    return BlockMinutesForm(posted(request), blocks=section.order.sort(items))


def groups_of(draft, section, items, form):
    lead_title = lead_title_in(draft.network) if form else ""
    groups = grouped(items, section)
    return [group_context(group, section, form, lead_title) for _, group in groups]


def grouped(items, section):
    return section.order.groups(items.select_related(*filter(None, [section.owner_column])))


def group_context(group, section, form, lead_title):
    return {
        "name": group[0].get_audience_display() if section.order.group_by else "",
        "order": ",".join(str(item.pk) for item in group),
        "entries": [list_entry(item, form, lead_title) for item in group],
    }


def list_entry(item, form, lead_title):
    entry = {"item": item, "title": item_title(item), "facts": item_facts(item)}
    return entry | block_entry(item, form, lead_title) if form else entry


def block_entry(block, form, lead_title):
    return {
        "minutes": form.minutes_of(block),
        "family": FAMILY_OF[block.kind],
        "lead": BlockLead(block.lead).name_with(lead_title),
    }


def timeline(groups):
    """Set `begins`, a clock time, on each block's entry.

    Returns {"strip": the blocks for the `day_timeline` tag, "total": minutes}.
    """
    clock, entries = SHOWN_START, [entry for group in groups for entry in group["entries"]]
    for entry in entries:
        entry["begins"] = bare_clock(clock)
        clock += timedelta(minutes=entry["item"].minutes)
    strip = [strip_block(entry["item"], entry["family"]) for entry in entries]
    return {"strip": strip, "total": sum(block["minutes"] for block in strip)}


def strip_block(block, family):
    return {"minutes": block.minutes, "family": family, "word": block.get_kind_display()}
