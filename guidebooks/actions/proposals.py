"""Proposing a draft to the state staff of its network, who publish or return it."""

from django.db import transaction
from django.utils import timezone

from ..models import Proposal


@transaction.atomic(savepoint=False)
def propose_draft(draft, *, by):
    """Returns the Proposal; the one that waits already, where there is one."""
    return draft.proposals.waiting().get_or_create(
        guidebook=draft, answer="", defaults={"proposed_by": by}
    )[0]


@transaction.atomic(savepoint=False)
def answer_proposal(draft, *, answer, by, sentence=""):
    """Answer the proposal of this draft that waits. Returns False where there is none."""
    updated = draft.proposals.waiting().update(
        answer=answer, answered_at=timezone.now(), answered_by=by, sentence=sentence
    )
    return bool(updated)


def return_draft(draft, *, by, sentence):
    return answer_proposal(draft, answer=Proposal.Answer.RETURNED, by=by, sentence=sentence)


def take_proposal_back(draft, *, by):
    return answer_proposal(draft, answer=Proposal.Answer.TAKEN_BACK, by=by)
