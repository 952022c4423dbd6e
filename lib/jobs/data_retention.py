"""Deleting what jobs leave behind when its time is over."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .models import Job, JobInput, JobOutput


def delete_expired():
    """Delete files, inputs and finished jobs whose time is over; returns how many rows."""
    now = timezone.now()
    found = [
        JobOutput.objects.filter(kept_until__lte=now),
        JobInput.objects.filter(job__created_at__lte=now - days(settings.JOB_INPUT_DAYS)),
        Job.objects.filter(finished_at__lte=now - days(settings.JOB_DAYS)),
    ]
    return sum(rows.delete()[0] for rows in found)


def days(number):
    return timedelta(days=number)


def keep_until():
    """Until when a file that is made now is kept."""
    return timezone.now() + days(settings.JOB_OUTPUT_DAYS)
