"""{% load charts %}: the before-and-now chart, drawn for a wide page and for a phone."""

from django import template
from django.utils.translation import gettext as _

from ..drawing import drawings_of
from .figures import LEVELS

register = template.Library()
PAINT = {"low": ("#f4d9c0", "#6d3206", "#6d3206"), "medium": ("#ffffff", "#7c7768", "#1b2a2b"), "high": ("#14524f", "#14524f", "#ffffff")}


@register.inclusion_tag("evaluations/_chart.html")
def before_after_chart(figure, title):
    """Colors stand as attributes too, so that paper shows them."""
    drawings = drawings_of(figure)
    for drawing in drawings:
        for row in drawing["rows"]:
            row["word"] = _("Before") if row["name"] == "before" else _("Now")
            for bar in row["bars"]:
                bar["fill"], bar["stroke"], bar["ink"] = PAINT[bar["level"]]
        for word in drawing["words"]:
            word["word"] = LEVELS[word["level"]]
    return {"drawings": drawings, "spoken": spoken(figure, title)}


def spoken(figure, title):
    """The whole chart as a sentence."""
    before, after = figure.before.percents(), figure.after.percents()
    return _(
        "%(title)s Before: Low %(b1)d percent, Medium %(b2)d percent, High %(b3)d percent. "
        "Now: Low %(n1)d percent, Medium %(n2)d percent, High %(n3)d percent. %(n)d people."
    ) % {
        "title": title, "n": figure.n_pairs,
        "b1": before.low, "b2": before.medium, "b3": before.high,
        "n1": after.low, "n2": after.medium, "n3": after.high,
    }  # fmt: skip
