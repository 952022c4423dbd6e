"""The page on which a director passes a sign-off on to somebody else, and takes it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lib.query import parse_ids
from lib.sentences import list_names
from people.languages import language_asked_in_form, remember_language

from ..actions.endorsement_forward import correct_address, forward, refuse_address, take_back
from ..actions.endorsements import endorsements_for_link
from ..director_language import choose_language
from ..forms.endorsement_forward import ForwardForm
from ..pages.endorsement_page import contacts_of
from ..pages.endorsement_passed_on import passed_on_by
from .endorsements import director_page

ANSWERS = "recruitment:endorsement-answer"
FORM, LOOK = "recruitment/endorsement_forward.html", "recruitment/endorsement_forward_look.html"


@director_page
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_forward(request, link):
    """The form, then a look that repeats the address, then the letter leaves. ?correct= : the
    address of what was passed on before is corrected.
    """
    corrected = group_of(link, request.GET.get("correct"))
    waiting = corrected.endorsements if corrected else endorsements_for_link(link).waiting()
    if not waiting:
        return nothing_to_pass_on(request)
    language = language_asked_in_form(request)
    form = forward_form(request, corrected, waiting, language)
    if is_confirmed(request, link, form) and pass_on(request, link, form, corrected):
        return redirect(ANSWERS)
    context = {"form": form, "waiting": waiting, "corrected": corrected}
    return forward_page(request, link, context, language)


def nothing_to_pass_on(request):
    said = _(
        "Nobody waits for your answer, so there is nothing to pass on. "
        "You can change an answer here."
    )
    messages.info(request, said)
    return redirect(ANSWERS)


def forward_form(request, corrected, waiting, language):
    """Bound unless it is only drawn again, in another language or to change what was typed."""
    is_sent = request.method == "POST" and not language and "change" not in request.POST
    return ForwardForm(
        request.POST if is_sent else None,
        initial=first_values(request, corrected),
        waiting=waiting,
        asks_whom=not corrected,
    )


def forward_page(request, link, context, language):
    """The form, or the look once neither the form nor `is_confirmed` found a mistake."""
    if language:
        choose_language(link.link.email_key, language)
    context |= contacts_of(link.application.cohort) | {"language_form": "forward"}
    page = render(request, LOOK if context["form"].is_valid() else FORM, context)
    return remember_language(request, page, language)


def first_values(request, corrected):
    """What was typed, where the form is drawn again without being sent."""
    if request.method == "POST":
        return request.POST.dict() | {"who": request.POST.getlist("who")}
    return {"name": corrected.name, "email": corrected.email} if corrected else None


def is_confirmed(request, link, form):
    """Whether there is no mistake in the form, and the look at it was confirmed.

    An address that is refused stands on the form in any case, for `forward_page`.
    """
    return form.is_valid() and is_allowed(link, form) and "confirm" in request.POST


def is_allowed(link, form):
    try:
        refuse_address(link, form.cleaned_data["email"], form.chosen())
    except ValueError as refusal:
        form.add_error("email", str(refusal))
        return False
    return True


def pass_on(request, link, form, corrected):
    """Returns whether it is done; else the form has an error."""
    said = {key: form.cleaned_data[key] for key in ("name", "email")}
    try:
        done = forward_or_correct(link, form.chosen(), said, corrected)
    except ValueError as refusal:
        form.add_error("email", str(refusal))
        return False
    if done:
        told = _("We write to %(name)s at %(email)s, in one letter that says it comes from you.")
        messages.success(request, told % said)
    else:
        messages.info(request, _("This was answered or passed on meanwhile. Nothing was sent."))
    return True


def forward_or_correct(link, chosen, said, corrected):
    language = get_language()[:2]
    if corrected:
        return correct_address(link, chosen, **said, language=language)
    return forward(link, **said, language=language, chosen=chosen)


@director_page
@require_POST
def endorsement_take_back(request, link):
    group = group_of(link, request.POST.get("passed_on"))
    new = take_back(link, group.endorsements) if group else []
    if new:
        names = list_names(endorsement.application.name for endorsement in new)
        told = _("Taken back: %(name)s can no longer answer. Please answer for %(names)s.")
        messages.success(request, told % {"name": group.name, "names": names})
    else:
        messages.info(request, _("This was answered meanwhile, so it stays as it is."))
    return redirect(ANSWERS)


def group_of(link, key):
    """What the holder passed on and nobody has answered, by its key as text; or None."""
    keys = parse_ids([key or ""])
    groups = [group for group in passed_on_by(link) if group.waits and group.key in keys]
    return groups[0] if groups else None
