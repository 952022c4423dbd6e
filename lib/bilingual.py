"""Text in English and Spanish: in rows, in JSON columns, in queries, and as two fields of a form."""

from django.db.models import CharField, Func
from django.utils.translation import get_language
from i18nfield.strings import LazyI18nString


class Localized(Func):
    """A two-language column as plain text in the language of the page, to search and order by. English if it lacks it."""

    output_field = CharField()
    template = (
        "CASE WHEN %(expressions)s LIKE '{%%%%' THEN COALESCE(NULLIF(%(expressions)s::jsonb ->> '%(language)s', ''),"
        " %(expressions)s::jsonb ->> 'en', '') ELSE %(expressions)s END"
    )

    def __init__(self, column):
        """column: the name of a column; an expression with parameters would be filled in only once."""
        super().__init__(column, language="es" if (get_language() or "").startswith("es") else "en")


def in_words(text):
    """A text of a JSON column (`{"en": …, "es": …}`, or plain words) in the language of the page."""
    return LazyI18nString(text) if text else ""


def all_in_words(texts):
    return [in_words(text) for text in texts or []]


def text_in(value, language):
    """What a row says in exactly this language; a plain text counts as English."""
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return data.get(language) or ""
    return str(data or "") if language == "en" else ""


def initial_of(row, *names):
    return {f"{name}_{language}": text_in(getattr(row, name), language) for name in names for language in ("en", "es")}


def joined(cleaned, name):
    """The two fields of this name as one text; an empty language is left out."""
    words = {language: cleaned.get(f"{name}_{language}", "").strip() for language in ("en", "es")}
    return LazyI18nString({language: text for language, text in words.items() if text} or "")
