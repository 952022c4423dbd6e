"""Human-readable receipt of a figure: numerator, denominator, rule, rounding,
form versions and releases.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

#: What was counted, by the rule of the receipt.
RULES = {
    "agreed": gettext_lazy("Agree or strongly agree"),
    "moved_up": gettext_lazy("Now is higher than before"),
    "same": gettext_lazy("Now is the same as before"),
    "moved_down": gettext_lazy("Now is lower than before"),
    "ceiling": gettext_lazy("High already before"),
    "moved_up_of_those_who_could": gettext_lazy(
        "Now is higher than before, of those not High before"
    ),
}
LEVELS = {
    "low": gettext_lazy("Low"),
    "medium": gettext_lazy("Medium"),
    "high": gettext_lazy("High"),
}
TIMES = {"level_before": gettext_lazy("Before"), "level_after": gettext_lazy("Now")}
RELATIONS = {
    "at_least": gettext_lazy("%(percent)d%% or more"),
    "at_most": gettext_lazy("%(percent)d%% or less"),
    "about": gettext_lazy("about %(percent)d%%"),
}


def share_text(share):
    """97%; 98% or more; about 55%"""
    if share.relation == "exactly":
        return f"{share.percent}%"
    return RELATIONS[share.relation] % {"percent": share.percent}


def summary(receipt):
    """25 of 26 answers; 15 of 26 pairs; a share of 26 pairs."""
    if receipt.numerator is None:
        return summary_without_count(receipt)
    n = {"count": receipt.numerator, "n": receipt.denominator}
    if receipt.rule == "agreed":
        return (
            ngettext("%(count)d of %(n)d answer", "%(count)d of %(n)d answers", receipt.denominator)
            % n
        )
    return ngettext("%(count)d of %(n)d pair", "%(count)d of %(n)d pairs", receipt.denominator) % n


def summary_without_count(receipt):
    n = {"n": receipt.denominator}
    if receipt.rule == "agreed":
        return (
            ngettext("a share of %(n)d answer", "a share of %(n)d answers", receipt.denominator) % n
        )
    return ngettext("a share of %(n)d pair", "a share of %(n)d pairs", receipt.denominator) % n


def details(receipt):
    """[(label, text)] of everything the receipt holds."""
    return [
        (_("Counted"), RULES.get(receipt.rule, receipt.rule)),
        (
            _("Out of"),
            _("everybody who rated both")
            if receipt.rule != "agreed"
            else _("everybody who answered this"),
        ),
        *rounding_details(receipt),
        (_("Form"), ", ".join(receipt.source.form_versions)),
        (_("Release"), ", ".join(receipt.source.releases)),
    ]


def rounding_details(receipt):
    """How the count became the percentage, or why no count is shown."""
    if receipt.numerator is None:
        return rounding_without_count()
    quotient = 100 * receipt.numerator / receipt.denominator
    exact = f"{receipt.numerator} / {receipt.denominator} = {quotient:.2f}"
    return [(_("Rounded"), _("%(exact)s, half up") % {"exact": exact})]


def rounding_without_count():
    roughly = _(
        "half up; very small and very large shares, and those beside them, are given roughly"
    )
    hidden = _("not shown: above a cohort this network gives shares, never counts")
    return [(_("Rounded"), roughly), (_("How many"), hidden)]
