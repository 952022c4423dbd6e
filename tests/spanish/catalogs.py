"""What the code asks to be translated, and what the catalogs hold: read with nothing but Python."""

import ast
import gettext
import re
from dataclasses import dataclass

from django.utils.translation.template import templatize

from ..source_tree import ROOT, python_files, templates

CALLS = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}
TEXT = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({TEXT}(?:, ?{TEXT})*)")
ENTRY = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$')
PLACE = re.compile(r"%\(\w+\)s|\{\w*\}|%s|%%")


@dataclass(frozen=True)
class Wanted:
    """One text that the code asks for, with the first place that asks."""

    context: str | None
    text: str
    plural: str | None
    where: str

    @property
    def key(self):
        return self.context, self.text


def wanted(name, args, where):
    context, args = (args[0], args[1:]) if name.startswith(("p", "np")) else (None, args)
    return Wanted(context, args[0], args[1] if name.startswith("n") else None, where)


def asked_by_templates():
    for file, source in templates().items():
        for name, args in TEMPLATE_CALL.findall(templatize(source)):
            yield wanted(
                name,
                [ast.literal_eval(text) for text in re.findall(TEXT, args)],
                f"templates/{file}",
            )


def asked_by_python():
    for file, source in python_files().items():
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
            name = (
                call.func.attr
                if isinstance(call.func, ast.Attribute)
                else getattr(call.func, "id", "")
            )
            texts = [
                arg.value
                for arg in call.args
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            if name in CALLS and texts:
                yield wanted(name, texts, f"{file}:{call.lineno}")


def everything_asked():
    return {asked.key: asked for asked in [*asked_by_templates(), *asked_by_python()]}


# --- catalogs -------------------------------------------------------------------------------------


def catalogs():
    return sorted(
        path
        for path in ROOT.glob("**/locale/es/LC_MESSAGES/django.po")
        if not {".venv", "var"} & set(path.parts)
    )


def entries(path):
    """Every entry of a .po file: {"flags", "msgctxt", "msgid", "msgid_plural", "msgstr",
    "msgstr[0]", …}.
    """
    return [
        entry
        for block in re.split(r"\n\s*\n", path.read_text())
        if (entry := entry_of(block)) and entry.get("msgid")
    ]


def entry_of(block):
    entry, last = {"flags": ""}, None
    for line in block.splitlines():
        if line.startswith("#,"):
            entry["flags"] += line
        elif found := ENTRY.match(line):
            last, entry[found[1]] = found[1], ast.literal_eval(found[2])
        elif line.startswith('"'):
            entry[last] += ast.literal_eval(line)
    return entry


def said(entry):
    """What an entry says in Spanish, one text or one for each number."""
    return [text for name, text in entry.items() if name.startswith("msgstr")]


def key_of(entry):
    return entry.get("msgctxt"), entry["msgid"]


def compiled(path):
    """What the .mo beside a .po holds: {(context, msgid): what it says}."""
    with path.with_suffix(".mo").open("rb") as file:
        held = gettext.GNUTranslations(file)._catalog
    found = {}
    for key, text in held.items():
        text_of, number = key if isinstance(key, tuple) else (key, 0)
        context, split, msgid = text_of.rpartition("\x04")
        found.setdefault((context if split else None, msgid), {})[number] = text
    return {key: list(numbers.values()) for key, numbers in found.items() if key[1]}


def places(text):
    """The names that a text fills, in any order."""
    return sorted(set(PLACE.findall(text)))
