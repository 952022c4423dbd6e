"""Who signs in with a password and a second factor, and who may do without."""

from django.conf import settings

from cohorts.access import works_here


def needs_password(person):
    """Whether this person is staff: they sign in with a password and a second factor, everybody else by links."""
    return works_here(person) or person.is_staff or person.is_superuser


def may_skip_second_factor(person):
    """Invented people of the demonstration may, but never in production."""
    return person.is_demo and not settings.PRODUCTION
