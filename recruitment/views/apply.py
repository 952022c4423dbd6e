"""The public application form in four steps: no account, and no scripts needed.

What is typed is kept in a draft on the server (`ApplicationDraft`), which belongs to the person
signed in, else to the browser. GET changes nothing.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lib.spam_guard import takes_a_person
from people.languages import language_asked_in_form, remember_language

from ..actions.application_drafts import save_step, send_draft
from ..forms.application_steps import CHECK, ApplicationStepForm, step_before
from ..forms.applications import SECTIONS
from ..pages.application_stages import stage_labels
from ..sent_address import remember_address, sent_address
from .apply_resume import closed_page, go_on, resume_page
from .applying import Applying, get_public_cohort


def not_public_yet(page):
    """The answer to staff who try the form of a cohort that is not published."""
    messages.info(page.request, _("Nobody can apply yet: this page is not public."))
    return page.goes_to()


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, slug):
    """The first step; for somebody who has begun, the question whether to go on. POST: go on."""
    page = Applying(request, slug)
    if page.is_preview:
        request.cohort = page.cohort  # the band leads to pages of the staff
        preview = step_page(page, new_form(page, SECTIONS[0]))
        return preview if request.method != "POST" else not_public_yet(page)
    if page.draft and request.method == "POST":
        return go_on(page)
    if not page.takes_this:
        return closed_page(page)
    if page.draft:
        return resume_page(page)
    return step_page(page, new_form(page, SECTIONS[0]))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_step(request, slug, step):
    """POST keeps what was typed, and leads on if there is no mistake in this step."""
    if step not in SECTIONS:
        raise Http404
    page = Applying(request, slug)
    if page.is_preview:
        return not_public_yet(page)
    if request.method == "POST" and page.was_sent:
        return sent_before(page)
    if not page.takes_this:
        return closed_page(page)
    return take_step(page, step) if request.method == "POST" else show_step(page, step)


def take_step(page, step):
    """The answer to a step that was sent, which may only ask for another language."""
    if page.is_of_another_draft:
        return other_draft_page(page, step)
    if language := language_asked_in_form(page.request):
        typed = new_form(page, step).with_typed(page.request.POST)
        return remember_language(page.request, step_page(page, typed), language)
    return save_and_go_on(page, step)


def show_step(page, step):
    if page.draft and not page.shows_answers:
        return page.goes_to()
    steps = page.steps
    if not steps.may_open(step):
        return lead_to_open_step(page, steps)
    form = new_form(page, step)
    return step_page(page, form.with_typed(page.draft.data) if page.draft else form)


def new_form(page, step, data=None):
    """own_email: the address of the first step, which may not be the director's too."""
    own_email = page.draft.email if page.draft else ""
    return ApplicationStepForm(data, cohort_part=page.part, step=step, own_email=own_email)


def save_and_go_on(page, step):
    form = new_form(page, step, page.request.POST)
    is_valid = form.is_valid()
    if form.is_filled_by_a_program:
        return step_page(page, form)
    if page.draft is None and not page.owner.may_begin():
        busy = _("Too many people begin here at once. Wait some minutes, then press the button.")
        return step_page(page, form, status=429, hold=busy)
    goes_back = page.request.POST.get("go") == "back"
    page.draft = saved_draft(page, form, is_finished=not goes_back)
    if not is_valid and not goes_back:
        return step_page(page, form)
    return page.owner.remember(lead_on(page, step, goes_back=goes_back))


def saved_draft(page, form, *, is_finished):
    return save_step(
        page.part,
        owner=page.owner.columns,
        draft=page.draft,
        step=form.step,
        fields=form.names_in_step(form.step),
        typed=form.typed(),
        is_finished=is_finished,
        language=get_language()[:2],
    )


def lead_on(page, step, *, goes_back):
    """To the step after this one, or before it; but first to one that is not finished."""
    steps = page.steps
    if not steps.may_open(step):
        return lead_to_open_step(page, steps)
    return page.goes_to(step_before(step) if goes_back else steps.after(step))


