"""Reads settings from environment variables.

An empty one counts as unset; a wrong one raises ImproperlyConfigured.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from launcher.database import NO

YES = {"1", "true", "yes", "on"}


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def required(name, why):
    """The text of a variable that must be set; `why` is part of the error message."""
    value = text(name)
    if not value.strip(", "):
        raise ImproperlyConfigured(
            f"{name} is not set: {why}. Set it in the environment and start again."
        )
    return value


def boolean(name, default=False):
    """True for 1, true, yes, on; False for 0, false, no, off."""
    value = text(name).lower()
    if not value:
        return default
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {value!r}, but must be 1 (yes) or 0 (no).")
    return value in YES


def number(name, default, *, lowest, highest):
    """A whole number from `lowest` to `highest`."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(
            f"{name} is {value!r}, but must be a whole number from {lowest} to {highest}."
        )
    return int(value)


def debug():
    """Whether errors show a traceback in the browser: HALLWAY_DEBUG, never in production."""
    if boolean("HALLWAY_DEBUG") and boolean("HALLWAY_PRODUCTION"):
        raise ImproperlyConfigured(
            "HALLWAY_DEBUG shows code and rows to whoever causes an error, "
            "so it cannot be set together with HALLWAY_PRODUCTION. Unset one of them."
        )
    return boolean("HALLWAY_DEBUG")


def secret(name, *, why):
    """A secret; outside production a fixed one if it is not set,
    so that a restart keeps sessions.
    """
    if boolean("HALLWAY_PRODUCTION"):
        return required(name, why)
    return text(name, default=f"only-for-trying-hallway-{name.lower()}-never-in-production")


def check_secrets(secret_key, link_key):
    if min(len(secret_key), len(link_key)) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY and HALLWAY_LINK_KEY need at least 50 random characters each."
        )
    if secret_key == link_key:
        raise ImproperlyConfigured("SECRET_KEY and HALLWAY_LINK_KEY must be two different secrets.")


def check_hosts(hosts):
    if any(not host.strip(".") or "*" in host or "/" in host for host in hosts):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name each address this site answers to, "
            "such as hallway.example.org."
        )


def check_site_url(url):
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ImproperlyConfigured(
            "SITE_URL must begin with https://, such as https://hallway.example.org."
        )


def comma_separated(name, default=()):
    """A list of the values between commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)
