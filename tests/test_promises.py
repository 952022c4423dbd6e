"""No promise without a place: each sentence that says what will happen, what is kept, counted or
written, is listed in tests/promises.toml with the page, job or test that does so, or hangs on a
switch (lib/switches.py) until something does.
"""

import json
import re
import tomllib
from collections import Counter
from functools import cache
from importlib import import_module

import pytest
from django.template import Context, Template

from cop_site.routes import all_routes
from lib.switches import SWITCHES, without_what_is_off

from .promise_texts import Sentence, every_sentence
from .source_tree import PACKAGES, ROOT

#: Verbs and nouns of promises, in both languages.
ENGLISH = r"""
    will | won't
    we (?:also )?(?:keep|write|tell|ask|send|remind|answer|forget|delete|store|mail|show|change)
    you (?:will )?(?:hear|receive|get)
    on (?:your|this) page you find | (?:your|this) page (?:keeps|shows|tells)
    (?:writes?|tells?) (?:to )?(?:you|them|everybody|her|him)
    keeps | is kept | are kept | was kept | stays? kept
    certificates?
    office hours | growth coach(?:es)? | coaching | peer coach
    hours (?:you|of every|for your) | attendance and hours | dates and attendance
    waiting list | comes? free
    calendars? (?:file|that) | in your calendar | your calendar
    shared (?:page|place)
    counts? (?:the same|too|as much|also|what) | as good as the phone | paper counts
    paper forms? | on paper | can be typed in
    stays? on your page | goes to somebody | used once more | use it again
    deleted | erased | forgotten | for ever
    by (?:itself|themselves)
    moves
    never
    reminders? | reminds
    at once | the same day
    asked again | ask(?:s)? (?:you )?again
    director sessions? | orientation
    real times? | next plan
    confidential | not stored | only [^.]*\breads? | nobody (?:else )?(?:reads|sees)
    (?:does|do|will) not see | cannot see
"""
SPANISH = r"""
    (?:recibir|tendr|ver|oir|sabr)(?:á|án|emos) | (?:escribir|avisar|pedir|preguntar|enviar)emos
    le (?:escribimos|avisamos|pedimos|preguntamos|enviamos|recordamos)
    certificados? | constancias?
    horas de oficina | horario de consulta | acompañante | mentor(?:a|es|as)?
    asistencia y horas | fechas y asistencia
    lista de espera | queda libre
    archivo de calendario | su calendario
    página compartida | espacio compartido
    cuenta igual | vale lo mismo | tan buen[oa] como | en papel
    se borran? | se eliminan? | para siempre
    por sí (?:mism|sol)[oa]s?
    nunca
    recordatorios?
    de inmediato | enseguida | el mismo día
    confidencial(?:es)? | no se guarda
    no (?:lo |la )?(?:ve|verá|ven|verán)
"""


def one_of(words):
    choices = "|".join(line.strip() for line in words.splitlines() if line.strip())
    return re.compile(rf"\b(?:{choices.replace(' | ', '|')})\b", re.IGNORECASE)


IN_ENGLISH, IN_SPANISH = one_of(ENGLISH), one_of(SPANISH)


@cache
def hits():
    """The sentences that promise something, by their English words. Of one that hangs on a switch
    in one place and on none in another, the latter counts.
    """
    found = sorted(every_sentence(), key=lambda sentence: not sentence.switch)
    return {sentence.english: sentence for sentence in found if is_promise(sentence)}


def is_promise(sentence):
    return bool(IN_ENGLISH.search(sentence.english) or IN_SPANISH.search(sentence.spanish))


@cache
def kept():
    """{sentence: who keeps it}"""
    tables = tomllib.loads((ROOT / "tests/promises.toml").read_text(encoding="utf-8"))
    return {sentence: who for who, table in tables.items() for sentence in table["says"]}


def is_shown(sentence):
    return not sentence.switch or SWITCHES[sentence.switch]


def test_each_promise_has_a_place_or_hangs_on_a_switch():
    shown = {text: sentence.place for text, sentence in hits().items() if is_shown(sentence)}
    assert {text: place for text, place in shown.items() if text not in kept()} == {}


