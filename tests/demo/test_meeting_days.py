"""Invented cohorts meet on weekdays and Saturdays, never on a holiday, whatever day the
demonstration is started on.
"""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from demo.data.holidays import DAY, can_meet_on, day_to_meet
from demo.data.pilot import DAYS
from demo.data.seasons import first_day, first_day_just_held, first_friday_ahead, meeting_dates

GUIDEBOOKS = Path(__file__).resolve().parents[2] / "fixtures" / "guidebooks"
#: Two years and some, so that each date falls on more than one weekday.
STARTS = [date(2026, 1, 1) + n * DAY for n in range(800)]
FREE = [
    "2026-01-19",
    "2026-02-16",
    "2026-05-25",
    "2026-06-19",
    "2026-07-03",
    "2026-07-04",
    "2026-09-07",
    "2026-10-12",
    "2026-11-11",
    "2026-11-26",
    "2026-11-27",
    "2026-12-24",
    "2026-12-28",
    "2026-12-31",
    "2027-01-01",
    "2027-06-18",
    "2027-07-05",
    "2028-11-10",
]


def season_of(name):
    """({position: weeks after the first meeting}, the month in which the season begins)."""
    parts = json.loads((GUIDEBOOKS / f"{name}.json").read_text())["parts"]
    meetings = [meeting for part in parts for meeting in part["meetings"]]
    weeks = {meeting["position"]: meeting["weeks_after_first"] for meeting in meetings}
    return weeks, parts[0].get("first_month") or 9


@pytest.mark.parametrize("day", FREE)
def test_a_holiday_is_free(day):
    assert not can_meet_on(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-11-25", "2026-11-28", "2026-12-23", "2027-01-02"])
def test_a_saturday_and_the_days_around_holidays_are_not(day):
    assert can_meet_on(date.fromisoformat(day))


@pytest.mark.parametrize("step", [-DAY, DAY, 7 * DAY])
def test_a_day_to_meet_is_near_and_stays_itself_where_it_can(step):
    for day in STARTS:
        found = day_to_meet(day, step=step)
        assert can_meet_on(found) and abs(found - day) <= 14 * DAY
        assert found == day or not can_meet_on(day)


def test_the_pilot_met_on_such_days():
    assert all(can_meet_on(day + shift) for day in DAYS.values() for shift in [0 * DAY, 7 * DAY])


def test_the_running_cohort_has_just_met_and_prepares_its_second_meeting():
    weeks, _month = season_of("five-meetings")
    for today in STARTS:
        dates = in_order(meeting_dates(first_day_just_held(today), weeks))
        assert 3 <= (today - dates[0]).days <= 13, today
        assert 28 <= (dates[1] - today).days <= 53, today


def test_the_recruiting_cohort_begins_on_a_friday_about_nine_weeks_ahead():
    weeks, _month = season_of("five-meetings")
    for today in STARTS:
        dates = in_order(meeting_dates(first_friday_ahead(today), weeks))
        assert 62 <= (dates[0] - today).days <= 82 and dates[0].weekday() == 4, today


@pytest.mark.parametrize("name", ["hospital-schools", "green-house"])
def test_other_communities_are_over_under_way_and_ahead(name):
    weeks, month = season_of(name)
    for today in STARTS:
        over, under_way, ahead = (
            in_order(meeting_dates(first_day(stage, today=today, weeks=weeks, month=month), weeks))
            for stage in ["completed", "running", "recruiting"]
        )
        # The results of a meeting are released three days after it.
        assert (today - over[-1]).days > 14 and (today - under_way[0]).days >= 4, today
        assert (under_way[1] - today).days >= 4 and (ahead[0] - today).days >= 50, today


def in_order(dates):
    """The dates, after looking that people can meet on each and that they keep their distance."""
    found = [dates[position] for position in sorted(dates)]
    assert all(map(can_meet_on, found)), found
    assert all(later - sooner >= timedelta(days=14) for sooner, later in pairwise(found))
    return found
