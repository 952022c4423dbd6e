"""What the sections of a draft are called, also those that are no list of items."""

from .section_registry import SECTIONS, WRITING

#: The evaluation questions are edited by views of their own, but are listed among the sections.
QUESTIONS = {"slug": "questions", "title": "Evaluation questions", "chapter": WRITING}
TITLES = {section.slug: section.title for section in SECTIONS} | {
    "basics": "Basics",
    "labels": "Words of the application",
    "questions": QUESTIONS["title"],
    "tracks": "Tracks",
}
