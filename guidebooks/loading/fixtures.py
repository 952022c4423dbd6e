"""Reading the files under fixtures/."""

import json
from pathlib import Path

from django.conf import settings
from i18nfield.strings import LazyI18nString

from lib.switches import without_what_is_off


def read_fixture(*parts):
    """The content of a JSON file; parts: its path below fixtures/."""
    content = Path(settings.BASE_DIR, "fixtures", *parts).read_text(encoding="utf-8")
    return without_what_is_off(json.loads(content))


def localized(value):
    """A localized string from {"en": …, "es": …} or a plain text; an empty one from None."""
    return LazyI18nString(value or "")
