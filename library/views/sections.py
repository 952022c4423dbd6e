"""One editor for every kind of row in a draft (see library.sections)."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from guidebooks.actions.drafts import remove_from
from guidebooks.models import FAMILY_OF
from guidebooks.row_order import put_in_order, save_row
from lib.dates import bare_clock
from lib.ordering import requested_order, sent_keys, sent_move

from ..forms.section_registry import SECTIONS, facts_of, title_of
from ..forms.sections import MinutesForm
from ..permissions import draft_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]
#: Rows in one list: more is a mistake, and no page has to be cut in pieces.
MOST = 100


def section_of(word, *, is_within=None):
    section = SECTIONS.get(word)
    if section is None or (is_within is not None and is_within != bool(section.within)):
        raise Http404
    return section


def parent_of(draft, section, pk):
    return get_object_or_404(section.parents(draft), pk=pk)


def to_the_rows(draft, section, parent=None):
    if parent:
        return redirect("library:section-list-in", draft.pk, parent.pk, section.word)
    return redirect("library:section-list", draft.pk, section.word)


# --- lists ---------------------------------------------------------------------------------------------


@require_http_methods(READ_AND_WRITE)
@draft_page
def rows(request, draft, section):
    section = section_of(section)
    if section.within:
        how_many = dict(section.rows(draft).order_by().values_list(section.within).annotate(Count("pk")))
        parents = [(parent, title_of(parent), how_many.get(parent.pk, 0)) for parent in section.parents(draft)]
        return render(request, "library/section_parents.html", {"draft": draft, "section": section, "parents": parents})
    return list_rows(request, draft, section, None)


@require_http_methods(READ_AND_WRITE)
@draft_page
def rows_within(request, draft, parent, section):
    section = section_of(section, is_within=True)
    return list_rows(request, draft, section, parent_of(draft, section, parent))


def list_rows(request, draft, section, parent):
    alike = section.rows(draft, parent)
    minutes = minutes_form(request, section, alike)
    if request.method == "POST" and (minutes is None or minutes.is_valid()):
        if minutes:
            minutes.keep()
        put_in_order(order_sent(request.POST, section.place, alike), section.place, alike)
        return to_the_rows(draft, section, parent)
    groups = list(groups_of(section, alike, minutes))
    words = {"draft": draft, "section": section, "parent": parent, "title": parent and title_of(parent), "groups": groups}
    if minutes:
        return render(request, "library/draft_blocks.html", words | {"minutes": minutes} | day_of(groups))
    return render(request, "library/section_list.html", words)


def day_of(groups):
    """The blocks on a clock that begins at nine: what each cohort sets for itself."""
    lines = [line for group in groups for line in group["rows"]]
    clock = datetime(2000, 1, 1, 9)
    for line in lines:
        line["begins"] = bare_clock(clock)
        clock += timedelta(minutes=line["row"].minutes)
    strip = [{"minutes": line["row"].minutes, "family": line["family"], "word": line["row"].get_kind_display()} for line in lines]
    return {"strip": strip, "total": sum(block["minutes"] for block in strip)}


def minutes_form(request, section, alike):
    """Blocks are lengthened where they are listed."""
    if section.word != "blocks":
        return None
    return MinutesForm(request.POST if request.method == "POST" else None, rows=section.place.in_order(alike))


def groups_of(section, alike, minutes):
    for value, like in section.place.groups(alike.select_related(*[section.owner] if section.owner else [])):
        name = like[0].get_audience_display() if section.place.apart else ""
        yield {"value": value, "name": name, "order": ",".join(str(row.pk) for row in like), "rows": [listed(row, minutes) for row in like]}


def listed(row, minutes):
    said = {"row": row, "title": title_of(row), "facts": facts_of(row)}
    return said | {"minutes": minutes.of(row), "family": FAMILY_OF[row.kind]} if minutes else said


def order_sent(data, place, alike):
    """The keys in the order that was sent, one of them moved a place where its button was pressed."""
    key, _ = sent_move(data)
    if key is None:
        return sent_keys(data)
    like = next((like for _, like in place.groups(alike) if key in [row.pk for row in like]), [])
    return [row.pk for row in requested_order(like, data)]


# --- one row -------------------------------------------------------------------------------------------


@require_http_methods(READ_AND_WRITE)
@draft_page
def row_add(request, draft, section):
    section = section_of(section, is_within=False)
    if section.is_fixed:
        raise Http404
    new = section.model() if section.owner else section.model(guidebook=draft)
    return write_row(request, draft, section, new, None)


@require_http_methods(READ_AND_WRITE)
@draft_page
def row_add_within(request, draft, parent, section):
    section = section_of(section, is_within=True)
    parent = parent_of(draft, section, parent)
    new = section.model(**{section.within: parent})
    if section.place.apart:
        new.audience = request.GET.get("audience", "")[:20]
    return write_row(request, draft, section, new, parent)


@require_http_methods(READ_AND_WRITE)
@draft_page
def row_edit(request, draft, section, row):
    section = section_of(section)
    row = get_object_or_404(section.rows(draft), pk=row)
    return write_row(request, draft, section, row, getattr(row, section.within) if section.within else None)


def write_row(request, draft, section, row, parent):
    heading = title_of(row) if row.pk else f"Add a {section.one}"
    form = section.form(request.POST if request.method == "POST" else None, draft=draft, instance=row)
    if request.method == "POST" and not row.pk and section.rows(draft, parent).count() >= MOST:
        form.add_error(None, f"There are {MOST} here already. Remove one before you add another.")
    if request.method == "POST" and form.is_valid():
        save_row(form.save(commit=False), section.place, section.rows(draft, parent))
        messages.success(request, f"“{title_of(row)}” is saved.")
        return to_the_rows(draft, section, parent)
    words = {"draft": draft, "section": section, "row": row, "parent": parent, "title": parent and title_of(parent), "form": form, "heading": heading}
    return render(request, "library/section_item.html", words, status=409 if form.theirs else 200)


@require_http_methods(READ_AND_WRITE)
@draft_page
def row_remove(request, draft, section, row):
    section = section_of(section)
    row = get_object_or_404(section.rows(draft), pk=row)
    if section.is_fixed:
        raise Http404
    parent = getattr(row, section.within) if section.within else None
    title = title_of(row)
    if request.method == "POST":
        remove_from(draft, row, section.place, section.rows(draft, parent))
        messages.success(request, f"“{title}” is gone.")
        return to_the_rows(draft, section, parent)
    words = {"draft": draft, "section": section, "row": row, "parent": parent, "title": title, "below": goes_with(draft, section, row)}
    return render(request, "library/section_item_remove.html", words)


def goes_with(draft, section, row):
    """What is gone with a row: of each kind how many."""
    below = [(other.title.lower(), other.rows(draft, row).count()) for other in SECTIONS.values() if other.within and other.model._meta.get_field(other.within).related_model is section.model]
    if section.word == "parts":
        below.append(("meetings", row.planned_meetings.count()))
    return [(title, count) for title, count in below if count]
