"""Coming back to a draft of an application: whose it is, deleting it, and what is shown of it once
applications are closed.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions.application_drafts import discard_draft, open_draft
from ..forms.draft_address import DraftAddressForm
from ..pages.application_closed import closed_context
from .applying import Applying


def resume_page(page, form=None):
    """The question whose draft it is; form: asks for the address of a draft of long ago."""
    form = form or address_form(page)
    return page.owner.ask(page.shows("application_resume", steps=page.steps, form=form))


def address_form(page):
    """What opens a draft of long ago; None where it opens without, or nothing can."""
    if page.draft.asks_address and page.draft.email:
        return DraftAddressForm(draft=page.draft)
    return None


def go_on(page):
    """Open the draft; one of twelve hours ago only to whoever knows the address in it."""
    if page.draft.asks_address:
        may_try = page.owner.may_try_address()
        form = DraftAddressForm(page.request.POST, draft=page.draft, may_try=may_try)
        if not form.is_valid():
            return resume_page(page, form) if page.takes_this else closed_page(page, form)
    open_draft(page.draft)
    return page.owner.remember(page.goes_to(page.steps.first_open if page.takes_this else ""))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_restart(request, slug):
    """Says what is deleted; POST deletes the draft and leads to the first step."""
    page = Applying(request, slug)
    if page.draft is None:
        return page.goes_to()
    if request.method != "POST":
        return page.shows("application_restart", steps=page.steps, is_closed=not page.takes_this)
    discard_draft(page.draft)
    messages.success(request, _("What was written here is deleted."))
    return page.goes_to()


def closed_page(page, form=None):
    """What somebody had written is shown to them, once they have said who they are.

    form: the address that was typed for a draft of long ago, with what was wrong.
    """
    context = closed_context(page.cohort, page.part)
    template = "recruitment/application_closed.html"
    if page.draft is None:
        return render(page.request, template, context)
    context["form"] = form or address_form(page)
    said = page.steps.form.typed_summary() if page.shows_answers else None
    response = render(page.request, template, context | {"draft": page.draft, "said": said})
    return response if page.shows_answers else page.owner.ask(response)
