"""The director's page: one link, all own applicants of one part of a cohort, no account."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.query import parse_ids
from lib.sentences import list_names
from lib.text import inside_sentence
from meetings.calendars import calendar_response
from people.languages import language_asked_in_form, remember_language
from people.models import Link
from people.permissions import link_expired

from ..actions.endorsements import (
    add_terms_hash,
    answer_for_all,
    can_be_answered,
    endorsements_for_link,
    endorsements_of,
    record_date_objection,
)
from ..director_language import choose_language, language_of_director
from ..endorsement_terms import build_terms
from ..forms.endorsements import EndorsementForm, labels_of_fields
from ..pages.endorsement_page import add_signed_before, contacts_of, endorsement_context
from ..pages.endorsement_passed_on import passed_on_by
from ..permissions import application_link_page, get_application_link

director_page = application_link_page(Link.Purpose.SIGN_OFF, labels_of=labels_of_fields)
ANSWERED_MEANWHILE = gettext_lazy(
    "For %(names)s you had answered before, in another window or another browser. What you chose "
    "now was not stored: change the answer below if you mean it."
)
LETTERS_FROM_NOW_ON = {
    "en": gettext_lazy("From now on we write to you in English."),
    "es": gettext_lazy("From now on we write to you in Spanish."),
}


@director_page
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_answer(request, link):
    endorsements = list(endorsements_for_link(link))
    if not endorsements:
        return nothing_asked(request, link)
    add_signed_before(endorsements)
    language = language_asked_in_form(request)
    terms = build_terms(link.application, language=get_language()[:2])
    open_now = open_endorsements(request, endorsements, terms)
    form = answer_form(request, link, open_now, language)
    if form.is_bound and (not open_now or form.is_valid()) and store_answers(request, link, form):
        return redirect("recruitment:endorsement-answer")
    context = endorsement_context(link, endorsements, open_now, terms)
    context["letters_in"] = keep_language_of_letters(link, endorsements, language)
    return answer_page(request, context, form if open_now else None, language)


def open_endorsements(request, endorsements, terms):
    """Those with fields on the form. Sets `terms_hash` and `may_change` of all."""
    add_terms_hash(endorsements, terms)
    for endorsement in endorsements:
        endorsement.may_change = can_be_answered(endorsement)
    return [endorsement for endorsement in endorsements if is_on_form(request, endorsement)]


def answer_form(request, link, open_now, language):
    """language: asked for by a button of the form, which is then drawn with what was typed."""
    is_sent = request.method == "POST" and not language
    return EndorsementForm(
        request.POST if is_sent else None,
        initial=request.POST.dict() if language else None,
        endorsements=open_now,
        commitments=list(link.application.part.commitments.filter(audience="director")),
    )


def keep_language_of_letters(link, endorsements, language):
    """Keep the language that was asked for. Returns that of letters to the director."""
    found = language_of_director(link.application, email=endorsements[0].supervisor_email)
    if language:
        choose_language(link.link.email_key, language)
    return language or found


def answer_page(request, context, form, language):
    """form: None where nothing can be answered now."""
    context |= {"form": form, "language_form": "sign-off" if form else ""}
    page = render(request, "recruitment/endorsement_form.html", context)
    return remember_language(request, page, language)


def nothing_asked(request, link):
    """For whoever passed everything on: to whom; else as for a link that does not open."""
    passed_on = passed_on_by(link)
    if not passed_on:
        return link_expired(request)
    context = contacts_of(link.application.cohort) | {"passed_on": passed_on}
    return render(request, "recruitment/endorsement_forwarded.html", context)


def is_on_form(request, endorsement):
    """GET: whoever has no answer yet, and whoever ?change= names.

    POST: whoever the sent form had fields for.
    """
    if not endorsement.may_change:
        return False
    if request.method == "POST":
        return f"seen_{endorsement.pk}" in request.POST
    return endorsement.state == "waiting" or request.GET.get("change") == str(endorsement.pk)


def store_answers(request, link, form):
    """Returns whether the answers are stored; if the terms changed meanwhile,
    the form gets an error and new hashes. Without applicants on the form nothing is stored.
    """
    answers = form.answers() if form.endorsements else {}
    try:
        new = answer_for_all(link, answers, **signature(request, form)) if form.endorsements else []
    except ValueError as refusal:
        form.refresh_hashes()
        form.add_error(None, str(refusal))
        return False
    say_what_is_stored(request, new, answered_meanwhile(link, answers))
    return True


def say_what_is_stored(request, new, outdated):
    """new: the endorsements whose answer is new. outdated: as from `answered_meanwhile`."""
    if new:
        messages.success(request, answers_in_sentences(new))
    if outdated:
        names = list_names(endorsement.application.name for endorsement in outdated)
        messages.warning(request, ANSWERED_MEANWHILE % {"names": names})
    elif not new:
        messages.info(request, _("Nothing has changed. Below is what we have from you."))


def answered_meanwhile(link, answers):
    """Those for whom another answer stands than the one that was sent: the page was older."""
    stands = {"sign": "given", "decline": "declined"}
    found = endorsements_for_link(link).filter(pk__in=answers).select_related("application")
    return [one for one in found if one.state != stands[answers[one.pk]["says"]]]


def answers_in_sentences(answered):
    """ "You signed for Ana and Ben. You declined for Eve. Thank you." """
    kinds = [
        ("given", _("You signed for %(names)s.")),
        ("declined", _("You declined for %(names)s.")),
        ("not-mine", _("You said of %(names)s: not my staff.")),
    ]
    said = []
    for kind, sentence in kinds:
        of_kind = [e for e in answered if kind == ("not-mine" if e.is_not_mine else e.state)]
        if of_kind:
            said.append(sentence % {"names": list_names(e.application.name for e in of_kind)})
    return " ".join([*said, _("Thank you.")])


def signature(request, form):
    own = get_application_link(request, Link.Purpose.APPLICATION)
    asked_for = {endorsement.application_id for endorsement in form.endorsements}
    return {
        "signed_name": form.cleaned_data["signed_name"],
        "language": get_language()[:2],
        "own_device": own is not None and own.application_id in asked_for,
    }


@director_page
@require_safe
def endorsement_calendar(request, link):
    """The dates of own people and the director's own, in the part that the link is about; for
    somebody signed in, of all parts of the cohort of ?cohort=, if they are asked to sign there.
    """
    cohort, dates = link.application.cohort, {"part": link.application.part}
    if request.user.is_authenticated and (slug := request.GET.get("cohort", "")[:100]):
        asked = endorsements_of(request.user).filter(application__cohort_part__cohort__slug=slug)
        if newest := asked.order_by("-asked_at", "-pk").first():
            cohort, dates = newest.application.cohort, {}
    meetings = cohort.meetings.filter(**dates).in_order()
    sessions = cohort.director_sessions.filter(**dates).order_by("position")
    return calendar_response(meetings, cohort=cohort, for_members=False, sessions=sessions)


@director_page
@require_POST
def endorsement_object(request, link):
    sent = parse_ids(request.POST.getlist("endorsement"))
    for endorsement in endorsements_for_link(link).filter(given_at__isnull=False, pk__in=sent):
        record_date_objection(endorsement)
    said = _("We have noted that the new dates do not work. The %(lead)s will be in touch.")
    lead = inside_sentence(link.application.cohort.lead_title)
    messages.info(request, said % {"lead": lead})
    return redirect("recruitment:endorsement-answer")


@director_page
@require_POST
def endorsement_language(request, link):
    """The director chooses the language of letters to her address; the page is in it from then
    on.
    """
    language = request.POST.get("language", "")[:10]
    answer = redirect("recruitment:endorsement-answer")
    if choose_language(link.link.email_key, language):
        with translation.override(language):
            messages.success(request, str(LETTERS_FROM_NOW_ON[language]))
        remember_language(request, answer, language)
    return answer
