"""The background job of this package: importing registers it (lib/jobs/registry.py)."""

from .roster_import import import_job  # noqa: F401
