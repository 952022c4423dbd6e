"""Is this the demonstration: a database of invented people, and a request that may become one of them?"""

import os

from django.conf import settings

from people.models import Person

LOOPBACK = {"127.0.0.1", "::1"}


def is_demo_database():
    """Does this database hold the invented people of the demonstration?"""
    return Person.objects.filter(is_demo=True).exists()


def is_demo_here(request):
    """May this request see the mail page and become anyone: demo data, never in production, loopback or --share."""
    if settings.PRODUCTION:
        return False
    near = request.META.get("REMOTE_ADDR", "") in LOOPBACK and "HTTP_X_FORWARDED_FOR" not in request.META
    return (near or os.environ.get("HALLWAY_SHARE") == "1") and is_demo_database()
