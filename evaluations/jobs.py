"""The background job of this package: importing registers it (lib/jobs/registry.py)."""

from .actions import release  # noqa: F401
