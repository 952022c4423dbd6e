"""Browsers of signed-in people, without walking through the pages of signing in."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.test import Client


def signed_in_client(person, *, second_factor=True, **options):
    """A Client in which this person is signed in;
    with what allauth records when a code was right.
    """
    client = Client(**options)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    if second_factor:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time()}
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session.save()
    return client
