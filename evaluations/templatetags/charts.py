"""{% load charts %}: the before-and-now chart, once for a wide page and once for a phone."""

from django import template
from django.utils.translation import gettext as _

from ..results.chart import chart_data
from ..results.receipts import LEVELS, share_text

register = template.Library()
#: Before a number in the bars, where it is rounded; the sentence and the table say it in words.
SIGNS = {"exactly": "", "at_least": "≥", "at_most": "≤", "about": "≈"}
#: Fill, stroke and text color.
COLORS = {
    "low": ("#f4d9c0", "#6d3206", "#6d3206"),
    "medium": ("#ffffff", "#7c7768", "#1b2a2b"),
    "high": ("#14524f", "#14524f", "#ffffff"),
}


@register.inclusion_tag("evaluations/_chart.html")
def before_after_chart(figure, title):
    """Colors are attributes, not only CSS, so that they are printed."""
    charts = chart_data(figure)
    for chart in charts:
        for row in chart["rows"]:
            row["label"] = _("Before") if row["name"] == "before" else _("Now")
            for bar in row["bars"]:
                bar["fill"], bar["stroke"], bar["ink"] = COLORS[bar["level"]]
                bar["number"] = f"{SIGNS[bar['share'].relation]}{bar['share'].percent}%"
        for label in chart["labels"]:
            label["text"] = LEVELS[label["level"]]
    return {"charts": charts, "description": description(figure, title)}


def description(figure, title):
    """The whole chart as a sentence, for screen readers."""
    receipts = [*figure.level_receipts("before"), *figure.level_receipts("after")]
    numbers = dict(zip(["b1", "b2", "b3", "n1", "n2", "n3"], receipts, strict=True))
    values = {"title": title, "n": figure.n_pairs}
    if receipts[0].numerator is None:
        return rounded_description(
            values | {key: share_text(receipt.share) for key, receipt in numbers.items()}
        )
    return _(
        "%(title)s Before: Low %(b1)d percent, Medium %(b2)d percent, High %(b3)d percent. "
        "Now: Low %(n1)d percent, Medium %(n2)d percent, High %(n3)d percent. %(n)d people."
    ) % (values | {key: receipt.percent for key, receipt in numbers.items()})


def rounded_description(values):
    return (
        _(
            "%(title)s Before: Low %(b1)s, Medium %(b2)s, High %(b3)s. "
            "Now: Low %(n1)s, Medium %(n2)s, High %(n3)s. %(n)d people."
        )
        % values
    )
