"""The public application form in four steps: no account, and no scripts needed.

What is typed is kept in a draft on the server (`ApplicationDraft`), which belongs to the person
signed in, else to the browser. GET changes nothing.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.access import STAFF, access_of
from cohorts.models import Cohort
from cohorts.permissions import activate_cohort
from lib.spam_guard import takes_a_person
from people.languages import language_asked_in_form, remember_language

from ..actions.application_drafts import (
    discard_draft,
    is_sent,
    open_draft,
    save_step,
    send_draft,
)
from ..draft_owner import DraftOwner
from ..forms.application_steps import CHECK, ApplicationStepForm, ApplicationSteps, step_before
from ..forms.applications import SECTIONS
from ..forms.draft_address import DraftAddressForm
from ..pages.application_closed import closed_context
from ..pages.application_stages import stage_labels
from ..pages.public_part import public_part_context
from ..sent_address import remember_address, sent_address


class Applying:
    """One request for a page of the form: the cohort's part, whose draft, and how far it is."""

    def __init__(self, request, slug):
        self.request, self.cohort = request, get_public_cohort(request, slug)
        self.part = self.cohort.recruiting_part
        self.owner = DraftOwner(request)
        self.draft = self.part and self.owner.draft(self.part)

    @property
    def is_preview(self):
        """Whether the staff of the cohort looks at the page before it is public."""
        return not self.cohort.is_published and self.cohort.is_recruiting and bool(self.part)

    @property
    def takes_this(self):
        """Whether the form is open. What was begun before the deadline may be sent a little after
        it.
        """
        if self.part is None:
            return False
        is_begun = self.draft or self.request.method == "POST"
        return self.part.takes_applications or (is_begun and self.part.still_takes_what_was_begun)

    @property
    def shows_answers(self):
        """Whether what is in the draft is shown without asking who is there."""
        return self.draft.is_open and self.owner.is_known()

    @property
    def steps(self):
        return ApplicationSteps(self.part, self.draft)

    @property
    def was_sent(self):
        """Whether this form was sent before, such as by another window: its draft is gone."""
        key = self.request.POST.get("form_key", "")
        is_of_draft = self.draft and key == str(self.draft.form_key)
        return bool(key) and not is_of_draft and is_key(key) and is_sent(key)

    def goes_to(self, step=""):
        """The answer that leads to a step, or to the page that leads to the right one."""
        if not step:
            return redirect("recruitment:apply", slug=self.cohort.slug)
        if step == CHECK:
            return redirect("recruitment:apply-check", slug=self.cohort.slug)
        return redirect("recruitment:apply-step", slug=self.cohort.slug, step=step)

    def shows(self, template, status=200, **context):
        context |= {"draft": self.draft, "is_preview": self.is_preview}
        context |= public_part_context(self.part)
        response = render(self.request, f"recruitment/{template}.html", context, status=status)
        return self.owner.remember(response) if self.draft else response


def is_key(text):
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def get_public_cohort(request, slug):
    """The cohort of this slug; 404 before it is published, but for its staff."""
    cohort = get_object_or_404(
        Cohort.objects.select_related("network", "region", "guidebook"), slug=slug
    )
    if not cohort.is_published and not is_staff_of(request.user, cohort):
        raise Http404
    activate_cohort(cohort, request)
    return cohort


def is_staff_of(person, cohort):
    return person.is_authenticated and access_of(person, cohort).is_one_of(*STAFF)


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
    if language := language_asked_in_form(request):
        typed = new_form(page, step).with_typed(request.POST)
        return remember_language(request, step_page(page, typed), language)
    if request.method == "POST":
        return save_and_go_on(page, step)
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
    page.draft = save_step(
        page.part,
        owner=page.owner.columns,
        draft=page.draft,
        step=step,
        fields=form.names_in_step(step),
        typed=form.typed(),
        is_finished=not goes_back,
        language=get_language()[:2],
    )
    if not is_valid and not goes_back:
        return step_page(page, form)
    steps = page.steps
    if not steps.may_open(step):
        return page.owner.remember(lead_to_open_step(page, steps))
    return page.owner.remember(page.goes_to(step_before(step) if goes_back else steps.after(step)))


def lead_to_open_step(page, steps):
    word = steps.word_of(steps.first_open)
    messages.info(page.request, _("Fill in “%(step)s” first.") % {"step": word})
    return page.goes_to(steps.first_open)


def sent_before(page):
    messages.info(
        page.request,
        _("You have sent this application. To change it, open the link in the email."),
    )
    return redirect("recruitment:apply-received", slug=page.cohort.slug)


def step_page(page, form, status=200, hold=""):
    """hold: why what was typed is not kept yet."""
    steps = page.steps
    drawn = steps.drawn(form.step)
    sent_to = "" if page.draft else sent_address(page.request, page.cohort)
    return page.shows(
        "application_step",
        status,
        form=form,
        steps=steps,
        drawn_steps=drawn,
        hold=hold,
        sent_to=sent_to,
        language_form="step",
    )


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
    seconds = (timezone.now() - page.draft.begun_at).total_seconds()
    if not takes_a_person(seconds):
        hold = _("That was very quick. Read it through once, then press Send.")
        return check_page(page, hold=hold)
    if page.request.POST.get("seen") != page.draft.saved_at.isoformat():
        hold = _("Your answers were changed in another window. Read them once more.")
        return check_page(page, hold=hold)
    form = page.steps.form
    try:
        send_draft(
            page.draft,
            fields=form.application_fields(),
            answers=form.answers(),
            language=get_language()[:2],
        )
    except ValueError as changed:
        messages.warning(page.request, str(changed))
        return page.goes_to(CHECK)
    answer = redirect("recruitment:apply-received", slug=page.cohort.slug)
    return remember_address(
        page.request, answer, cohort=page.cohort, address=form.cleaned_data["email"]
    )


def check_page(page, hold=""):
    """hold: why the form was not taken yet."""
    steps = page.steps
    return page.shows(
        "application_check", form=steps.form, drawn_steps=steps.drawn(CHECK), hold=hold
    )


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
    context, template = (
        closed_context(page.cohort, page.part),
        "recruitment/application_closed.html",
    )
    if page.draft is None:
        return render(page.request, template, context)
    context["form"] = form or address_form(page)
    said = page.steps.form.typed_summary() if page.shows_answers else None
    response = render(page.request, template, context | {"draft": page.draft, "said": said})
    return response if page.shows_answers else page.owner.ask(response)


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
