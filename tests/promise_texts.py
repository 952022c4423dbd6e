"""Every text that people read, sentence by sentence in both languages, with the switch it hangs on.

Texts come from the files of guidebooks and reference data, from all templates, and from the catalog
for what is written in Python.
"""

import gettext
import json
import re
from dataclasses import dataclass
from functools import cache

from django.template import engines
from django.template.base import TextNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import trim_whitespace

from lib.switches import MARK, ROW_KEY
from lib.templatetags.switches import SwitchedNode

from .source_tree import ROOT

CATALOG = ROOT / "locale/es/LC_MESSAGES/django.mo"
#: A sentence ends with its stop, before a capital letter or what may begin a sentence.
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?:;])\s+(?=[A-ZÁÉÍÓÚÑ¿¡{“\"%0-9])")
#: Fewer words between two tags of a template are a label and say nothing.
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Sentence:
    """english, spanish: the same sentence, or a whole line where the languages divide it in other
    places; spanish may be empty. switch: what it hangs on, or "". place: the file.
    """

    english: str
    spanish: str
    switch: str
    place: str


def every_sentence():
    return [*of_fixtures(), *of_templates(), *of_python()]


# --- files ----------------------------------------------------------------------------------------


def of_fixtures():
    for folder in ("guidebooks", "reference"):
        for path in sorted((ROOT / "fixtures" / folder).glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            for texts, switch in bilingual(data):
                yield from of_marked(texts, switch, f"fixtures/{folder}/{path.name}")


def bilingual(data, switch=""):
    """({"en", "es"}, switch of the row it is in) of everything that is written in two languages."""
    if isinstance(data, dict):
        switch = data.get(ROW_KEY, switch)
        if data.keys() <= {"en", "es", ROW_KEY} and data.get("en"):
            yield data, switch
            return
        data = list(data.values())
    if isinstance(data, list):
        for row in data:
            yield from bilingual(row, switch)


def of_marked(texts, switch, place):
    """The sentences of a text with marks, as it is with each mark off; and with each mark on, those
    that then hang on its switch.
    """
    english, spanish = texts["en"], texts.get("es") or ""
    marks = [found[0] for found in MARK.findall(english)]
    assert marks == [found[0] for found in MARK.findall(spanish)], f"{place}: {english}"
    off = list(sentences(MARK.sub(r"\3", english), MARK.sub(r"\3", spanish), switch, place))
    yield from off
    if marks:
        on = sentences(MARK.sub(r"\2", english), MARK.sub(r"\2", spanish), marks[0], place)
        known = {sentence.english for sentence in off}
        yield from (sentence for sentence in on if sentence.english not in known)


# --- templates ------------------------------------------------------------------------------------


@cache
def of_templates():
    found = []
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            place = str(path.relative_to(ROOT))
            template = engines["django"].engine.from_string(path.read_text(encoding="utf-8"))
            for text, switch in texts_of(template.nodelist):
                found += sentences(text, in_spanish(text), switch, place)
    return found


def texts_of(nodes, switch=""):
    """(text, switch it hangs on) of the nodes of a template, translated or not."""
    for node in nodes:
        if isinstance(node, BlockTranslateNode):
            for tokens in (node.singular, node.plural):
                text, _names = node.render_token_list(tokens or [])
                yield (trim_whitespace(text) if node.trimmed else text), switch
        elif isinstance(node, TranslateNode):
            yield str(getattr(node.filter_expression.var, "literal", "")), switch
        elif isinstance(node, TextNode):
            for text in re.split(r"<[^>]*>", node.s):
                if len(text.split()) >= FEWEST_WORDS:
                    yield " ".join(text.split()), switch
        for name in node.child_nodelists:
            is_on = isinstance(node, SwitchedNode) and name == "nodelist"
            yield from texts_of(getattr(node, name, None) or [], node.name if is_on else switch)


# --- the catalog ----------------------------------------------------------------------------------


@cache
def catalog():
    """{English text: Spanish text}, contexts and plural forms taken off."""
    with CATALOG.open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog
    texts = {}
    for key, text in entries.items():
        key = key[0] if isinstance(key, tuple) else key
        texts.setdefault(key.split("\x04")[-1], text)
    return texts


def in_spanish(text):
    return catalog().get(text, "")


def of_python():
    """What the catalog has and no template."""
    known = {sentence.english for sentence in of_templates()}
    for text, spanish in catalog().items():
        for sentence in sentences(text, spanish, "", "locale"):
            if sentence.english not in known:
                yield sentence


# --- sentences ------------------------------------------------------------------------------------


def sentences(english, spanish, switch, place):
    for one, other in pairs(english.splitlines(), spanish.splitlines(), english, spanish):
        parts = BETWEEN_SENTENCES.split(one.strip()), BETWEEN_SENTENCES.split(other.strip())
        for text, translated in pairs(*parts, one.strip(), other.strip()):
            if text:
                yield Sentence(text, translated, switch, place)


def pairs(one, other, whole, whole_other):
    """One with the other where there are equally many, else both as a whole."""
    if not whole_other:
        return [(text, "") for text in one]
    return zip(one, other, strict=True) if len(one) == len(other) else [(whole, whole_other)]
