from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.access import CURRENT_MEMBERS, RUNS_IT, STAFF
from cohorts.permissions import cohort_page
from cohorts.views.look import Look, look_or_perform
from lib.edit_conflicts import mark_as_seen
from lib.query import parse_int, posted

from ..actions.meeting_acts import retire_agreement
from ..forms.agreements import agreement_form
from ..models import CommunityAgreement
from ..permissions import meeting_page

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def redirect_to_agreements(cohort):
    return redirect("meetings:agreement-list", cohort.slug)


@require_safe
@cohort_page(*STAFF, *CURRENT_MEMBERS, closed_to_supervisors=True)
def agreement_list(request, cohort):
    agreements = cohort.agreements.in_force().prefetch_related("ratifications__meeting")
    context = {
        "cohort": cohort,
        "agreements": agreements,
        "some_are_open": any(not agreement.is_adopted for agreement in agreements),
        "retired": cohort.agreements.exclude(retired_at=None).order_by("-retired_at")[:20],
        "runs_it": request.access.is_one_of(*RUNS_IT),
        "meeting": cohort.meetings.begun().first(),
    }
    return render(request, "meetings/agreement_list.html", context)


@require_http_methods(READ_AND_WRITE)
@cohort_page(*RUNS_IT, closed_to_supervisors=True)
def agreement_add(request, cohort):
    form = agreement_form(data=posted(request))
    if request.method == "POST" and form.is_valid():
        agreement = CommunityAgreement.objects.propose(
            cohort=cohort, by=request.user, **form.wording()
        )
        messages.success(
            request, _("“%(title)s” is proposed. The room adopts it.") % {"title": agreement.title}
        )
        return redirect_to_agreements(cohort)
    return render(request, "meetings/agreement_form.html", {"cohort": cohort, "form": form})


@require_http_methods(READ_AND_WRITE)
@cohort_page(*RUNS_IT, closed_to_supervisors=True)
def agreement_edit(request, cohort, pk):
    """Answers 409, with the present wording, when somebody else amended it since
    the form was loaded.
    """
    agreement = get_object_or_404(cohort.agreements.in_force(), pk=pk)
    form = agreement_form(agreement, posted(request))
    theirs = None
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] == agreement.fingerprint:
            agreement.amend(**form.wording())
            messages.success(
                request,
                _("“%(title)s” is amended. The room adopts it again.") % {"title": agreement.title},
            )
            return redirect_to_agreements(cohort)
        theirs, form = agreement, form_with_conflict(request, agreement)
    context = {"cohort": cohort, "form": form, "agreement": agreement, "theirs": theirs}
    return render(request, "meetings/agreement_form.html", context, status=409 if theirs else 200)


def form_with_conflict(request, agreement):
    """The sent values with the present fingerprint, so that saving once more replaces
    the other wording.
    """
    form = agreement_form(agreement, mark_as_seen(request.POST, agreement.fingerprint))
    form.add_error(
        None,
        _(
            "Somebody else amended this agreement while you were writing. "
            "Below is what it says now; save again to put yours in its place."
        ),
    )
    return form


@require_POST
@cohort_page(*RUNS_IT, closed_to_supervisors=True)
def agreement_retire(request, cohort, pk):
    agreement = get_object_or_404(cohort.agreements.in_force(), pk=pk)
    page = redirect_to_agreements(cohort).url
    look = Look(
        _("Retire “%(title)s”") % {"title": agreement.title},
        [(page, _("Agreements"))],
        next=page,
        keep=page,
        keep_word=_("Keep it"),
    )
    return look_or_perform(request, look, lambda act: retire_agreement(agreement))


@require_POST
@meeting_page(*RUNS_IT, closed_to_supervisors=True)
def agreement_adopt(request, meeting):
    """Record that this meeting adopts one agreement ("agreement" is its primary key),
    else all in force.
    """
    if meeting.days_ahead > 0:
        messages.warning(
            request, _("Agreements are adopted in the room: on the day of the meeting or after it.")
        )
    elif request.POST.get("agreement"):
        adopt_one(request, meeting)
    else:
        adopt_all(request, meeting)
    return redirect_to_agreements(meeting.cohort)


def adopt_one(request, meeting):
    agreements = meeting.cohort.agreements.in_force()
    agreement = get_object_or_404(agreements, pk=parse_int(request.POST["agreement"]))
    agreement.adopt(meeting=meeting, by=request.user)
    messages.success(request, _("“%(title)s” is adopted.") % {"title": agreement.title})


def adopt_all(request, meeting):
    number = CommunityAgreement.objects.adopt_all(
        cohort=meeting.cohort, meeting=meeting, by=request.user
    )
    adopted = _("Adopted at meeting %(n)s: %(number)s more.")
    messages.success(request, adopted % {"n": meeting.number, "number": number})
