from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.access import LEAD, STATE
from cohorts.models import StaffAct
from cohorts.permissions import cohort_page
from cohorts.views.look import FormPage, Look, look_or_perform, repeated
from lib.query import posted

from ..actions.change_cohort import change_cohort
from ..forms.change_cohort import ChangeCohortForm


@require_http_methods(["GET", "HEAD", "POST"])
@cohort_page(LEAD, STATE)
def cohort_edit(request, cohort):
    """GET shows what is so, POST what follows from a change, and a confirmed POST changes it."""
    look = look_of(cohort)
    if response := repeated(request, look):
        return response
    form = ChangeCohortForm(posted(request), cohort=cohort)
    page = FormPage(request, form, "lifecycle/cohort_edit.html", {"cohort": cohort})
    if page.is_wanted:
        return page.draw()
    if not form.change:
        messages.info(request, "Nothing was changed.")
        return redirect(cohort)
    return look_or_perform(
        request,
        look,
        lambda act: change_cohort(act, cohort, form.change),
        kind=StaffAct.Kind.COHORT_CHANGE,
        cohort=cohort,
        form_page=page,
    )


def look_of(cohort):
    page = reverse("lifecycle:cohort-edit", args=[cohort.slug])
    return Look(
        f"Change {cohort}",
        [(page, "Change this cohort")],
        next=cohort.get_absolute_url() if cohort.is_published else publish_page(cohort),
        keep=cohort.get_absolute_url(),
        keep_word="Keep it as it is",
        edit_word="Change what you typed",
    )


def publish_page(cohort):
    return reverse("lifecycle:cohort-publish", args=[cohort.slug])