def lead_to_open_step(page, steps):
    word = steps.word_of(steps.first_open)
    messages.info(page.request, _("Fill in “%(step)s” first.") % {"step": word})
    return page.goes_to(steps.first_open)


def other_draft_page(page, step):
    """The page as it was sent, with nothing stored: its answers belong to somebody else's form."""
    hold = _(
        "Nothing was stored. In this browser the application of %(name)s was begun after this page"
        " was opened. What you typed still stands below: keep a copy of it, then begin again."
    ) % {"name": page.draft.shown_name or _("another person")}
    page.draft = None
    form = new_form(page, step).with_typed(page.request.POST)
    return step_page(page, form, status=409, hold=hold, is_of_another_draft=True)


def sent_before(page):
    messages.info(
        page.request,
        _("You have sent this application. To change it, open the link in the email."),
    )
    return redirect("recruitment:apply-received", slug=page.cohort.slug)


def step_page(page, form, status=200, hold="", is_of_another_draft=False):
    """hold: why what was typed is not kept yet."""
    steps = page.steps
    return page.shows(
        "application_step",
        status,
        form=form,
        steps=steps,
        drawn_steps=steps.drawn(form.step),
        hold=hold,
        is_of_another_draft=is_of_another_draft,
        language_form="step",
        **key_and_address(page),
    )


def key_and_address(page):
    """Without a draft the form keeps the key it was sent with, so that it is recognized when it is
    sent once more. sent_to: with which address this browser sent an application lately.
    """
    if page.draft:
        return {"form_key": page.draft.form_key, "sent_to": ""}
    return {"form_key": page.sent_key, "sent_to": sent_address(page.request, page.cohort)}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_check(request, slug):
    """All answers to read once more; POST sends them."""
    page = Applying(request, slug)
    if request.method == "POST" and page.was_sent:
        return redirect("recruitment:apply-received", slug=slug)
    if not page.takes_this:
        return closed_page(page)
    if page.draft is None or not page.shows_answers:
        return page.goes_to()
    if not page.steps.are_done:
        return lead_to_open_step(page, page.steps)
    return send(page) if request.method == "POST" else check_page(page)


def send(page):
    if hold := reason_to_hold(page):
        return check_page(page, hold=hold)
    form = page.steps.form
    said = {"fields": form.application_fields(), "answers": form.answers()}
    try:
        send_draft(page.draft, **said, language=get_language()[:2])
    except ValueError as changed:
        messages.warning(page.request, str(changed))
        return page.goes_to(CHECK)
    answer = redirect("recruitment:apply-received", slug=page.cohort.slug)
    address = form.cleaned_data["email"]
    return remember_address(page.request, answer, cohort=page.cohort, address=address)


def reason_to_hold(page):
    """Why the form is not taken yet, as a sentence; empty when it is."""
    seconds = (timezone.now() - page.draft.begun_at).total_seconds()
    if not takes_a_person(seconds):
        return _("That was very quick. Read it through once, then press Send.")
    if page.request.POST.get("seen") != page.draft.saved_at.isoformat():
        return _("Your answers were changed in another window. Read them once more.")
    return ""


def check_page(page, hold=""):
    """hold: why the form was not taken yet."""
    steps = page.steps
    return page.shows(
        "application_check", form=steps.form, drawn_steps=steps.drawn(CHECK), hold=hold
    )


@login_not_required
@never_cache
@require_safe
def received(request, slug):
    """The same page for a first, a second and a repeated application, so that it tells nothing
    about an address but how it was typed.
    """
    cohort = get_public_cohort(request, slug)
    part = cohort.recruiting_part
    context = {"cohort": cohort, "part": part, "network": cohort.network}
    context["address"] = sent_address(request, cohort)
    context["stages"] = stage_labels(part.part) if part else []
    return render(request, "recruitment/application_received.html", context)
