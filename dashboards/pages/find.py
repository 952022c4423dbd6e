"""What the page of the one search shows: groups of results, or a sentence that leads on."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.search import search_terms

from ..find import addresses
from ..find.groups import FINDERS, plural_of, said
from ..find.scope import FindScope

SHORTEST = 2
#: Groups whose rows lead to pages with a way through a list (components/record_walk.html).
RECORDS = {"people", "applications", "letters"}


def find_page(person, query):
    """The template's context. query: what was typed."""
    query = query.strip()
    words = search_terms(query)
    context = {"query": query, "groups": [], "heading": _("Find"), "hint": ""}
    if not words:
        return context | {"hint": _("Write a name, a place, a date or a word of a letter.")}
    if len("".join(words)) < SHORTEST:
        return context | {"hint": _("One letter is in too many names. Write at least two.")}
    found = [find(FindScope(person), query) for find in FINDERS]
    groups = [with_way_back(group, query) for group in found if group.rows]
    if not groups:
        return context | {
            "heading": _("Nothing holds “%(query)s”") % {"query": query},
            "hint": _("Try fewer words, or a part of one. Accents and capitals do not matter."),
        }
    return context | {"groups": groups, "heading": heading(groups, query)}


def with_way_back(group, query):
    """The same group; the pages of its records lead back to this search."""
    if group.code not in RECORDS:
        return group
    rows = [replace(row, href=addresses.found_address(row.href, query)) for row in group.rows]
    return replace(group, rows=rows)


def heading(groups, query):
    totals = [group.total for group in groups]
    total = None if None in totals else sum(totals)
    words = ngettext(
        "%(n)s result for “%(query)s”", "%(n)s results for “%(query)s”", plural_of(total)
    )
    words %= {"n": said(total), "query": query}
    return words[:1].upper() + words[1:]
