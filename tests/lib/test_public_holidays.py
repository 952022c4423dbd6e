"""Holidays of a state, a country, and a place that nobody knows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lib.public_holidays import holiday_name, is_known
from people.models import Network

CESAR_CHAVEZ_DAY = date(2027, 3, 31)


def test_a_holiday_of_the_state_and_of_the_country():
    assert holiday_name(date(2026, 11, 11), "US", "CA") == "Veterans Day"
    assert holiday_name(CESAR_CHAVEZ_DAY, "US", "CA") == "Cesar Chavez Day"
    assert holiday_name(CESAR_CHAVEZ_DAY, "US") == ""
    assert holiday_name(date(2027, 5, 24), "CA", "AB") == "Victoria Day"
    assert holiday_name(date(2027, 9, 16), "MX") == "Independence Day"


def test_an_unknown_place_has_none():
    assert holiday_name(date(2027, 1, 1), "ZZ") == "" and not is_known("ZZ")
    assert is_known("US", "CA") and not is_known("US", "AB") and not is_known("CA", "ZZ")


@pytest.mark.parametrize("pair", [("ZZ", ""), ("US", "AB")])
def test_a_network_names_a_known_pair(pair):
    country, subdivision = pair
    with pytest.raises(ValidationError):
        Network(country=country, subdivision=subdivision).clean()
