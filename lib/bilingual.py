"""Texts in English and Spanish: in columns, in JSON, in queries, and as a pair of form fields."""

from django.db.models import CharField, Func
from django.utils.translation import get_language
from i18nfield.strings import LazyI18nString


class Localized(Func):
    """A bilingual column as text in the active language (English if that is missing),
    for searching and ordering.
    """

    output_field = CharField()
    template = (
        "CASE WHEN %(expressions)s LIKE '{%%%%' THEN COALESCE(NULLIF(%(expressions)s::jsonb ->> "
        "'%(language)s', ''),"
        " %(expressions)s::jsonb ->> 'en', '') ELSE %(expressions)s END"
    )

    def __init__(self, column):
        """column: the name of a column.

        The template repeats it, so expressions with parameters do not work.
        """
        super().__init__(column, language="es" if (get_language() or "").startswith("es") else "en")


def localized_text(text):
    """A text of a JSON column (`{"en": …, "es": …}` or a str) that prints itself in the language
    active then.
    """
    return LazyI18nString(text) if text else ""


def localized_texts(texts):
    return [localized_text(text) for text in texts or []]


def text_in_language(value, language):
    """The text in exactly this language, "" if there is none.

    value: LazyI18nString, dict or str; a str is English.
    """
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return data.get(language) or ""
    return str(data or "") if language == "en" else ""


def in_english(value):
    return text_in_language(value, "en")


def in_spanish(value):
    return text_in_language(value, "es")


def initial_by_language(row, *names):
    """Initial values for pairs of form fields:
    {"title_en": …, "title_es": …} for the column "title".
    """
    return {
        f"{name}_{language}": text_in_language(getattr(row, name), language)
        for name in names
        for language in ("en", "es")
    }


def merge_languages(cleaned, name):
    """The fields `<name>_en` and `<name>_es` of cleaned data as one LazyI18nString;
    an empty language is left out.
    """
    texts = {language: cleaned.get(f"{name}_{language}", "").strip() for language in ("en", "es")}
    return LazyI18nString({language: text for language, text in texts.items() if text} or "")