def test_a_sentence_that_is_said_no_more_is_not_listed():
    shown = {text for text, sentence in hits().items() if is_shown(sentence)}
    assert set(kept()) - shown == set()


def test_each_sentence_is_listed_once():
    said = re.findall(r'^  (".*"),$', (ROOT / "tests/promises.toml").read_text(), re.MULTILINE)
    assert [text for text, times in Counter(said).items() if times > 1] == []


@pytest.mark.parametrize("who", sorted(set(kept().values())))
def test_who_keeps_it_exists(who):
    kind, _space, name = who.partition(" ")
    if kind == "page":
        assert name in {route.name for route in all_routes()}
    elif kind == "job":
        module, _dot, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function))
    elif kind == "test":
        path, _colons, function = name.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8")
    elif kind == "switch":
        assert python_hung_on(name)
    else:
        assert who == "people"


def python_hung_on(switch):
    """Modules that ask for this switch."""
    return [path for path in python_files() if f'is_on("{switch}")' in path.read_text()]


def python_files():
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


# --- switches -------------------------------------------------------------------------------------


def test_each_switch_has_a_sentence_and_each_sentence_a_switch():
    hung = {sentence.switch for sentence in every_sentence()} - {""}
    hung |= {switch for switch in SWITCHES if python_hung_on(switch)}
    assert hung == set(SWITCHES)


def test_no_mark_reaches_a_reader():
    for folder in ("guidebooks", "reference"):
        for path in (ROOT / "fixtures" / folder).glob("*.json"):
            data = without_what_is_off(json.loads(path.read_text(encoding="utf-8")))
            assert "[[" not in json.dumps(data) and '"switch"' not in json.dumps(data), path


@pytest.fixture(params=[True, False], ids=["on", "off"])
def certificates(request, monkeypatch):
    monkeypatch.setitem(SWITCHES, "certificates", request.param)
    return request.param


def test_marked_texts_and_rows(certificates):
    data = {
        "text": {"en": "Come.[[certificates: You get a certificate.]]"},
        "title": "[[certificates:Certificates|Thanks]] and close",
        "rows": [{"switch": "certificates", "en": "certificate"}, {"en": "chairs"}],
    }
    assert without_what_is_off(data) == {
        "text": {"en": "Come. You get a certificate." if certificates else "Come."},
        "title": "Certificates and close" if certificates else "Thanks and close",
        "rows": [{"en": "certificate"}, {"en": "chairs"}][not certificates :],
    }


def test_the_tag(certificates):
    source = '{% load switches %}{% switched "certificates" %}Yes{% otherwise %}No{% endswitched %}'
    assert Template(source).render(Context()) == ("Yes" if certificates else "No")


def test_an_unknown_switch_is_an_error():
    with pytest.raises(KeyError):
        without_what_is_off("[[nothing:Never.]]")


# --- would it be found? ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "english",
    [
        "You will get a certificate.",
        "We write to you when it is free.",
        "The shared page has it.",
        "Book a slot in the office hours.",
        "It moves in your calendar by itself.",
        "Paper counts the same.",
        "All of it is deleted after a year.",
    ],
)
def test_a_promise_is_found_by_its_english(english):
    assert is_promise(Sentence(english, "", "", "a file"))


@pytest.mark.parametrize(
    "spanish",
    ["Le escribimos ese mismo día.", "Recibirá un certificado.", "Se borra para siempre."],
)
def test_a_promise_is_found_by_its_spanish(spanish):
    assert is_promise(Sentence("Said otherwise.", spanish, "", "a file"))


def test_a_new_promise_fails_until_it_is_listed(monkeypatch):
    new = Sentence("We will send you the moon.", "", "", "templates/moon.html")
    monkeypatch.setattr(f"{__name__}.hits", lambda: {new.english: new})
    with pytest.raises(AssertionError, match="moon"):
        test_each_promise_has_a_place_or_hangs_on_a_switch()
