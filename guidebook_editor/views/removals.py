"""Removing an item of a draft. A meeting, or a part with its meetings, first asks what becomes of
the budget, the sessions of directors and the questions that hang on it.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.views.look import Look, look_or_perform, wants_form
from guidebooks.actions.planned_meetings import rows_hanging_on

from ..actions.draft_acts import remove
from ..forms.removals import RemovalForm
from ..forms.section_registry import item_title
from ..permissions import draft_page
from .sections import get_section, redirect_to_section


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def item_remove(request, draft, section, row):
    section = get_section(section)
    item = get_object_or_404(section.items(draft), pk=row)
    if section.is_fixed:
        raise Http404
    meetings = meetings_with(section, item)
    hanging = rows_hanging_on(draft, meetings, part=item if section.slug == "parts" else None)
    answers = {}
    if hanging.needs_an_answer:
        form = RemovalForm(
            None if request.method != "POST" else request.POST,
            draft=draft,
            meetings=meetings,
            hanging=hanging,
        )
        if wants_form(request) or not form.is_valid():
            context = {"draft": draft, "section": section, "item": item, "form": form}
            context["title"] = item_title(item)
            return render(request, "guidebook_editor/item_remove.html", context)
        answers = form.answers()
    parent = section.parent_of(item)
    about = {"title": item_title(item), "kind": section.item_name, "order": section.order}
    about |= {"items": section.items(draft, parent), "children": child_counts(draft, section, item)}
    about |= {"hanging": hanging, "answers": answers}
    look = look_of(draft, section, item, asks=bool(answers))
    return look_or_perform(request, look, lambda act: remove(draft, item, **about))


def look_of(draft, section, item, *, asks):
    page = reverse("guidebook_editor:item-edit", args=[draft.pk, section.slug, item.pk])
    title = item_title(item)
    return Look(
        f"Remove “{title[:90]}”",
        [(page, title[:60])],
        next=redirect_to_section(draft, section, section.parent_of(item)).url,
        keep=page,
        keep_word="Keep it",
        edit_word="Change the answers" if asks else "",
    )


def meetings_with(section, item):
    """The planned meetings that are removed together with this item."""
    if section.slug == "meetings":
        return [item]
    return list(item.planned_meetings.all()) if section.slug == "parts" else []


def child_counts(draft, section, item):
    """[(title of a section, how many of its items are removed together with this item)],
    without zeros.
    """
    counts = [
        (child.title.lower(), child.items(draft, item).count())
        for child in section.child_sections()
    ]
    if section.slug == "parts":
        counts.append(("meetings", item.planned_meetings.count()))
    return [(title, count) for title, count in counts if count]
