"""Reading the files under fixtures/."""

import json
from pathlib import Path

from django.conf import settings
from i18nfield.strings import LazyI18nString


def read(*parts):
    return json.loads(Path(settings.BASE_DIR, "fixtures", *parts).read_text(encoding="utf-8"))


def words(value):
    """{"en": …, "es": …} as a localized string; nothing as an empty one."""
    return LazyI18nString(value or "")
