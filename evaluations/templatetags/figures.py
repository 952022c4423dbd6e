"""{% load figures %}: figures of the results with their receipts, in words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

register = template.Library()

#: What was counted, by the rule of the receipt.
RULES = {
    "agreed": gettext_lazy("Agree or strongly agree"),
    "moved_up": gettext_lazy("Now is higher than before"),
    "same": gettext_lazy("Now is the same as before"),
    "moved_down": gettext_lazy("Now is lower than before"),
    "ceiling": gettext_lazy("High already before"),
    "moved_up_of_those_who_could": gettext_lazy("Now is higher than before, of those not High before"),
}
LEVELS = {"low": gettext_lazy("Low"), "medium": gettext_lazy("Medium"), "high": gettext_lazy("High")}


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
    slip, rose, ceiling = (shown.figure.receipt(rule) for rule in ["moved_up", "moved_up_of_those_who_could", "ceiling"])
    no_room = _("%(high)d were High before; of the other %(others)d, %(rose)d moved up") % {
        "high": ceiling.numerator,
        "others": rose.denominator,
        "rose": rose.numerator,
    }
    figure = figure_of(slip)
    return words | figure | {"pairs": [*figure["pairs"], (_("Room to rise"), no_room)]}


def figure_of(slip):
    return {"number": f"{slip.percent}%", "summary": out_of(slip), "pairs": pairs_of(slip)}


def out_of(slip):
    """25 of 26 answers; 15 of 26 pairs."""
    n = {"count": slip.numerator, "n": slip.denominator}
    if slip.rule == "agreed":
        return ngettext("%(count)d of %(n)d answer", "%(count)d of %(n)d answers", slip.denominator) % n
    return ngettext("%(count)d of %(n)d pair", "%(count)d of %(n)d pairs", slip.denominator) % n


def pairs_of(slip):
    exact = f"{slip.numerator} / {slip.denominator} = {100 * slip.numerator / slip.denominator:.2f}"
    return [
        (_("Counted"), RULES.get(slip.rule, slip.rule)),
        (_("Out of"), _("everybody who rated both") if slip.rule != "agreed" else _("everybody who answered this")),
        (_("Rounded"), _("%(exact)s, half up") % {"exact": exact}),
        (_("Form"), ", ".join(slip.source.form_versions)),
        (_("Release"), ", ".join(slip.source.releases)),
    ]


@register.filter
def bars(rows, k):
    """Rows for {% agree_bars %}."""
    return [bar(shown, k) for shown in rows]


def bar(shown, k):
    figure = shown.figure
    if not figure:
        return {"text": shown.question.text, "percent": None, "words": fewer(k)}
    return {"text": shown.question.text, "percent": figure.percent, "count": figure.agreed, "n": figure.n}


@register.filter
def level_rows(figure):
    """Rows of the table behind the chart: (word, [(count, percent)], sum of the printed per cents)."""
    for word, levels in [(_("Before"), figure.before), (_("Now"), figure.after)]:
        percents = levels.percents().counts()
        yield word, list(zip(levels.counts(), percents, strict=True)), sum(percents)


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


TIMES = {"level_before": gettext_lazy("Before"), "level_after": gettext_lazy("Now")}


@register.filter
def percents(numbers):
    """21%, 69%, 10%"""
    return ", ".join(f"{number}%" for number in numbers)


@register.filter
def agreement_rows(results, k):
    """(sentence, a cell for each meeting), in the order in which sentences were first asked."""
    asked = {}
    for place, meeting in enumerate(results.meetings):
        for shown in meeting.sentences:
            cells = asked.setdefault(shown.code, (shown.question.text, [{"percent": None, "words": "–"} for _ in results.meetings]))[1]
            cells[place] = shown.figure or {"percent": None, "words": fewer(k)}
    return list(asked.values())
