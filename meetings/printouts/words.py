from i18nfield.strings import LazyI18nString


def in_words(text):
    """A text of a JSON column (`{"en": …, "es": …}`, or plain words) in the language of the page."""
    return LazyI18nString(text) if text else ""


def all_in_words(texts):
    return [in_words(text) for text in texts or []]
