"""Public holidays of a country, and of a state of it, by their names."""

from functools import cache

import holidays


def is_known(country, subdivision=""):
    """Whether the holidays of this country, and of this subdivision where one is named, are known.

    country: as in ISO 3166-1, such as "US"; subdivision: as in ISO 3166-2 without the country,
    such as "CA".
    """
    subdivisions = holidays.list_supported_countries(include_aliases=False).get(country)
    return subdivisions is not None and (not subdivision or subdivision in subdivisions)


def holiday_name(day, country, subdivision=""):
    """The name of the holiday on this date, in English where it has one; "" on any other day, and
    where holidays are not known.
    """
    found = calendar_of(country, subdivision)
    return (found.get(day) or "").replace("; ", " and ") if found is not None else ""


@cache
def calendar_of(country, subdivision):
    if not is_known(country, subdivision):
        return None
    found = holidays.country_holidays(country, subdiv=subdivision or None)
    english = next((name for name in found.supported_languages if name.startswith("en")), None)
    return holidays.country_holidays(country, subdiv=subdivision or None, language=english)
