"""Text of a row in English and Spanish: two fields with a label each, one value out."""

from i18nfield.strings import LazyI18nString


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
