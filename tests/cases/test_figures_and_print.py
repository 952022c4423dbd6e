"""Cases L and H from outside: figures that differ, files that are opened, names on paper."""

import csv
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from meetings.documents import sign_in_sheet

from .. import factories
from . import later

pytestmark = pytest.mark.django_db
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
NAMES = Path(__file__).resolve().parent / "names_for_print.csv"


def test_l03_a_member_file_keeps_its_accents(client_of, regional_lead, cohort):
    factories.create_membership(cohort, factories.create_person("Zoë Nuñez-Ĉapek"))
    content = client_of(regional_lead).get(f"/cohorts/{cohort.slug}/members.csv").getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Zoë Nuñez-Ĉapek" in content.decode("utf-8-sig")


@later.DOORS
def test_h01_every_name_has_its_letters_in_a_font_of_ours():
    drawn = set().union(*(TTFont(font).getBestCmap() for font in FONTS.glob("*.woff2")))
    rows = csv.DictReader(NAMES.open(encoding="utf-8-sig", newline=""))
    missing = {row["Name"] for row in rows if {ord(c) for c in row["Name"] if c != " "} - drawn}
    assert missing == set()


@later.DOORS
def test_h03_the_free_lines_of_a_sheet_are_a_setting(meeting):
    meeting.cohort.walk_in_lines = 20
    sheet = sign_in_sheet.sign_in_sheet(meeting, sites_in_applications=lambda _meeting: {})
    assert len(sheet["free"]) == 20
