"""{% load components %}: the visual components.

Each tag draws the file of its name in templates/components/.
"""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from .. import charts, form_errors, paging, query

register = template.Library()

PILL_ICONS = {
    "ok": "check-lg",
    "wait": "clock",
    "stop": "exclamation-triangle",
    "info": "arrow-right",
    "off": "dash-lg",
}
FAMILY_ICONS = {
    "gather": "people",
    "move": "person-walking",
    "listen": "easel",
    "talk": "chat-square-text",
    "write": "pencil",
    "rest": "cup-hot",
    "measure": "list-check",
}
ICON_ATTRIBUTES = mark_safe(
    'class="h-icon" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false"'
)
AUTOSAVE_ICONS = {
    "saved": "check-lg",
    "saving": "clock",
    "waiting": "phone",
    "failed": "exclamation-triangle",
}


def pass_arguments(**given):
    """The context of a tag is its keyword arguments and nothing else of the page."""
    return given


COMPONENTS = (
    "next_action",
    "figure",
    "receipt",
    "facts",
    "fact",
    "list_row",
    "empty",
    "quote",
    "print_header",
)
for component in COMPONENTS:
    register.inclusion_tag(f"components/{component}.html", name=component)(pass_arguments)


@cache
def icon_content(name):
    svg = render_to_string(f"bs_icon/{name}.svg")
    return mark_safe(svg[svg.index(">") + 1 :])


@register.simple_tag
def icon(name):
    return format_html("<svg {}>{}", ICON_ATTRIBUTES, icon_content(name))


@register.inclusion_tag("components/pill.html")
def pill(state, word, icon=""):
    return {"state": state, "word": word, "icon": icon or PILL_ICONS.get(state, "dash-lg")}


@register.inclusion_tag("components/block_kind.html")
def block_kind(family, word):
    return {"family": family, "word": word, "icon": FAMILY_ICONS.get(family, "dash-lg")}


@register.inclusion_tag("components/autosave_status.html")
def autosave_status(state, words):
    return {"state": state, "words": words, "icons": AUTOSAVE_ICONS.items()}


@register.inclusion_tag("components/strip_item.html")
def strip_item(state):
    return {"state": state}


@register.inclusion_tag("components/meeting_strip.html")
def meeting_strip(meetings, large=False, seats=0):
    """meetings: dicts as described in the template.

    seats: how many dots are drawn below the strip.
    """
    meetings = list(meetings)
    return {
        "meetings": meetings,
        "per_row": charts.items_per_row(len(meetings)),
        "large": large or bool(seats),
        "dots": charts.seat_dots(seats) if seats else None,
        "light": charts.opening_light_offset(meetings),
    }


@register.inclusion_tag("components/print_strip.html")
def print_strip(meetings):
    return {"doors": charts.print_strip(list(meetings))}


@register.inclusion_tag("components/day_timeline.html")
def day_timeline(blocks, planned=0, clock=None):
    return charts.day_timeline(list(blocks), planned=planned or 0, clock=clock)


@register.inclusion_tag("components/errors.html")
def errors(*forms):
    found = form_errors.error_summary(*forms)
    return {"mistakes": found, "count": len(found)}


@register.inclusion_tag("components/steps.html")
def steps(words, current, label):
    """words: of the steps; those before the current one are done."""
    words = list(words)
    numbered = [{"word": word, "state": step_state(n, current)} for n, word in enumerate(words, 1)]
    return {"steps": numbered, "current": current, "total": len(words), "label": label}


@register.inclusion_tag("components/steps.html")
def form_steps(drawn, label):
    """drawn: the steps of a form, each a dict with word and state, one of them current; a step that
    is begun also has how much is answered, and the total.
    """
    drawn = list(drawn)
    current = next(n for n, step in enumerate(drawn, 1) if step["state"] == "current")
    return {"steps": drawn, "current": current, "total": len(drawn), "label": label}


def step_state(number, current):
    if number == current:
        return "current"
    return "done" if number < current else "ahead"


@register.inclusion_tag("components/progress.html")
def progress(done, total, state="saved", words=""):
    width = round(100 * done / total) if total else 0
    return {"done": done, "total": total, "width": width, "state": state, "words": words}


@register.inclusion_tag("components/agree_bars.html")
def agree_bars(rows):
    return {"rows": rows}


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context, chips, name, label):
    """chips: as lib.filters makes them.

    name: of the query parameter; label: of the whole row, for screen readers.
    """
    drawn = [drawn_chip(chip, context["request"], name) for chip in chips]
    return {"label": label, "chips": drawn}


def drawn_chip(chip, request, name):
    return {
        "word": chip["word"],
        "count": chip.get("count"),
        "current": str(chip["value"]) == request.GET.get(name, ""),
        "query": query_with(request, name, chip["value"]),
    }


def query_with(request, name, value):
    """The query string of this page with one parameter replaced, or removed for an empty value;
    back to the first page.
    """
    query = request.GET.copy()
    for old in ("page", paging.AFTER, paging.BEFORE, name):
        query.pop(old, None)
    if value not in ("", None):
        query[name] = value
    return "?" + query.urlencode()


@register.inclusion_tag("components/search.html", takes_context=True)
def search(context, label, own=""):
    """The search field of a list.

    own: names of the other fields of its form, separated by spaces.
    """
    return {
        "label": label,
        "q": query.search_text(context["request"].GET),
        "kept": query.kept_parameters(context["request"].GET, {"q", *own.split()}),
    }


@register.inclusion_tag("components/kept.html", takes_context=True)
def kept(context, own):
    """Hidden fields that keep what the address says, but for the place in the list and the form's
    own fields.
    """
    return {"kept": query.kept_parameters(context["request"].GET, set(own.split()))}


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context, page, whole=None):
    """page: a lib.paging.Page; whole: the number of rows without any filter."""
    request = context["request"]
    before = page.before and query_with(request, paging.BEFORE, page.before)
    after = page.after and query_with(request, paging.AFTER, page.after)
    found = {"page": page, "whole": whole, "before": before, "after": after}
    return found | {"most": paging.COUNT_LIMIT}


@register.filter
def first_word(text):
    return str(text).split(" ", 1)[0]


@register.filter
def after_first_word(text):
    """The rest of the text with the space before it; empty for a single word."""
    first, space, rest = str(text).partition(" ")
    return space + rest


@register.filter
def dollars(amount):
    """An amount as text, such as $1,200.00."""
    return f"${amount:,.2f}"
