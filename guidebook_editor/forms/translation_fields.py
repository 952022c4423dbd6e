"""Form fields for texts and lists in two languages: English is required, Spanish may follow
until publishing.
"""

import re
from itertools import zip_longest

from django import forms
from django.utils.text import slugify
from i18nfield.forms import I18nFormField, I18nTextarea, I18nTextInput
from i18nfield.strings import LazyI18nString

from guidebooks.models import TaskEvent
from lib.bilingual import text_in_language
from lib.slugs import unique_slug
from meetings.forms.agenda_blocks import MATERIAL_LINE, material_line

#: Help text of list fields.
ONE_A_LINE = "One a line. A line of the Spanish says the same line of the English."
TOO_LONG = "Write at most %(limit_value)d characters in each language; this has %(show_value)d."
#: "14: Describe parking [room]": days before the meeting, what is to be arranged, and more.
DAYS_BEFORE = re.compile(r"^(?P<days>\d{1,3})\s*:\s*(?P<text>.+?)(?:\s*\[(?P<words>[^\[\]]*)\])?$")
#: In brackets: the task is for a meeting in a room only.
ROOM = "room"


class BilingualField(I18nFormField):
    """A text in English and Spanish; cleans to a LazyI18nString.

    rows: height of the text areas, 0 for one-line inputs. max_length: in each language.
    required_message: the error where the English is missing.
    """

    def __init__(
        self,
        *,
        rows=0,
        max_length=4000,
        required_message="Write it in English. Spanish may follow.",
        required=True,
        **kwargs,
    ):
        super().__init__(max_length=max_length, required=False, **widget_of(rows), **kwargs)
        self.required, self.required_message = required, required_message
        say_too_long(self.fields)

    def compress(self, data_list):
        """Texts with LF line ends, of the languages that are filled in only."""
        pairs = zip(self.locales, data_list, strict=True)
        texts = {language: text.replace("\r\n", "\n") for language, text in pairs if text}
        return LazyI18nString(texts or "")

    def clean(self, value):
        text = super().clean(value)
        english, spanish = text_in_language(text, "en"), text_in_language(text, "es")
        if not english and (self.required or spanish):
            raise forms.ValidationError(self.required_message)
        return text


def widget_of(rows):
    """Arguments of an I18nFormField. rows: as in BilingualField."""
    if rows:
        return {"widget": I18nTextarea, "widget_kwargs": {"attrs": {"rows": rows}}}
    return {"widget": I18nTextInput}


def say_too_long(fields):
    for validator in [validator for field in fields for validator in field.validators]:
        if getattr(validator, "code", "") == "max_length":
            validator.message = TOO_LONG


class BilingualLinesField(BilingualField):
    """A list of texts, one a line; each line of the Spanish translates the same line
    of the English.

    Cleans to a list of {"en", "es"}. Subclasses read and write other list entries by
    `line_from_entry` and `entry_from_line`.
    """

    def __init__(self, **kwargs):
        self.stored_entries = []
        super().__init__(**{"rows": 4, "max_length": 4000, "required": False} | kwargs)
        for field in self.fields:
            field.strip = False  # an empty first line is a text without a translation

    def prepare_value(self, value):
        """Lines from stored entries; text that was typed is returned as it is."""
        if not isinstance(value, list) or not any(isinstance(entry, dict) for entry in value):
            return value
        self.stored_entries = value
        lines = {
            language: [single_line(self.line_from_entry(entry, language)) for entry in value]
            for language in ("en", "es")
        }
        return LazyI18nString(
            {language: "\n".join(texts).rstrip("\n") for language, texts in lines.items()}
        )

    def clean(self, value):
        text = super().clean(value)
        pairs = paired_lines(text_in_language(text, "en"), text_in_language(text, "es"))
        for number, (en, _) in enumerate(pairs, 1):
            if not en:
                raise forms.ValidationError(
                    f"Line {number} is in Spanish only. Write it in English, too."
                )
        return self.entries_from_lines(pairs)

    def entries_from_lines(self, pairs):
        """pairs: [(English, Spanish or "")]."""
        return [self.entry_from_line(english, spanish) for english, spanish in pairs]

    def line_from_entry(self, entry, language):
        return text_in_language(entry, language)

    def entry_from_line(self, english, spanish):
        return bilingual(english, spanish)


def paired_lines(english, spanish):
    """[(English line, Spanish line or "")] without pairs of empty lines. Raises ValidationError
    where the Spanish has more lines.
    """
    ours, theirs = english.split("\n"), spanish.split("\n")
    if len(theirs) > len(ours):
        raise forms.ValidationError(
            f"There are {len(theirs)} lines in Spanish and {len(ours)} in English. "
            "Write a line for a line."
        )
    pairs = [(en.strip(), es.strip()) for en, es in zip_longest(ours, theirs, fillvalue="")]
    return [(en, es) for en, es in pairs if en or es]


class MaterialsField(BilingualLinesField):
    """What to bring: “marker: 2 per team” in English, the name of the thing alone in Spanish."""

    def line_from_entry(self, entry, language):
        return (
            material_line(entry) if language == "en" else text_in_language(entry.get("item"), "es")
        )

    def entry_from_line(self, english, spanish):
        found = MATERIAL_LINE.match(english)
        item, quantity, per = (
            (found["item"], int(found["quantity"]), found["per"]) if found else (english, 1, "room")
        )
        return {"item": bilingual(item, spanish), "per": per, "quantity": quantity}


class LogisticsField(BilingualLinesField):
    """What is to be arranged: “14: Describe parking [room]”, the number being the days before the
    meeting. In brackets stands what ticks it by itself, and whether it needs a room.
    """

    def line_from_entry(self, entry, language):
        text = text_in_language(entry["text"], language)
        if language != "en":
            return text
        words = [word for word in (entry.get("event"), ROOM if entry.get("room") else "") if word]
        brackets = f" [{', '.join(words)}]" if words else ""
        return f"{entry.get('days_before', 0)}: {text}{brackets}"

    def entry_from_line(self, english, spanish):
        found = DAYS_BEFORE.match(english)
        if not found:
            example = f"14: {english[:40]}"
            raise forms.ValidationError(
                f"Begin each line with the days before the meeting, such as “{example}”."
            )
        entry = {"text": bilingual(found["text"], spanish), "days_before": int(found["days"])}
        return entry | bracketed(found["words"] or "")


def bracketed(words):
    """The keys of a task that words in brackets stand for."""
    found = {}
    for word in filter(None, (part.strip() for part in words.split(","))):
        if word == ROOM:
            found["room"] = True
        elif word in TaskEvent.values and "event" not in found:
            found["event"] = word
        else:
            raise forms.ValidationError(
                f"“{word[:40]}” cannot stand in brackets. Write {ROOM}, or one of "
                f"{', '.join(TaskEvent.values)}."
            )
    return found


class ChoicesField(BilingualLinesField):
    """The answers to choose from; an answer whose English is not changed keeps its stored value."""

    def line_from_entry(self, entry, language):
        return text_in_language(entry["label"], language)

    def entries_from_lines(self, pairs):
        stored = {
            text_in_language(entry["label"], "en"): entry["value"] for entry in self.stored_entries
        }
        entries = []
        for english, spanish in pairs:
            taken = {entry["value"] for entry in entries} | set(stored.values())
            value = stored.pop(english, None) or unique_slug(
                slugify(english)[:40] or "answer", taken
            )
            entries.append({"value": value, "label": bilingual(english, spanish)})
        return entries


def bilingual(english, spanish):
    return {"en": english, "es": spanish} if spanish else {"en": english}


def single_line(text):
    return " ".join(str(text).split())
