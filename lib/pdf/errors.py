"""Why there is no PDF, in a sentence for the reader."""

import sys

from django.utils.translation import gettext_lazy as _

#: {reason: what a reader is told}; after the first two stands a command.
SENTENCES = {
    "pango": _(
        "PDF files need the text library Pango, and this computer does not have it. "
        "Whoever runs Hallway types:"
    ),
    "weasyprint": _("PDF files need the package WeasyPrint. Whoever runs Hallway types:"),
    "busy": _("Many people are printing right now. Wait a minute, then open the document again."),
    **dict.fromkeys(
        ["length", "time", "memory"],
        _("This document is too long to print. Shorten the longest text and try again."),
    ),
}
#: ... for any other reason.
NOT_DRAWN = _(
    "This document could not be drawn. Shorten its longest text, or tell whoever runs "
    "Hallway which document it was."
)
INSTALL_PANGO = {
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-x86_64-pango",
    "linux": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


class PdfError(Exception):
    """No PDF could be made.

    The message is a sentence for the reader; `command` a line to type in a shell, or "".
    """

    def __init__(self, message, command=""):
        super().__init__(message)
        self.command = command


def error_for(why):
    """A PdfError for the reason that a renderer gave, or for why none was asked."""
    commands = {"pango": pango_command(), "weasyprint": "python3 manage.py up"}
    return PdfError(str(SENTENCES.get(why, NOT_DRAWN)), commands.get(why, ""))


def pango_command():
    system = "linux" if sys.platform.startswith("linux") else sys.platform
    return INSTALL_PANGO.get(system, INSTALL_PANGO["linux"])
