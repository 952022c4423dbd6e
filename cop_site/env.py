"""Reads settings from environment variables. An empty one counts as unset; a wrong one raises ImproperlyConfigured."""

import os

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def required(name, why):
    """The text of a variable that must be set; `why` is part of the error message."""
    value = text(name)
    if not value.strip(", "):
        raise ImproperlyConfigured(f"{name} is not set: {why}. Set it in the environment and start again.")
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
        raise ImproperlyConfigured(f"{name} is {value!r}, but must be a whole number from {lowest} to {highest}.")
    return int(value)


def comma_separated(name, default=()):
    """A list of the values between commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)
