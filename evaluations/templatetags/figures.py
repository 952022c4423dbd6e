"""{% load figures %}: figures of the results with their receipts, as text."""

from django import template
from django.utils.translation import gettext as _

from lib import dates

from ..results.receipts import LEVELS, RULES, TIMES, details, share_text, summary
from ..results.rounded import RoundedBeforeAfter

register = template.Library()
register.filter(share_text)


@register.simple_tag
def fewer_than(k):
    """The text in place of a figure that is hidden or empty."""
    return _("fewer than %d answers") % k


@register.simple_tag
def no_figures(result, k):
    """Why a meeting has no figures: it is called off, to come, or open, or its group is hidden or
    empty.
    """
    if result.is_called_off:
        return _("called off")
    if result.is_ahead:
        return dates.day(result.first_on)
    return progress_of(result) if result.is_open else fewer_than(k)


def progress_of(result):
    """How far the evaluation of a meeting is that is not counted yet."""
    day = {"day": dates.day(result.last_day)}
    if result.has_ended:
        return _("closed since %(day)s, not counted yet") % day
    if result.answered:
        done, people = result.answered
        return _("open: %(done)s of %(people)s") % {"done": done, "people": people}
    return _("open until %(day)s") % day


@register.inclusion_tag("components/figure.html")
def agreement_figure(shown, k):
    """The share who agreed with one sentence. `shown`: a VisibleFigure."""
    context = {"verb": _("said:"), "sentence": shown.question.text}
    return context | (
        figure_context(shown.figure.receipt) if shown.figure else {"hidden": fewer_than(k)}
    )


@register.inclusion_tag("components/figure.html")
def moved_up_figure(shown, k):
    """The share whose own rating is higher now than before. `shown`: a VisibleFigure."""
    context = {"verb": _("moved up"), "sentence": _("at least one level, before to now.")}
    if not shown.figure:
        return context | {"hidden": fewer_than(k)}
    figure = figure_context(shown.figure.receipt("moved_up"))
    return context | figure | {"pairs": [*figure["pairs"], *room_to_rise(shown.figure)]}


def room_to_rise(figure):
    """How many had a level to rise to; nothing for a rounded figure, because these are counts."""
    if isinstance(figure, RoundedBeforeAfter):
        return []
    rose, ceiling = (figure.receipt(rule) for rule in ["moved_up_of_those_who_could", "ceiling"])
    no_room = _("%(high)d were High before; of the other %(others)d, %(rose)d moved up") % {
        "high": ceiling.numerator,
        "others": rose.denominator,
        "rose": rose.numerator,
    }
    return [(_("Room to rise"), no_room)]


def figure_context(receipt):
    return {
        "number": share_text(receipt.share),
        "summary": summary(receipt),
        "pairs": details(receipt),
    }


@register.filter
def agreement_bars(figures, k):
    """Rows for {% agree_bars %}."""
    return [agreement_bar(shown, k) for shown in figures]


def agreement_bar(shown, k):
    figure, text = shown.figure, shown.question.text
    if not figure:
        return {"text": text, "percent": None, "words": fewer_than(k)}
    words = share_text(figure.receipt.share)
    return {
        "text": text,
        "percent": figure.percent,
        "count": figure.agreed,
        "n": figure.n,
        "words": words,
    }


@register.filter
def level_rows(figure):
    """Rows of the table behind the chart: (label, cells, sum).

    Rounded percentages have n in place of the sum.
    """
    n = figure.n_pairs
    rows = [
        (_("Before"), figure.level_receipts("before")),
        (_("Now"), figure.level_receipts("after")),
    ]
    for label, receipts in rows:
        is_exact = all(receipt.numerator is not None for receipt in receipts)
        total = f"{n} ({sum(receipt.percent for receipt in receipts)}%)" if is_exact else n
        yield label, [level_cell(receipt) for receipt in receipts], total


def level_cell(receipt):
    """24 (21%); 2% or less"""
    share = share_text(receipt.share)
    return share if receipt.numerator is None else f"{receipt.numerator} ({share})"


@register.filter
def movement(figure, rule):
    """How many moved up, stayed or moved down; the percentage where no count is shown."""
    receipt = figure.receipt(rule)
    return share_text(receipt.share) if receipt.numerator is None else receipt.numerator


@register.filter
def matrix_rows(figure):
    """Rows of who moved where: (level before, [(count, CSS class)])."""
    names = list(LEVELS.values())
    for before, row in enumerate(figure.matrix):
        yield names[before], [(count, matrix_class(before, now)) for now, count in enumerate(row)]


def matrix_class(before, now):
    if now > before:
        return "is-up"
    return "is-same" if now == before else ""


@register.filter
def headline_item(result):
    """The agreement item shown beside the movement: one on the same construct if there is one,
    or the first.
    """
    constructs = {pair.question.construct for pair in result.pairs}
    same = [item for item in result.agreement_items if item.question.construct in constructs]
    return (same or result.agreement_items or [None])[0]


@register.filter
def receipt_rows(result, k):
    """Rows of a release's page: {"text", "receipt", "rule"}, or {"text", "words"}
    where a figure is hidden.
    """
    for shown in result.agreement_items:
        yield from rows_of_figure(shown, [shown.figure.receipt] if shown.figure else [], k)
    for shown in result.pairs:
        yield from rows_of_figure(shown, receipts_of_pair(shown.figure) if shown.figure else [], k)


def receipts_of_pair(figure):
    yield from figure.level_receipts("before")
    yield from figure.level_receipts("after")
    yield from (figure.receipt(rule) for rule in ["moved_up", "same", "moved_down"])


def rows_of_figure(shown, receipts, k):
    found = list(receipts)
    if not found:
        yield {"text": shown.question.text, "words": fewer_than(k)}
    levels = iter([*LEVELS.values()] * 2)
    for receipt in found:
        rule = RULES.get(receipt.rule) or f"{TIMES[receipt.rule]}: {next(levels)}"
        yield {"text": shown.question.text, "receipt": receipt, "rule": rule}


@register.filter
def percent_list(numbers):
    """21%, 69%, 10%"""
    return ", ".join(f"{number}%" for number in numbers)


@register.filter
def share_list(shares):
    """The same of Shares, exact or rounded."""
    return ", ".join(share_text(share) for share in shares)


@register.filter
def agreement_rows(results, k):
    """[(sentence, cells)] with a cell for each meeting, in the order in which sentences were first
    asked. A cell is an Agreement, or {"percent": None, "words"} where there is none yet, where it
    is hidden, or where the sentence was not asked.
    """
    rows = {}
    for index, meeting in enumerate(results.meetings):
        for shown in meeting.agreement_items:
            blank = [{"percent": None, "words": _("not asked")} for _meeting in results.meetings]
            _text, cells = rows.setdefault(shown.code, (shown.question.text, blank))
            words = fewer_than(k) if meeting.is_shown else no_figures(meeting, k)
            cells[index] = shown.figure or {"percent": None, "words": words}
    return list(rows.values())
