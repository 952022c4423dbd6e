"""{% load charts %}: the before-and-now chart, drawn for a wide page and for a phone."""

from django import template
from django.utils.translation import gettext as _

from ..results.chart import drawings_of
from ..results.receipts import LEVELS, in_words

register = template.Library()
#: Before a number in the bars, where totals are not exact; the sentence and the table say it in words.
SIGNS = {"exactly": "", "at_least": "≥", "at_most": "≤", "about": "≈"}
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
                bar["number"] = f"{SIGNS[bar['share'].relation]}{bar['share'].percent}%"
        for word in drawing["words"]:
            word["word"] = LEVELS[word["level"]]
    return {"drawings": drawings, "spoken": spoken(figure, title)}


def spoken(figure, title):
    """The whole chart as a sentence."""
    slips = [*figure.level_receipts("before"), *figure.level_receipts("after")]
    numbers = dict(zip(["b1", "b2", "b3", "n1", "n2", "n3"], slips, strict=True))
    about = {"title": title, "n": figure.n_pairs}
    if slips[0].numerator is None:
        return spoken_roughly(about | {key: in_words(slip.share) for key, slip in numbers.items()})
    return _(
        "%(title)s Before: Low %(b1)d percent, Medium %(b2)d percent, High %(b3)d percent. "
        "Now: Low %(n1)d percent, Medium %(n2)d percent, High %(n3)d percent. %(n)d people."
    ) % (about | {key: slip.percent for key, slip in numbers.items()})


def spoken_roughly(words):
    return _(
        "%(title)s Before: Low %(b1)s, Medium %(b2)s, High %(b3)s. "
        "Now: Low %(n1)s, Medium %(n2)s, High %(n3)s. %(n)d people."
    ) % words
