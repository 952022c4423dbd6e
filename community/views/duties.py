"""Duties as a member sees them: what one is asked to take on, and what one has."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.access import CURRENT_MEMBERS
from cohorts.actions.duties import answer_request, give_back, own_duties
from cohorts.permissions import cohort_page

from ..forms.duties import DutyAnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(*CURRENT_MEMBERS)
def duty_answer(request, cohort):
    """A member agrees to a duty or declines it, or gives one back."""
    membership = request.access.membership
    asked, held = own_duties(membership)
    if request.method == "POST":
        form = DutyAnswerForm(request.POST)
        if form.is_valid():
            answer(request, membership, **form.cleaned_data)
        else:
            messages.warning(request, _("Press one of the buttons beside a duty."))
        return redirect("community:duty-answer", cohort.slug)
    context = {"cohort": cohort, "asked": asked, "held": held}
    return render(request, "community/duty_answer.html", context)


def answer(request, membership, *, duty, answer):
    """Do what the button says, and say it."""
    if answer == DutyAnswerForm.GIVE_BACK:
        give_duty_back(request, get_object_or_404(membership.duties, pk=duty))
    else:
        asked = get_object_or_404(membership.duty_requests, duty=duty, answer="")
        agree_or_decline(request, asked, agrees=answer == DutyAnswerForm.AGREE)


def give_duty_back(request, duty):
    give_back(duty)
    messages.success(request, _("You no longer have this duty: %(duty)s") % {"duty": duty})


def agree_or_decline(request, asked, *, agrees):
    """asked: the DutyRequest that is answered."""
    if not answer_request(asked, agrees=agrees):
        messages.warning(request, _("You are no longer asked for this duty."))
    elif agrees:
        messages.success(
            request, _("Thank you. You have this duty now: %(duty)s") % {"duty": asked.duty}
        )
    else:
        messages.success(request, _("You declined. Your facilitators see it."))
