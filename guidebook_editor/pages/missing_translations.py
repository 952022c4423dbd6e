"""The texts of a guidebook version that people would read in English because they
have no Spanish.
"""

from dataclasses import dataclass

from .draft_texts import draft_texts, texts_of_tracks


@dataclass(frozen=True)
class MissingTranslation:
    """One English text without Spanish.

    section: slug; column: its name to read; url: the page that edits it.
    """

    section: str
    column: str
    text: str
    url: str


def missing_translations(guidebook):
    """[MissingTranslation] of a version, in the order of the sections: of what applicants, members
    or directors read, and of its tracks.
    """
    texts = draft_texts(guidebook) + texts_of_tracks(guidebook)
    return [
        MissingTranslation(text.section, text.column.verbose_name, text.texts["en"], text.url)
        for text in texts
        if not text.is_for_facilitators and "en" in text.texts and "es" not in text.texts
    ]
