"""What the budget page shows: filtered lines, their sums, and the filter options."""

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from guidebooks.models.budget import Purpose, Source
from lib.filters import filter_chips

from ..models import BudgetLine

GIVEN, BOUGHT = Q(source=Source.DONATION), Q(source=Source.BUDGET)


def budget_lines(cohort, *, purpose="", source=""):
    """Lines of a cohort: those without a meeting first, then by meeting.

    An unknown filter value is ignored.
    """
    lines = BudgetLine.objects.filter(cohort=cohort).select_related("meeting")
    if purpose in Purpose.values:
        lines = lines.filter(purpose=purpose)
    if source in Source.values:
        lines = lines.filter(source=source)
    return lines.annotate(place=Coalesce("meeting__position", 0)).order_by(
        "place", "purpose", "source", "pk"
    )


def sum_amounts(lines):
    """{"planned", "spent", "given"}: sums in dollars, 0 where there is no amount."""
    sums = lines.order_by().aggregate(
        planned=Sum("planned", filter=BOUGHT),
        spent=Sum("actual", filter=BOUGHT),
        given=Sum("actual", filter=GIVEN),
    )
    return {name: value or 0 for name, value in sums.items()}


def filter_options(cohort, column, choices, all_label):
    """Options to filter by a column: all lines first, then each value that occurs,
    with the number of lines.
    """
    lines = BudgetLine.objects.filter(cohort=cohort)
    counts = dict(lines.values_list(column).annotate(number=Count("pk")).order_by())
    return filter_chips(choices, counts, all_word=all_label)
