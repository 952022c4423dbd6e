"""Names of invented cohorts, in both languages."""

from i18nfield.strings import LazyI18nString


def of_years(names, years):
    """names: {language: name}. years: such as "2027-29". Returns the LazyI18nString of both."""
    shown = years.replace("-", "–")
    return LazyI18nString({language: f"{name}, {shown}" for language, name in names.items()})


def of_region(number, years, *, english="cohort", spanish="Grupo"):
    names = {"en": f"Region {number} {english}", "es": f"{spanish} de la Región {number}"}
    return of_years(names, years)
