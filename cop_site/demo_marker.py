"""Whether this is the demonstration: a database of invented people, and a request that may sign
in as one of them.
"""

import os

from django.conf import settings

from people.models import Person

LOOPBACK_ADDRESSES = {"127.0.0.1", "::1"}


def is_demo_database():
    """Whether this database holds invented people."""
    return Person.objects.filter(is_demo=True).exists()


def is_demo_here(request):
    """Whether this request may see the mail page and sign in as anybody.

    Only with a demo database, never in production, and only from this machine unless started
    with --share.
    """
    if settings.PRODUCTION:
        return False
    near = (
        request.META.get("REMOTE_ADDR", "") in LOOPBACK_ADDRESSES
        and "HTTP_X_FORWARDED_FOR" not in request.META
    )
    return (near or os.environ.get("HALLWAY_SHARE") == "1") and is_demo_database()
