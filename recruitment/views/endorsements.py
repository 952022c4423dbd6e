"""The director's page: one link, all own applicants of a cohort, no account."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lib.query import parse_ids
from meetings.letters import time_commitment
from people.models import Link
from people.permissions import link_expired

from ..actions.endorsements import answer_for_all, answers_count, asked_by, forward, object_to_moved_dates, with_marks
from ..endorsement_terms import days_of, moved_meetings, what_is_asked
from ..forms.endorsements import ForwardForm, SignOffForm
from ..permissions import application_link_page, get_application_link

director_page = application_link_page(Link.Purpose.SIGN_OFF)


@director_page
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_answer(request, link):
    everybody = list(asked_by(link))
    if not everybody:
        return link_expired(request)
    asked = what_is_asked(link.application, language=get_language()[:2])
    with_marks(everybody, asked)
    part = link.application.cohort_part
    for endorsement in everybody:
        endorsement.may_change = answers_count(endorsement.application)
    open_now = [endorsement for endorsement in everybody if may_be_answered(request, endorsement)]
    commitments = list(link.application.part.commitments.filter(audience="director"))
    form = SignOffForm(request.POST if request.method == "POST" else None, asked=open_now, commitments=commitments)
    if request.method == "POST" and (not open_now or form.is_valid()):
        if send_answers(request, link, form if open_now else None):
            return redirect("recruitment:endorsement-answer")
    return render(request, "recruitment/endorsement_form.html", page_of(link, part, form, everybody, open_now, asked))


def may_be_answered(request, endorsement):
    """On the page: whoever has no answer yet, and whoever is asked for by ?change=. Sent: whoever the form asked about."""
    if not endorsement.may_change:
        return False
    if request.method == "POST":
        return f"seen_{endorsement.pk}" in request.POST
    return endorsement.state == "waiting" or request.GET.get("change") == str(endorsement.pk)


def send_answers(request, link, form):
    """Whether the answers are in; if something changed meanwhile, the form comes back with the marks of now."""
    try:
        new = answer_for_all(link, form.answers(), **signature(request, link, form)) if form else 0
    except ValueError as refusal:
        form.data = form.data.copy()
        for endorsement in form.asked:
            form.data[f"mark_{endorsement.pk}"] = endorsement.mark
        form.add_error(None, str(refusal))
        return False
    if new:
        messages.success(request, _("Your answers are here. Thank you."))
    else:
        messages.info(request, _("Nothing has changed. Below is what we have from you."))
    return True


def signature(request, link, form):
    own = get_application_link(request, Link.Purpose.APPLICATION)
    own_device = own is not None and own.application_id in {endorsement.application_id for endorsement in form.asked}
    return {"signed_name": form.cleaned_data["signed_name"], "language": get_language()[:2], "own_device": own_device}


def page_of(link, part, form, everybody, open_now, asked):
    meetings = list(link.application.cohort.meetings.filter(part=link.application.part.pk).order_by("position"))
    answered = [endorsement for endorsement in everybody if endorsement.state != "waiting"]
    for endorsement in answered:
        endorsement.bound_days = days_of(endorsement.bound)
        endorsement.moved = moved_meetings(endorsement.bound, asked) if endorsement.given_at else []
        endorsement.may_change = endorsement.may_change and endorsement not in open_now
        endorsement.has_objected = any(action.kind == "objected" for action in endorsement.actions.all())
    return {
        "link": link,
        "form": form if open_now else None,
        "everybody": everybody,
        "open_now": open_now,
        "answered": [endorsement for endorsement in answered if endorsement not in open_now],
        "may_forward": any(endorsement.state == "waiting" for endorsement in everybody),
        "director": everybody[0].supervisor_name,
        "asked": asked,
        "part": part,
        "meetings": meetings,
        "time": time_commitment(meetings),
        "sessions": list(link.application.cohort.director_sessions.filter(part=link.application.part.pk).order_by("position")),
        "later_parts": later_parts(link.application),
        "cohort": link.application.cohort,
        "network": link.application.cohort.network,
    }


def later_parts(application):
    later = application.cohort.cohort_parts.filter(part__number__gt=application.part.number).select_related("part")
    return [(part.part, application.cohort.meetings.filter(part=part.part).count()) for part in later]


@director_page
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_forward(request, link):
    everybody = asked_by(link)
    if not everybody:
        return link_expired(request)
    waiting = everybody.waiting()
    if not waiting:
        messages.info(request, _("You have answered for everybody, so there is nothing to pass on. You can change an answer here."))
        return redirect("recruitment:endorsement-answer")
    form = ForwardForm(request.POST or None)
    if form.is_valid():
        try:
            forward(link, **form.cleaned_data, language=get_language()[:2])
        except ValueError as refusal:
            form.add_error("email", str(refusal))
        else:
            return render(request, "recruitment/endorsement_forwarded.html", {"name": form.cleaned_data["name"], "network": link.application.cohort.network})
    return render(request, "recruitment/endorsement_forward.html", {"form": form, "waiting": waiting, "network": link.application.cohort.network})


@director_page
@require_POST
def endorsement_object(request, link):
    for endorsement in asked_by(link).filter(given_at__isnull=False, pk__in=parse_ids(request.POST.getlist("endorsement"))):
        object_to_moved_dates(endorsement)
    messages.info(request, _("We have noted that the new dates do not work. The regional lead will be in touch."))
    return redirect("recruitment:endorsement-answer")
