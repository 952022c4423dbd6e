"""The texts of a template that no tag translates."""

import re

from django.template.base import Lexer, TokenType

TRANSLATES = {
    "blocktranslate": True,
    "endblocktranslate": False,
    "comment": True,
    "endcomment": False,
}
SPOKEN = re.compile(r'\b(?:title|alt|aria-label|placeholder)="([^"]*)"')
TAG, WORDS = re.compile(r"<[^>]*>"), re.compile(r"[^\W\d_]{2,}")
#: What is the same in every language, and the languages by their own names.
SAME = {"Hallway", "PDF", "CSV", "(CSV)", "min", "min,", "English", "Español", "{link}"}
GAP = "\x01"


def plain_texts(source):
    texts, inside = [], False
    for token in Lexer(
        re.sub(r"<(style|script)\b.*?</\1>", "", source, flags=re.DOTALL)
    ).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = TRANSLATES.get(token.contents.split()[0], inside)
        texts.append(token.contents if token.token_type == TokenType.TEXT and not inside else GAP)
    page = "".join(texts)
    pieces = [
        *SPOKEN.findall(page),
        *re.split(rf"[|{GAP}\n]", re.sub(r"&\w+;", " ", TAG.sub("|", page))),
    ]
    return [
        words
        for piece in pieces
        if WORDS.search(words := piece.strip())
        and words not in SAME
        and not re.fullmatch(r"[hm][a-z]?-[\w -]+", words)
    ]
