"""Who signs in with a password and a second factor, and who is let in without."""

from django.conf import settings

from cohorts.access import works_here


def needs_password(person):
    """Staff sign in with a password and a second factor; everybody else by links."""
    return works_here(person) or person.is_staff or person.is_superuser


def may_skip_second_factor(person):
    """Invented people have no phone; in production mode nobody is let in like that."""
    return person.is_demo and not settings.PRODUCTION
