"""Browsers of signed-in people, without walking through the pages of signing in."""

import time
from importlib import import_module

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in_client(person, *, second_factor=True, **options):
    """A Client in which this person is signed in;
    with what allauth records when a code was right.

    The session is written at once as signing in leaves it: one row instead of five statements.
    """
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = MODEL_BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    if second_factor:
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time()}
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.create()
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
