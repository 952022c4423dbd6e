"""Removing an activity or a piece of news: what follows, and doing it."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from guidebooks.actions.library import remove_activity
from guidebooks.models import Activity, News


def discard_activity(activity):
    if not remove_activity(Activity.objects.get(pk=activity.pk)):
        raise ActRefused(f"{activity.name} stands on an agenda, so it stays.")
    return outcome("activity", activity.name)


def discard_news(entry):
    News.objects.get(pk=entry.pk).delete()
    return outcome("piece of news", entry.title)


def outcome(kind, title):
    return Outcome(
        button=f"Remove the {kind}",
        done=f"“{title}” is gone.",
        consequences=[Consequence(1, f"{kind} goes for good", [str(title)])],
        ends=True,
        stays="Nobody is written to.",
    )
