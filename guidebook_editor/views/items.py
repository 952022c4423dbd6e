"""Adding and editing one item of a draft, of whatever section."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from guidebooks.actions.items import save_item
from lib.query import posted

from ..forms.meeting_items import BlockCopyForm
from ..forms.section_registry import item_title
from ..permissions import draft_page
from .form_page import refuse_more_than, render_form
from .sections import get_parent, get_section, redirect_to_section

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: Items in one list: more is a mistake, and no list needs pages.
MAX_ITEMS = 100


@require_http_methods(READ_AND_WRITE)
@draft_page
def item_add(request, draft, section):
    section = get_section(section, has_parent=False)
    if section.is_fixed:
        raise Http404
    item = section.model() if section.owner_column else section.model(guidebook=draft)
    return edit_item(request, draft, section, item, None)


@require_http_methods(READ_AND_WRITE)
@draft_page
def item_add_in(request, draft, parent, section):
    """Add an item below a parent; `?audience=` chooses the group it begins in,
    where the section has groups.
    """
    section = get_section(section, has_parent=True)
    parent = get_parent(draft, section, parent)
    item = section.model(**{section.parent_column: parent})
    if section.order.group_by:
        item.audience = request.GET.get("audience", "")[:20]
    return edit_item(request, draft, section, item, parent)


@require_http_methods(READ_AND_WRITE)
@draft_page
def item_edit(request, draft, section, row):
    section = get_section(section)
    item = get_object_or_404(section.items(draft), pk=row)
    return edit_item(request, draft, section, item, section.parent_of(item))


def edit_item(request, draft, section, item, parent):
    heading = item_title(item) if item.pk else f"Add a {section.item_name}"
    form = section.form(posted(request), draft=draft, instance=item)
    if request.method == "POST" and not item.pk:
        refuse_more_than(MAX_ITEMS, section.items(draft, parent), form)
    if request.method == "POST" and form.is_valid():
        save_item(form.save(commit=False), items=section.items(draft, parent), order=section.order)
        messages.success(request, f"“{item_title(item)}” is saved.")
        return redirect_to_section(draft, section, parent)
    context = {"draft": draft, "section": section, "item": item, "parent": parent, "form": form}
    context |= {"heading": heading, "title": parent and item_title(parent)}
    if section.slug == "blocks" and item.pk:
        context["copy_form"] = BlockCopyForm(draft=draft)
    return render_form(request, "guidebook_editor/item_form.html", context)
