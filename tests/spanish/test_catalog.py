"""Every text of the code and of the rows that readers meet has its Spanish;
the two languages are counted together.
"""

import re

import pytest
from django.db.models import JSONField
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from evaluations.actions.release import count_and_shuffle
from evaluations.models import ReleasedFigure
from guidebooks.models import Activity

from .. import factories
from ..source_tree import our_models
from . import catalogs
from .room import answers
from .walk import Walk

#: Django's own catalog has these.
OF_DJANGO = {(None, "English"), (None, "Spanish")}
#: What only facilitators read; everything else in a row has Spanish.
FOR_FACILITATORS = {"facilitator_text", "materials", "room", "logistics", "cqi_link", "output"}
NAMES_OF_THEIR_OWN = {"California AfterSchool Network"}


# --- catalogs -------------------------------------------------------------------------------------


def test_every_text_that_the_code_asks_for_is_in_a_catalog():
    held = {
        catalogs.key_of(entry): entry
        for path in catalogs.catalogs()
        for entry in catalogs.entries(path)
    } | dict.fromkeys(OF_DJANGO, {})
    asked = catalogs.everything_asked()
    assert len(asked) > 1000
    missing = [f"{one.where}: {one.text}" for key, one in asked.items() if key not in held]
    without_plural = [
        f"{one.where}: {one.text}"
        for key, one in asked.items()
        if one.plural and held.get(key, {}).get("msgid_plural") != one.plural
    ]
    assert missing + without_plural == []


def test_no_sentence_has_a_full_stop_after_am_or_pm():
    """In Spanish a time ends with one: "9:00 a. m."."""
    ending = re.compile(r"%\((time|times|clock)\)s\.")
    entries = [entry for path in catalogs.catalogs() for entry in catalogs.entries(path)]
    assert [text for entry in entries for text in catalogs.said(entry) if ending.search(text)] == []


@pytest.mark.parametrize("path", catalogs.catalogs(), ids=lambda path: path.parts[-5])
def test_a_catalog_is_whole_and_compiled(path):
    entries = catalogs.entries(path)
    assert [
        entry["msgid"]
        for entry in entries
        if "fuzzy" in entry["flags"] or not all(catalogs.said(entry))
    ] == []
    assert [entry["msgid"] for entry in entries if not fills_the_same(entry)] == []
    assert catalogs.compiled(path) == {
        catalogs.key_of(entry): catalogs.said(entry) for entry in entries
    }


def fills_the_same(entry):
    """The same names in braces and per cents; a singular may leave its number out."""
    texts = [entry["msgid"], entry.get("msgid_plural", "")]
    most = set(catalogs.places("".join(texts)))
    return all(set(catalogs.places(text)) <= most for text in catalogs.said(entry)) and set(
        catalogs.places(catalogs.said(entry)[-1])
    ) == set(catalogs.places(texts[1] or texts[0]))


def test_one_text_has_one_translation():
    """Catalogs are merged: of two translations of one text one would lose without a word."""
    said = {}
    for path in catalogs.catalogs():
        for entry in catalogs.entries(path):
            said.setdefault(catalogs.key_of(entry), set()).add(tuple(catalogs.said(entry)))
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


# --- rows -----------------------------------------------------------------------------------------


def columns_of(model):
    texts = [
        field.name
        for field in model._meta.fields
        if isinstance(field, I18nCharField | I18nTextField | JSONField)
    ]
    return [name for name in texts if name not in FOR_FACILITATORS or model is Activity]


def texts_of_rows():
    """(where, English, Spanish) of every text of a row that is read by others than facilitators."""
    for model in our_models():
        for name in columns_of(model):
            for value in model._base_manager.values_list(name, flat=True):
                yield from ((f"{model.__name__}.{name}", *pair) for pair in pairs_in(value))


def pairs_in(value):
    if isinstance(value, LazyI18nString):
        value = value.data if isinstance(value.data, dict) else {"en": value.data}
    if isinstance(value, dict) and "en" in value:
        yield value["en"] or "", value.get("es") or ""
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from pairs_in(part)


def test_every_row_has_spanish(loaded_packs):
    texts = list(texts_of_rows())
    assert len(texts) > 1000
    assert [
        (where, english)
        for where, english, spanish in texts
        if english and not spanish and english not in NAMES_OF_THEIR_OWN
    ] == []
    assert [
        (where, spanish)
        for where, english, spanish in texts
        if set(catalogs.places(english)) != set(catalogs.places(spanish or english))
    ] == []


# --- evaluations ----------------------------------------------------------------------------------


def test_answers_in_two_languages_are_one_release(cohort):
    meeting = factories.move_meeting(cohort.meetings.get(position=1), factories.today())
    factories.move_meeting(meeting, factories.today(), starts="00:00")
    members, walk = factories.create_members(cohort, 6), Walk(cohort.guidebook)
    factories.attend(meeting, *members)
    for number, member in enumerate(members):
        browser = walk.browser(purpose="evaluate", membership=member, meeting_position=1)
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = ["en", "es"][number % 2]
        page = walk.see(browser, "evaluations:evaluation-answer-link")
        assert page.headers["Content-Language"] == ["en", "es"][number % 2]
        walk.see(browser, "evaluations:evaluation-answer-link", send=answers(meeting))
    meeting.evaluation.close(by=factories.create_person())
    release = count_and_shuffle(meeting.evaluation, by=None)
    assert release.responses == 6 and meeting.evaluation.releases.count() == 1
    assert {figure.count for figure in ReleasedFigure.objects.filter(release=release)} == {6}
