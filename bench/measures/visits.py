"""Requests without a network: WSGI calls in this process."""

import gzip
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter, time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches

#: The middleware of `django-admin startproject`, used for the empty view and the skeletons.
PLAIN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    seconds: float

    @property
    def kilobytes(self):
        return len(gzip.compress(self.body, 6)) / 1024


@contextmanager
def handlers():
    """Yields two WSGI handlers, with Hallway's middleware and with Django's default one,
    both for bench/urls.py.

    PRODUCTION is set, so that no page looks whether this is a demo database.
    """
    with override_settings(
        ROOT_URLCONF="bench.urls", ALLOWED_HOSTS=["testserver"], PRODUCTION=True
    ):
        clear_url_caches()
        with override_settings(MIDDLEWARE=PLAIN_MIDDLEWARE):
            plain = WSGIHandler()
        yield WSGIHandler(), plain
    clear_url_caches()


def session_cookie(person):
    """{name: value} of the session cookie of a person who signed in with a second factor;
    {} for None.
    """
    if person is None:
        return {}
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session["account_authentication_methods_user"] = str(person.pk)
    methods = [{"method": name, "at": time()} for name in ["password", "mfa"]]
    session["account_authentication_methods"] = methods
    session.create()
    return {settings.SESSION_COOKIE_NAME: session.session_key}


def send_request(handler, path, cookies, data=None):
    """The Answer to one request (a POST if there is data), timed until its last byte."""
    factory = RequestFactory(
        HTTP_ACCEPT_LANGUAGE="en",
        HTTP_COOKIE="; ".join(f"{name}={value}" for name, value in cookies.items()),
    )
    environ = (factory.get(path) if data is None else factory.post(path, data)).environ
    statuses = []
    began = perf_counter()
    response = handler(environ, lambda status, headers: statuses.append(status))
    body = b"".join(response)
    response.close()
    seconds = perf_counter() - began
    return Answer(int(statuses[0].split()[0]), body, seconds)


def send_and_capture(handler, path, cookies):
    """(Answer, SQL statements) of one GET request."""
    with CaptureQueriesContext(connection) as captured:
        answer = send_request(handler, path, cookies)
    return answer, [query["sql"] for query in captured.captured_queries]


def is_fine(answer):
    return answer.status in (HTTPStatus.OK, HTTPStatus.FOUND)
