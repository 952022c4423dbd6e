"""Static files as they are served: with a hash of the content in the name, so that browsers keep
them for good, and compressed.
"""

from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

#: In STATIC_ROOT: the fingerprint of what was collected there.
STAMP = "collected.sha256"


class UsedFilesConfig(StaticFilesConfig):
    """Leaves the files of Bootstrap behind that no page uses; compressing them takes a minute."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap-*",
        "bootstrap.css*",
        "bootstrap.rtl*",
        "bootstrap*.js*",
    ]


def collect():
    """Fill STATIC_ROOT, unless the files that are there come from the same sources."""
    stamp, now = Path(settings.STATIC_ROOT) / STAMP, fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def fingerprint():
    """Changes with the name, size or time of any static file."""
    found = set()
    for finder in get_finders():
        for name, storage in finder.list(apps.get_app_config("staticfiles").ignore_patterns):
            file = Path(storage.path(name)).stat()
            found.add((name, file.st_size, file.st_mtime_ns))
    return sha256(repr(sorted(found)).encode()).hexdigest()
