"""Removing an activity, a piece of news or a track: what follows, and doing it."""

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Cohort
from guidebooks.actions.library import remove_activity
from guidebooks.actions.tracks import remove_track
from guidebooks.models import Activity, News, Track

#: Cohorts that a refusal names.
MOST_NAMED = 5


def discard_activity(activity):
    if not remove_activity(Activity.objects.get(pk=activity.pk)):
        raise ActRefused(f"{activity.name} stands on an agenda, so it stays.")
    return outcome("activity", activity.name)


def discard_news(entry):
    News.objects.get(pk=entry.pk).delete()
    return outcome("piece of news", entry.title)


def discard_track(track):
    """Refused for the track of a cohort. Its list of interest goes with it, without a letter."""
    names = remove_track(Track.objects.get(pk=track.pk))
    if names is None:
        cohorts = Cohort.objects.filter(track=track).order_by("pk")
        raise ActRefused(f"“{track.name}” is the track of {named(cohorts)}, so it stays.")
    told = outcome("track", track.name)
    goes = "name on its list of interest goes" if names == 1 else "names on its list of interest go"
    told.consequences.append(Consequence(names, f"{goes} with it, without a letter"))
    return told


def named(cohorts):
    names = ", ".join(str(cohort) for cohort in cohorts[:MOST_NAMED])
    more = cohorts.count() - MOST_NAMED
    return f"{names} and {more} more" if more > 0 else names


def outcome(kind, title):
    return Outcome(
        button=f"Remove the {kind}",
        done=f"“{title}” is gone.",
        consequences=[Consequence(1, f"{kind} goes for good", [str(title)])],
        ends=True,
        stays="Nobody is written to.",
    )
