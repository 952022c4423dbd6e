"""Names in a sentence of the page's language."""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .text import plain_text

#: "y" becomes "e" before this sound in Spanish: "Ana e Ismael", but "Ana y Hierro".
SOUND_OF_I = re.compile(r"(i|hi)(?![aeo])|y(?![aeiou])")


def list_names(names):
    """ "Ana", "Ana and Ben", "Ana, Ben and Eve": the names in one sentence; "" without any."""
    *others, last = [str(name) for name in names] or [""]
    if not others:
        return last
    joined = {"others": ", ".join(others), "last": last}
    if (get_language() or "").startswith("es") and SOUND_OF_I.match(plain_text(last)):
        return "{others} e {last}".format(**joined)
    return _("%(others)s and %(last)s") % joined
