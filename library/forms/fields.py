"""Form fields for texts in two languages: English is needed, Spanish may follow before publishing."""

import re

from django import forms
from django.utils.text import slugify
from i18nfield.forms import I18nFormField, I18nTextarea, I18nTextInput
from i18nfield.strings import LazyI18nString

from lib.bilingual import text_in_language
from lib.slugs import unique_slug
from meetings.forms.agenda_blocks import MATERIAL_LINE, material_line

TOO_LONG = "Write at most %(limit_value)d characters in each language; this has %(show_value)d."
AHEAD = re.compile(r"^(\d{1,3})\s*:\s*(.+)$")


class TwoLanguages(I18nFormField):
    """A text in English and Spanish, with a limit for each."""

    def __init__(self, *, rows=0, max_length=4000, says="Write it in English. Spanish may follow.", required=True, **kwargs):
        widget = {"widget": I18nTextarea, "widget_kwargs": {"attrs": {"rows": rows}}} if rows else {"widget": I18nTextInput}
        super().__init__(max_length=max_length, required=False, **widget, **kwargs)
        self.required, self.says = required, says
        for field in self.fields:
            for validator in field.validators:
                if getattr(validator, "code", "") == "max_length":
                    validator.message = TOO_LONG

    def compress(self, data_list):
        said = {language: words.replace("\r\n", "\n") for language, words in zip(self.locales, data_list, strict=True) if words}
        return LazyI18nString(said or "")

    def clean(self, value):
        text = super().clean(value)
        english, spanish = text_in_language(text, "en"), text_in_language(text, "es")
        if not english and (self.required or spanish):
            raise forms.ValidationError(self.says)
        return text


class Lines(TwoLanguages):
    """A list of texts, one a line; a line of the Spanish says the same line of the English."""

    def __init__(self, **kwargs):
        self.known = []
        super().__init__(**{"rows": 4, "max_length": 4000, "required": False} | kwargs)
        for field in self.fields:
            field.strip = False  # an empty first line stands for a text without Spanish

    def prepare_value(self, value):
        """From rows to lines; what somebody has typed stays as it is."""
        if not isinstance(value, list) or not any(isinstance(row, dict) for row in value):
            return value
        self.known = value
        lines = {language: [one_line(self.shown(row, language)) for row in value] for language in ("en", "es")}
        return LazyI18nString({language: "\n".join(said).rstrip("\n") for language, said in lines.items()})

    def clean(self, value):
        text = super().clean(value)
        english, spanish = (text_in_language(text, language).split("\n") for language in ("en", "es"))
        if len(spanish) > len(english):
            raise forms.ValidationError(f"There are {len(spanish)} lines in Spanish and {len(english)} in English. Write a line for a line.")
        spanish += [""] * (len(english) - len(spanish))
        pairs = [(en.strip(), es.strip()) for en, es in zip(english, spanish, strict=True) if en.strip() or es.strip()]
        for place, (en, es) in enumerate(pairs, 1):
            if not en:
                raise forms.ValidationError(f"Line {place} is in Spanish only. Write it in English, too.")
        return self.rows_of(pairs)

    def rows_of(self, pairs):
        return [self.row_of(english, spanish) for english, spanish in pairs]

    def shown(self, row, language):
        return text_in_language(row, language)

    def row_of(self, english, spanish):
        return both(english, spanish)


class Things(Lines):
    """What to bring: “marker: 2 per team”, and in Spanish the thing alone."""

    def shown(self, row, language):
        return material_line(row) if language == "en" else text_in_language(row.get("item"), "es")

    def row_of(self, english, spanish):
        several = MATERIAL_LINE.match(english)
        item, quantity, per = (several["item"], int(several["quantity"]), several["per"]) if several else (english, 1, "room")
        return {"item": both(item, spanish), "per": per, "quantity": quantity}


class Arrangements(Lines):
    """What is to be arranged: “14: Describe parking”, the number being the days before the meeting."""

    def shown(self, row, language):
        return f"{row.get('days_before', 0)}: {text_in_language(row['text'], 'en')}" if language == "en" else text_in_language(row["text"], "es")

    def row_of(self, english, spanish):
        found = AHEAD.match(english)
        if not found:
            raise forms.ValidationError(f"Begin each line with the days before the meeting, such as “14: {english[:40]}”.")
        return {"text": both(found[2], spanish), "days_before": int(found[1])}


class Options(Lines):
    """The answers one can choose from; an answer that keeps its words keeps what is stored for it."""

    def shown(self, row, language):
        return text_in_language(row["label"], language)

    def rows_of(self, pairs):
        kept, rows = {text_in_language(row["label"], "en"): row["value"] for row in self.known}, []
        for english, spanish in pairs:
            taken = {row["value"] for row in rows} | set(kept.values())
            rows.append({"value": kept.pop(english, None) or unique_slug(slugify(english)[:40] or "answer", taken), "label": both(english, spanish)})
        return rows


def both(english, spanish):
    return {"en": english, "es": spanish} if spanish else {"en": english}


def one_line(text):
    return " ".join(str(text).split())
