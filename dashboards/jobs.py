"""The background jobs of this package: importing registers them (lib/jobs/registry.py)."""

from .actions import make_document  # noqa: F401
