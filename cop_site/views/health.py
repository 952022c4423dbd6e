from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import SignInRequest
from cohorts.models import Letter
from lib.jobs.models import Job, WorkerPulse

A_MINUTE = timedelta(minutes=1)


@login_not_required
@require_safe
def health(request):
    """{"ok": bool} with status 200 or 503; requests from this machine also get the result
    of each check.
    """
    try:
        details = health_checks()
    except DatabaseError:
        details = {"database": False}
    ok = all(details.get(name, False) for name in ["database", "worker", "mail", "jobs"])
    answer = {"ok": ok} | (details if is_from_this_machine(request) else {})
    return JsonResponse(answer, status=200 if ok else 503)


def health_checks():
    """{check: bool}: the database answers, a worker was alive within a minute,
    no letter or job waits over five.
    """
    now = timezone.now()
    pulse = WorkerPulse.objects.order_by("-at").first()
    return {
        "database": True,
        "worker": bool(pulse and now - pulse.at < A_MINUTE),
        "mail": not mail_stuck_since(now - 5 * A_MINUTE),
        "jobs": not Job.objects.filter(
            state=Job.State.QUEUED, created_at__lt=now - 5 * A_MINUTE
        ).exists(),
    }


def is_from_this_machine(request):
    is_forwarded = "HTTP_X_FORWARDED_FOR" in request.META
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1", ""} and not is_forwarded


def mail_stuck_since(moment):
    """Whether a letter or a sign-in request was due before this moment and still waits."""
    return (
        Letter.objects.due().filter(try_at__lt=moment).exists()
        or SignInRequest.objects.filter(asked_at__lt=moment).exists()
    )
