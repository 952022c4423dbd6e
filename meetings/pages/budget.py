"""The small budget of a cohort: its lines as somebody asked to see them, and what they add up to."""

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from guidebooks.models.budget import Purpose, Source

from ..models import BudgetLine

GIVEN, BOUGHT = Q(source=Source.DONATION), Q(source=Source.BUDGET)


def lines_of(cohort, *, purpose="", source=""):
    """Lines for the whole cycle first, then meeting by meeting; a filter that nobody knows is none."""
    lines = BudgetLine.objects.filter(cohort=cohort).select_related("meeting")
    if purpose in Purpose.values:
        lines = lines.filter(purpose=purpose)
    if source in Source.values:
        lines = lines.filter(source=source)
    return lines.annotate(place=Coalesce("meeting__position", 0)).order_by("place", "purpose", "source", "pk")


def sums_of(lines):
    """What these lines plan to spend, what was spent, and what gifts are worth."""
    sums = lines.order_by().aggregate(planned=Sum("planned", filter=BOUGHT), spent=Sum("actual", filter=BOUGHT), given=Sum("actual", filter=GIVEN))
    return {name: value or 0 for name, value in sums.items()}


def counts_of(cohort, name):
    """{value: number of lines} of a column, for the filter."""
    return dict(BudgetLine.objects.filter(cohort=cohort).values_list(name).annotate(number=Count("pk")).order_by())


def chips_of(cohort, name, choices, word):
    """The filter of one column, with the number behind each of its words."""
    number = counts_of(cohort, name)
    found = [{"word": label, "value": value, "count": number[value]} for value, label in choices if value in number]
    return [{"word": word, "value": "", "count": sum(number.values())}, *found]


def by_meeting(lines):
    """[(meeting or None, its lines)], in the order they come."""
    groups = []
    for line in lines:
        if not groups or groups[-1][0] != line.meeting:
            groups.append((line.meeting, []))
        groups[-1][1].append(line)
    return groups
