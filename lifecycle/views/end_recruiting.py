from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.access import LEAD, STATE
from cohorts.models import StaffAct
from cohorts.permissions import cohort_page
from cohorts.views.look import FormPage, Look, look_or_perform, repeated
from lib.query import posted
from recruitment.pages.renewals import renewal_rows

from ..actions.end_recruiting import end_with_answers, part_that_recruits, undecided_in
from ..actions.publish import missing_place, missing_team
from ..forms.end_recruiting import EndRecruitingForm


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(LEAD, STATE)
def cohort_begin(request, cohort):
    """GET asks once what is missing and what those hear who have no answer, POST shows what
    follows, and a confirmed POST ends recruiting.
    """
    look = look_of(cohort)
    if response := repeated(request, look):
        return response
    part = part_that_recruits(cohort)
    if part is None:
        messages.info(request, "Recruiting is over already.")
        return redirect("recruitment:application-list", cohort.slug)
    if not cohort.memberships.current().exists():
        return render(
            request, "lifecycle/cohort_begin_nobody.html", {"cohort": cohort, "part": part}
        )
    undecided = list(undecided_in(part))
    form = EndRecruitingForm(posted(request), has_undecided=bool(undecided))
    page = form_page(request, cohort, part, undecided, form)
    if page.is_wanted:
        return page.draw()
    return look_or_perform(
        request,
        look,
        lambda act: end_with_answers(act, cohort, **form.cleaned_data),
        kind=StaffAct.Kind.RECRUITING_END,
        cohort=cohort,
        form_page=page,
    )


def form_page(request, cohort, part, undecided, form):
    gaps = [*missing_place(cohort), *missing_team(cohort)]
    context = {
        "cohort": cohort,
        "part": part,
        "undecided": undecided,
        "silent": sum(row.state == "silent" for row in renewal_rows(part)) if part.opened_at else 0,
        "members": cohort.memberships.current().count(),
        "missing": [(item, reverse(item.page, args=[cohort.slug])) for item in gaps],
    }
    return FormPage(request, form, "lifecycle/cohort_begin.html", context)


def look_of(cohort):
    board = reverse("recruitment:application-list", args=[cohort.slug])
    return Look(
        "End recruiting",
        [(board, f"Applications, {cohort}")],
        next=board,
        keep=board,
        keep_word="Go on recruiting",
        edit_word="Change the answer",
    )
