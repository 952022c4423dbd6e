"""{% load figures %}: figures of the results with their receipts, in words."""

from django import template
from django.utils.translation import gettext as _

from ..results.receipts import LEVELS, RULES, TIMES, in_words, out_of, pairs_of
from ..results.rounded import CoarseBeforeAfter

register = template.Library()
register.filter(in_words)


@register.simple_tag
def fewer(k):
    """What stands in the place of a figure of too few, or of nobody."""
    return _("fewer than %d answers") % k


@register.inclusion_tag("components/receipt.html")
def receipt(slip):
    """The slip behind one figure."""
    return {"summary": out_of(slip), "pairs": pairs_of(slip)}


@register.inclusion_tag("components/figure.html")
def said(shown, k):
    """The share who agreed with one sentence."""
    words = {"verb": _("said:"), "sentence": shown.question.text}
    return words | (figure_of(shown.figure.receipt) if shown.figure else {"hidden": fewer(k)})


@register.inclusion_tag("components/figure.html")
def moved(shown, k):
    """The share whose own rating is higher now than before."""
    words = {"verb": _("moved up"), "sentence": _("at least one level, before to now.")}
    if not shown.figure:
        return words | {"hidden": fewer(k)}
    figure = figure_of(shown.figure.receipt("moved_up"))
    return words | figure | {"pairs": [*figure["pairs"], *room_to_rise(shown.figure)]}


def room_to_rise(figure):
    """How many had a level to go to; counts, so nothing where only shares are shown."""
    if isinstance(figure, CoarseBeforeAfter):
        return []
    rose, ceiling = (figure.receipt(rule) for rule in ["moved_up_of_those_who_could", "ceiling"])
    no_room = _("%(high)d were High before; of the other %(others)d, %(rose)d moved up") % {
        "high": ceiling.numerator,
        "others": rose.denominator,
        "rose": rose.numerator,
    }
    return [(_("Room to rise"), no_room)]


def figure_of(slip):
    return {"number": in_words(slip.share), "summary": out_of(slip), "pairs": pairs_of(slip)}


@register.filter
def bars(rows, k):
    """Rows for {% agree_bars %}."""
    return [bar(shown, k) for shown in rows]


def bar(shown, k):
    figure = shown.figure
    if not figure:
        return {"text": shown.question.text, "percent": None, "words": fewer(k)}
    return {"text": shown.question.text, "percent": figure.percent, "count": figure.agreed, "n": figure.n, "words": in_words(figure.receipt.share)}


@register.filter
def level_rows(figure):
    """Rows of the table behind the chart: (word, cells, sum). Shares that are not exact have no sum but n."""
    for word, slips in [(_("Before"), figure.level_receipts("before")), (_("Now"), figure.level_receipts("after"))]:
        n = figure.n_pairs
        is_counted = all(slip.numerator is not None for slip in slips)
        yield word, [cell_of(slip) for slip in slips], f"{n} ({sum(slip.percent for slip in slips)}%)" if is_counted else n


@register.filter
def move(figure, rule):
    """How many moved up, stayed or moved down; the share where no count is shown."""
    slip = figure.receipt(rule)
    return in_words(slip.share) if slip.numerator is None else slip.numerator


def cell_of(slip):
    """24 (21%); 2% or less"""
    share = in_words(slip.share)
    return share if slip.numerator is None else f"{slip.numerator} ({share})"


@register.filter
def matrix_rows(figure):
    """Rows of who moved where: (level before, [(count, kind of cell)])."""
    names = list(LEVELS.values())
    for before, row in enumerate(figure.matrix):
        yield names[before], [(count, "is-up" if now > before else "is-same" if now == before else "") for now, count in enumerate(row)]


@register.filter
def headline(meeting):
    """The sentence that stands beside the movement: on the same construct where there is one."""
    constructs = {pair.question.construct for pair in meeting.pairs}
    same = [row for row in meeting.sentences if row.question.construct in constructs]
    return (same or meeting.sentences or [None])[0]


@register.filter
def slips(meeting, k):
    """Every count of a meeting with its receipt, for the look-up page."""
    for shown in meeting.sentences:
        yield from slips_of(shown, [shown.figure.receipt] if shown.figure else [], k)
    for shown in meeting.pairs:
        yield from slips_of(shown, receipts_of_pair(shown.figure) if shown.figure else [], k)


def receipts_of_pair(figure):
    yield from figure.level_receipts("before")
    yield from figure.level_receipts("after")
    yield from (figure.receipt(rule) for rule in ["moved_up", "same", "moved_down"])


def slips_of(shown, receipts, k):
    found = list(receipts)
    if not found:
        yield {"text": shown.question.text, "words": fewer(k)}
    levels = iter([*LEVELS.values()] * 2)
    for slip in found:
        rule = RULES.get(slip.rule) or f"{TIMES[slip.rule]}: {next(levels)}"
        yield {"text": shown.question.text, "slip": slip, "rule": rule}


@register.filter
def percents(numbers):
    """21%, 69%, 10%"""
    return ", ".join(f"{number}%" for number in numbers)


@register.filter
def shares(found):
    """The same of shares, exact or not."""
    return ", ".join(in_words(share) for share in found)


@register.filter
def agreement_rows(results, k):
    """(sentence, a cell for each meeting), in the order in which sentences were first asked."""
    asked = {}
    for place, meeting in enumerate(results.meetings):
        for shown in meeting.sentences:
            cells = asked.setdefault(shown.code, (shown.question.text, [{"percent": None, "words": "–"} for _ in results.meetings]))[1]
            cells[place] = shown.figure or {"percent": None, "words": fewer(k)}
    return list(asked.values())
