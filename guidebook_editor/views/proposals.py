"""A regional lead proposes a draft; the state staff of its network publish it, or return it with a
sentence.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.actions.staff_acts import Consequence, Outcome
from cohorts.views.look import Look, look_or_perform
from guidebooks.actions.proposals import propose_draft, return_draft, take_proposal_back
from lib.query import posted

from ..forms.proposals import ReturnForm
from ..pages.guidebook_publish_checks import PublishChecks
from ..permissions import draft_page, publisher_page, while_proposed
from .guidebook_drafts import render_draft, staff_title


@require_POST
@draft_page
def draft_propose(request, draft):
    if PublishChecks(draft).problems():
        return render_draft(request, draft, status=409)
    page = reverse("guidebook_editor:draft-detail", args=[draft.pk])
    look = Look(
        f"Propose {draft}",
        [(page, str(draft.name))],
        next=page,
        keep=page,
        keep_word="Not yet",
    )
    return look_or_perform(request, look, lambda act: propose(draft, by=request.user))


def propose(draft, *, by):
    propose_draft(draft, by=by)
    title = staff_title(draft.network)
    return Outcome(
        button=f"Propose version {draft.version}",
        done=f"{draft} is proposed. The {title} of {draft.network} can find it on the page Today.",
        consequences=[
            Consequence(
                1, f"version waits for the {title}", [], "It is published, or returned to you."
            ),
            Consequence(None, "You cannot change it meanwhile", [], "You can take it back."),
        ],
        stays="Nothing is published, and nobody is written to.",
    )


@require_POST
@draft_page
@while_proposed
def draft_take_back(request, draft):
    if take_proposal_back(draft, by=request.user):
        messages.success(request, "The proposal is taken back. You can change the draft again.")
    return redirect("guidebook_editor:draft-detail", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@publisher_page
def draft_return(request, draft):
    form = ReturnForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if return_draft(draft, by=request.user, sentence=form.cleaned_data["sentence"]):
            messages.success(request, f"{draft} is returned.")
        else:
            messages.info(request, "This draft is not proposed any more.")
        return redirect("guidebook_editor:draft-list")
    context = {"draft": draft, "form": form, "proposal": request.proposal}
    return render(request, "guidebook_editor/draft_return.html", context)
