"""Accepting texts of a draft as they stand, and asking about them again."""

from django.db import transaction

from ..models import AcceptedText


@transaction.atomic(savepoint=False)
def accept_texts(draft, questions, *, about, by):
    """Note that these texts are right as they stand. Returns how many.

    questions: objects with `digest` and `text`.
    """
    shared = {"guidebook": draft, "about": about, "accepted_by": by}
    rows = [
        AcceptedText(digest=question.digest, text=question.text, **shared) for question in questions
    ]
    AcceptedText.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic(savepoint=False)
def ask_again(draft, *, about):
    """Forget what was accepted. Returns how many texts are asked about anew."""
    return draft.accepted_texts.filter(about=about).delete()[0]
