"""Files made to be huge or slow: each is refused in words, in under three seconds of reading, and
what serves the pages neither waits nor grows.
"""

import io
import resource
import threading
import time
import zipfile

import pytest

from lib.spreadsheets import client
from lib.spreadsheets.client import read_apart
from lib.spreadsheets.data import MAX_BYTES, UnreadableFile

SMALL = "Send only the rows and columns you need."
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "xl/workbook.xml": (
        f'<workbook {NAMESPACE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/worksheet"/><Relationship Id="rId2" Target="shared'
        'Strings.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings"/></Relationships>'
    ),
    "xl/sharedStrings.xml": f"<sst {NAMESPACE}><si><t>A</t></si></sst>",
}


def workbook(cells="", **parts):
    """A workbook by hand. cells: what stands between <sheetData> and its end; parts: other parts,
    "/" as "__".
    """
    out, texts = io.BytesIO(), PARTS | {k.replace("__", "/"): v for k, v in parts.items()}
    texts["xl/worksheets/sheet1.xml"] = (
        cells
        if cells.startswith("<worksheet")
        else f"<worksheet {NAMESPACE}><sheetData>{cells}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    assert len(out.getvalue()) < MAX_BYTES
    return out.getvalue()


def row(number, cells):
    return f'<row r="{number}">{cells}</row>'


def shared_cells(number):
    return "".join(row(n, '<c t="s"><v>0</v></c>' * 45) for n in range(1, number // 45))


FILES = {
    "more cells than fit": lambda: workbook(row(1, "<c/>" * 1_500_000)),
    "cells in many rows": lambda: workbook(row(1, "<c><v>1</v></c>") * 400_000),
    "elements that are no cells": lambda: workbook("<row/>" * 2_000_000),
    "a row beyond the last": lambda: workbook(row(99_999_999, "<c><v>1</v></c>")),
    "one long text in every cell": lambda: workbook(
        shared_cells(90_000),
        **{"xl__sharedStrings.xml": f"<sst {NAMESPACE}><si><t>{'x' * 1900}</t></si></sst>"},
    ),
    "elements in elements": lambda: workbook("<a>" * 1_500_000),
    "many merged ranges": lambda: workbook(
        f"<worksheet {NAMESPACE}><sheetData/><mergeCells>"
        + '<mergeCell ref="A1:XFD1048576"/>' * 300_000
        + "</mergeCells></worksheet>"
    ),
    "many sheets": lambda: workbook(
        xl__workbook=PARTS["xl/workbook.xml"],
        **{f"xl__worksheets__s{n}.xml": "<worksheet/>" for n in range(600)},
    ),
    "bytes that unpack to more": lambda: workbook(xl__media="\0" * (21 * 1024 * 1024)),
    "commas": lambda: (b"," * 59 + b"x\n") * 30_000,
    "many rows": lambda: b"Name,Email\n" + b"A,a@b.org\n" * 150_000,
    "quotation marks": lambda: b'"' * (MAX_BYTES - 1),
    "an endless cell": lambda: b"Name,Email\n" + b"x" * (MAX_BYTES - 20),
    "letters stored twice": lambda: "Ã©".encode() * 400_000,
    "old letters": lambda: b"\x8e" * (MAX_BYTES - 2),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_in_words_within_three_seconds(name):
    content = FILES[name]()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(UnreadableFile) as refusal:
        read_apart(content)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert str(refusal.value)[0].isupper() and str(refusal.value).endswith(".")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert used < 3.5, "2.5 seconds of reading, and starting the reader"


def test_a_reader_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(client, "CPU_SECONDS", 0.3)
    with pytest.raises(UnreadableFile, match="takes too long or too much memory"):
        read_apart(FILES["elements that are no cells"]())


def test_memory_has_an_end(monkeypatch):
    monkeypatch.setattr(client, "MEGABYTES", 40)
    with pytest.raises(UnreadableFile):
        read_apart(FILES["letters stored twice"]())


def test_an_honest_file_of_the_largest_size_is_read():
    line = ",".join(["Some text of a cell"] * 12)
    rows = "Name,Email\n" + f"{line}\n" * 1999
    assert len(read_apart(rows.encode()).sheets[0].rows) == 2000


def test_more_files_than_readers_wait_for_each_other():
    done = []

    def read():
        done.append(read_apart(b"Name,Email\nA,a@b.org\n"))

    threads = [threading.Thread(target=read) for _ in range(6)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 6 and time.monotonic() - began < 10
