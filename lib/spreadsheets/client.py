"""Reads uploaded tables (CSV or XLSX) within limits; every refusal says what to do instead.

The file is read in a child process (lib/spreadsheets/reader.py), so that a file made to be huge or
slow can neither hold up nor end the process that serves everybody's pages.
"""

import json
import os
import subprocess
import sys
import threading

from django.conf import settings

from .data import MAX_BYTES, SAVE_AS, SEND_LESS, Spreadsheet, UnreadableFile
from .reader import TOO_SLOW

#: Processor time and memory of one reader, and how long one waits for it at most: a busy machine
#: takes longer for the same work.
CPU_SECONDS, MEGABYTES, WAIT_SECONDS = 2.5, 512, 30
MAX_READERS = 2
#: How a workbook begins, and the program that reads it; all else is text.
ZIP, WORKBOOK_READER, READER = b"PK\x03\x04", "workbook_reader", "reader"
ENVIRONMENT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
turns = threading.BoundedSemaphore(MAX_READERS)


def read_spreadsheet(upload, *, encoding=""):
    """The Spreadsheet of an uploaded file. encoding: of CSV, "" to guess it.

    Raises UnreadableFile.
    """
    if upload.size > MAX_BYTES:
        raise UnreadableFile(f"The file is larger than 2 MB. {SEND_LESS}")
    return read_apart(upload.read(MAX_BYTES + 1), encoding=encoding)


def read_pasted(text):
    """The Spreadsheet of rows that were copied from a spreadsheet (between tabs) or of the text
    of a CSV file.

    Raises UnreadableFile.
    """
    content = text.encode("utf-8", "replace")
    if len(content) > MAX_BYTES:
        raise UnreadableFile("This is more than 2 MB. Paste only the rows and columns you need.")
    return read_apart(content, pasted=True)


def read_apart(content, *, pasted=False, encoding=""):
    if not turns.acquire(timeout=WAIT_SECONDS):
        raise UnreadableFile("Other files are being read. Send this one again in a minute.")
    try:
        answer = run_reader(content, pasted=pasted, encoding=encoding)
    finally:
        turns.release()
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    return Spreadsheet.from_json(answer)


def run_reader(content, **job):
    limits = {"megabytes": MEGABYTES, "seconds": CPU_SECONDS}
    program = WORKBOOK_READER if content.startswith(ZIP) and not job["pasted"] else READER
    try:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-m", f"lib.spreadsheets.{program}"],
            input=json.dumps(job | {"limits": limits}).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in ENVIRONMENT_VARIABLES if name in os.environ},
            start_new_session=True,
            timeout=WAIT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return {"refused": TOO_SLOW}
    if done.returncode == 0:
        return json.loads(done.stdout)
    return {"refused": TOO_SLOW if done.returncode < 0 else f"The file cannot be read. {SAVE_AS}"}
