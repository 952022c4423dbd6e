"""The page of one job: how far it is, what came of it, and trying it again."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import access_of
from cohorts.permissions import activate_cohort
from lib.jobs.models import Job
from lib.jobs.queue import retry

from ..pages.job_page import JOB_KINDS, OPEN, job_page, waiting_address


def visible_job(view):
    """Decorator: the view gets the job, its kind and what it is about, if the reader may do what
    the job does; 404 for everybody else.
    """

    @wraps(view)
    def guarded(request, pk):
        row = get_object_or_404(Job, pk=pk)
        kind = JOB_KINDS.get(row.kind)
        subject = kind and kind.subject(row)
        if not subject:
            raise Http404
        access = access_of(request.user, subject.cohort)
        if not kind.may_see(access):
            raise Http404
        request.cohort, request.access = subject.cohort, access
        if subject.meeting:
            request.meeting = subject.meeting
        activate_cohort(subject.cohort, request)
        return view(request, row, kind, subject)

    return guarded


@require_safe
@visible_job
def job_detail(request, row, kind, subject):
    """Whoever waits for the result is led on to it once it is there; the script of the page is
    told where it is.
    """
    context = job_page(row, kind, subject, waits=OPEN in request.GET)
    if context["opened"] and "X-Requested-With" not in request.headers:
        return redirect(context["opened"])
    request.page_under, request.page_name = kind.under, str(context["title"])
    return render(request, "dashboards/job_detail.html", context)


@require_POST
@visible_job
def job_retry(request, row, kind, subject):
    return redirect(waiting_address(retry(row)))
