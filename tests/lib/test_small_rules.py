"""Free slugs, numbers in requests, filter chips, fingerprints, words for dates."""

import re
from datetime import date, time

import pytest
from django.http import QueryDict
from django.utils import translation

from lib import dates
from lib.edit_conflicts import fingerprint, mark_as_seen
from lib.filters import chip, filter_chips
from lib.query import parse_ids, parse_int, search_text
from lib.slugs import unique_slug

from ..source_tree import ROOT


def test_the_first_free_slug_is_taken():
    assert unique_slug("group", set()) == "group"
    assert unique_slug("group", {"group", "group-2", "group-4"}) == "group-3"


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "٣", "12x", "1" * 19])
def test_what_is_no_number_is_none(text):
    assert parse_int(text) is None


def test_numbers_in_a_request():
    assert parse_int("007") == 7
    assert parse_int("12345", max_digits=4) is None
    assert parse_ids(["3", "x", "", "1"]) == [3, 1]


def test_a_search_text_is_cut():
    assert search_text({"q": "x" * 200}) == "x" * 100
    assert search_text({}) == ""


def test_chips_of_values_without_rows_are_left_out():
    words = [("new", "New"), ("old", "Old"), ("gone", "Gone")]
    all_rows, new, old = filter_chips(words, {"new": 2, "old": 1, "gone": 0}, all_word="All")
    assert all_rows == {"word": "All", "value": "", "count": 3}
    assert [new["count"], old["count"]] == [2, 1]
    assert filter_chips(words, {"new": 2, "old": 1}, all_word="All", total=2)[0]["count"] == 2
    assert chip("All", "") == {"word": "All", "value": ""}


def test_a_fingerprint_changes_with_any_value():
    assert fingerprint(["a", None]) != fingerprint(["a", "b"]) != fingerprint(["ab"])
    sent = QueryDict("seen=old&title=Tables")
    assert mark_as_seen(sent, "new")["seen"] == "new" and sent["seen"] == "old"


# --- words for dates ------------------------------------------------------------------------------


def test_spanish_weekdays_are_whole_and_hours_do_not_break():
    """ "mar" would be both martes and March; the space of "9:00 a. m." does not break."""
    day = date(2026, 12, 15)
    with translation.override("es"):
        assert dates.day(day) == "martes 15 de diciembre de 2026"
        assert dates.long_day(day) == "martes 15 de diciembre"
        assert dates.clock(time(9)) == "9:00\u00a0a.\u00a0m."


@pytest.mark.parametrize("today, year", [(date(2026, 1, 1), ""), (date(2027, 1, 1), "2026")])
def test_a_deadline_has_its_year_if_that_is_not_this_one(monkeypatch, today, year):
    monkeypatch.setattr(dates.timezone, "localdate", lambda: today)
    day = date(2026, 12, 15)
    assert dates.deadline(day, "Pacific time") == (
        "midnight Pacific time at the end of Tuesday, December 15" + (year and f", {year}")
    )
    with translation.override("es"):
        assert dates.deadline(day, "hora del Pacífico") == (
            "la medianoche (hora del Pacífico) al terminar el martes 15 de diciembre"
            + (year and f" de {year}")
        )


def deadline_sentences():
    """The texts of all templates in which the filter `deadline` stands, as the catalog has them."""
    said = re.compile(
        r"{% blocktranslate [^%]*?(\w+)=\S+\|deadline[^%]*%}(.*?){% endblocktranslate", re.DOTALL
    )
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for name, text in said.findall(path.read_text(encoding="utf-8")):
            words = " ".join(text.split())
            yield name, re.sub(r"{{ (\w+) }}", r"%(\1)s", words)


def test_no_second_article_stands_before_a_deadline_in_spanish():
    """A deadline begins with "la medianoche"; after "el" it would have two articles."""
    sentences = list(deadline_sentences())
    assert len(sentences) >= 7
    with translation.override("es"):
        spanish = {text: (name, translation.gettext(text)) for name, text in sentences}
    assert [text for text, (_name, words) in spanish.items() if words == text] == []
    doubled = [words for name, words in spanish.values() if f" el %({name})s" in words]
    assert doubled == []


@pytest.mark.parametrize(
    "text, unbroken",
    [
        ("Region 8 cohort, 2027–29", "Region 8 cohort, 2027\u2060–\u206029"),
        ("2026-28", "2026\u2060-\u206028"),
        ("Juniper Bend K–8, co-op", "Juniper Bend K–8, co-op"),
    ],
)
def test_ranges_of_numbers_do_not_break(text, unbroken):
    assert dates.unbroken(text) == unbroken
