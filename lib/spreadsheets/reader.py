"""Reads one table of text, in a child process that lib/spreadsheets/client.py starts;
workbook_reader.py does the same for workbooks.

It imports nothing of Hallway but its neighbours, and knows none of its secrets. It reads a line of
JSON from standard input (`pasted`, `encoding`, and the limits `megabytes` and `seconds` of
processor time) and then the file, and writes JSON: `refused`, a sentence, or the Spreadsheet.
"""

import json
import os
import signal
import sys
from contextlib import suppress

from .data import SAVE_AS, UnreadableFile
from .text_tables import read_csv, read_delimited

try:
    import resource
except ImportError:  # a system without such limits
    resource = None  # type: ignore[assignment]

OLE = b"\xd0\xcf\x11\xe0"
TOO_SLOW = (
    "The file takes too long or too much memory to read. Send only the rows and columns you need."
)


def main(read):
    """Read one file by this function of its bytes and the job; answer it."""
    job = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    limit(**job.pop("limits"))
    try:
        answer = read(content, **job).as_json()
    except UnreadableFile as refusal:
        answer = {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        answer = {"refused": TOO_SLOW}
    sys.stdout.write(json.dumps(answer))


def limit(*, megabytes, seconds):
    """Let others go first, and end this process beyond these limits, where the system can; the
    time-out of client.py holds everywhere.
    """
    with suppress(OSError, AttributeError):
        os.nice(10)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
    if resource:
        for name, most in [("RLIMIT_AS", megabytes << 20), ("RLIMIT_FSIZE", 0)]:
            with suppress(OSError, ValueError):
                resource.setrlimit(getattr(resource, name), (most, most))


def read_text(content, *, pasted, encoding):
    if pasted:
        return read_delimited(content.decode("utf-8"))
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    reject_other_formats(content)
    return read_csv(content, encoding)


def reject_other_formats(content):
    start = content[:2048].lstrip().lower()
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(
                "The file is protected by a password. Save it without one and choose it again."
            )
        raise UnreadableFile(f"This is an old Excel file (.xls). {SAVE_AS}")
    if start.startswith(b"%pdf"):
        raise UnreadableFile(f"This is a PDF. {SAVE_AS}")
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf")):
        raise UnreadableFile(f"This is a web page or a text document, not a table. {SAVE_AS}")


if __name__ == "__main__":
    main(read_text)
