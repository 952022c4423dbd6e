"""Every case from outside has a test: those of files are named beside them, the others here."""

import csv
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = [
    "A01",
    "A03",
    "A04",
    "A06",
    "A08",
    "A10",
    "A11",
    "A13",
    "A14",
    "A15",
    "A16",
    "A17",
    "B01",
    "B02",
    "B03",
    "B04",
    "B05",
    "B06",
    "B07",
    "B09",
    "B11",
    "B12",
    "B13",
    "B14",
    "C01",
    "C02",
    "C04",
    "D01",
    "D02",
    "D03",
    "D04",
    "D05a",
    "D05b",
    "D11",
    "D13",
    "D14",
    "E01",
    "E02",
    "E03",
    "E04",
    "E07",
    "E08",
    "E10",
    "E12",
    "F01",
    "F03",
    "F05",
    "F07",
    "G01",
    "G03",
    "G05",
    "G06",
    "G07",
    "H01",
    "H03",
    "I01",
    "I04",
    "I05",
    "I06",
    "J01",
    "K01",
    "K02",
    "K04",
    "K06",
    "K09",
    "L01",
    "L03",
]


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_case_has_a_line():
    of_files = {row["case"] for row in rows(ROOT / "tests/recruitment/cases/manifest.csv")}
    here = {row["case"] for row in rows(HERE / "manifest.csv")}
    assert set(CASES) <= of_files | here


@pytest.mark.parametrize("row", rows(HERE / "manifest.csv"), ids=lambda row: row["case"])
def test_its_test_exists(row):
    path, _, name = row["test"].partition("::")
    source = (ROOT / path).read_text()
    assert f"def {name}(" in source if name else "def test_" in source
