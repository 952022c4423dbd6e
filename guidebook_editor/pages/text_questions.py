"""What publishing asks about the texts of a draft: which still say what the original says, and
which name other numbers than the rows have. Each is changed, or accepted as it stands.
"""

from dataclasses import dataclass

from guidebooks.models import AcceptedText, PlannedMeeting

from .draft_texts import draft_texts
from .named_numbers import PlannedNumbers

About = AcceptedText.About


@dataclass(frozen=True)
class TextQuestion:
    """One text that is asked about.

    section: slug; url: the page that edits it; sentence: what is asked; digest: of all of it.
    """

    section: str
    column: str
    text: str
    url: str
    sentence: str
    digest: str


def open_questions(draft, about, texts=None):
    """[TextQuestion] that nobody has answered yet, in the order of the sections.

    texts: the draft's, where they are read already.
    """
    accepted = set(draft.accepted_texts.filter(about=about).values_list("digest", flat=True))
    texts = draft_texts(draft) if texts is None else texts
    found = {}
    for question in ASKED[about](draft, texts):
        if question.digest not in accepted:
            found.setdefault(question.digest, question)
    return list(found.values())


def still_the_originals(draft, texts):
    """Texts of a copy that stand in the same column of the guidebook it was copied from, in the
    languages of its network. The next version of a guidebook is no copy in this sense.
    """
    original = draft.copied_from
    if original is None or original.slug == draft.slug:
        return
    theirs = {key_of(text, code) for text in draft_texts(original) for code in text.texts}
    for text in texts:
        copied = [code for code in text.texts if key_of(text, code) in theirs]
        if same := [code for code in copied if code in draft.network.languages]:
            yield question_of_copy(text, same)


def key_of(text, code):
    """What a text has in common with its copy in this language."""
    return text.section, text.column.name, code, text.texts[code]


def question_of_copy(text, same):
    """The TextQuestion. same: the languages in which it says what the original says."""
    words = [text.texts[code] for code in same]
    digest = AcceptedText.digest_of(text.section, text.column.name, same, words)
    changed = "es" in same and "en" not in same
    sentence = "The English is changed, the Spanish is not." if changed else ""
    return TextQuestion(
        text.section, text.column.verbose_name, words[0], text.url, sentence, digest
    )


def odd_numbers(draft, texts):
    """Texts that name a number which no row has. What the version before says, with the same rows,
    was right there.
    """
    before = draft.copied_from
    is_next_version = before is not None and before.slug == draft.slug
    found = numbers_to_ask(before, draft_texts(before)) if is_next_version else []
    known = {question.digest for question in found}
    yield from (q for q in numbers_to_ask(draft, texts) if q.digest not in known)


def numbers_to_ask(guidebook, texts):
    parts = list(guidebook.parts.order_by("number"))
    meetings = list(
        PlannedMeeting.objects.in_guidebook(guidebook).select_related("part__guidebook")
    )
    numbers = PlannedNumbers(guidebook, parts, meetings)
    for text in texts:
        for words in text.texts.values():
            for sentence in numbers.differing(text.section, words):
                digest = AcceptedText.digest_of(text.section, text.column.name, words, sentence)
                yield TextQuestion(
                    text.section, text.column.verbose_name, words, text.url, sentence, digest
                )


ASKED = {About.ORIGINAL: still_the_originals, About.NUMBER: odd_numbers}
