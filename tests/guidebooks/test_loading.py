"""Guidebooks are data: loading adds versions, is safe to run again, and never changes a row
that exists.
"""

import copy
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from cop_site.loading import load_everything
from guidebooks.loading.recruitment import load_guidebook
from guidebooks.loading.reference import load_networks
from guidebooks.models import Guidebook
from people.models import County, Network, QualityStandard, Region

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[2] / "fixtures" / "guidebooks" / "five-meetings.json"


def everything():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename ~ '^(cohorts|meetings|evaluations)_'"
        )
        tables = sorted(name for (name,) in cursor)
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row for (row,) in cursor]
    return rows


def test_loading_twice_is_loading_once():
    said = [io.StringIO(), io.StringIO()]
    call_command("load_guidebooks", stdout=said[0])
    first = everything()
    call_command("load_guidebooks", stdout=said[1])
    assert everything() == first
    assert "added" in said[0].getvalue() and "added" not in said[1].getvalue()
    assert (Region.objects.count(), County.objects.count(), QualityStandard.objects.count()) == (
        11,
        58,
        12,
    )
    assert sum(len(rows) for table, rows in first.items() if table == "people_person") == 0


def test_a_row_that_was_changed_here_stays_as_it_is():
    load_everything()
    Network.objects.update(outside_threshold=15, acknowledgement="Ours")
    Region.objects.filter(number=8).update(name="Our words")
    QualityStandard.objects.filter(number=1).update(gloss="Our gloss")
    ours = everything()
    load_everything()
    assert everything() == ours


def test_a_new_version_stands_beside_the_old_one():
    load_networks()
    data = json.loads(FILE.read_text())
    old, is_new = load_guidebook(data)
    assert is_new
    changed = copy.deepcopy(data)
    changed["name"] = {"en": "Changed", "es": "Cambiado"}
    same, is_new = load_guidebook(changed)
    assert same == old and not is_new and str(same.name) != "Changed"
    new, is_new = load_guidebook(changed | {"version": data["version"] + 1})
    assert is_new and new != old and new.parts.count() == old.parts.count()
    assert list(Guidebook.objects.filter(slug=old.slug).newest_versions()) == [new]
    old.refresh_from_db()
    assert str(old.name) == data["name"]["en"]


def test_half_a_guidebook_is_none(monkeypatch):
    def breaks(*args):
        raise KeyError("questions")

    monkeypatch.setattr("guidebooks.loading.guidebook_file.load_evaluations", breaks)
    with pytest.raises(KeyError):
        call_command("load_guidebooks", stdout=io.StringIO())
    assert Guidebook.objects.count() == Network.objects.count() == 0
