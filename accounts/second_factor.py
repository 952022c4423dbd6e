"""Who signs in with a password and a second factor, and who may do without."""

from django.conf import settings

from cohorts.access import works_here


def needs_password(person):
    """Whether this person is staff: they sign in with a password and a second factor,
    everybody else by links.
    """
    return works_here(person) or person.is_staff or person.is_superuser


def is_exempt(person):
    """Whether the setting SECOND_FACTOR_EXEMPTION lets this person in by a link alone."""
    return bool(settings.SECOND_FACTOR_EXEMPTION) and getattr(
        person, settings.SECOND_FACTOR_EXEMPTION
    )
