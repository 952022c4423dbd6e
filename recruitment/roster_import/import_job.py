"""Importing a long roster in the background."""

from django.db import transaction
from django.utils.translation import gettext_noop as _

from cohorts.models import Cohort
from lib.jobs.models import Job, JobInput
from lib.jobs.queue import enqueue
from lib.jobs.registry import JobRefusedError, job
from people.models import Person

from .import_roster import import_rows

#: A longer file is imported by a job.
ROWS_AT_ONCE = 50


def import_subject(cohort):
    return f"cohort-{cohort.pk}"


def running_import(cohort, person):
    """The unfinished import of this person for this cohort, or None."""
    jobs = Job.objects.about("roster-import", import_subject(cohort)).unfinished()
    return jobs.filter(owner_id=person.pk).first()


def start_import(cohort, rows, *, by, late_reason=""):
    """Queue the import of these validated rows; returns the job."""
    return enqueue(
        "roster-import",
        subject=import_subject(cohort),
        owner=by,
        total=len(rows),
        content={"rows": rows, "late_reason": late_reason},
        cohort=cohort.pk,
    )


@job("roster-import")
def import_roster(row, *, cohort):
    """All new rows become members, or none does. A second run finds that its input is used up."""
    file = JobInput.objects.filter(job=row).first()
    if file is None:
        if not row.words:
            raise JobRefusedError(_("The file is no longer kept. Choose it once more."))
        return
    try:
        import_file(row, file, Cohort.objects.get(pk=cohort))
    except ValueError as refusal:
        raise JobRefusedError(str(refusal)) from refusal


@transaction.atomic
def import_file(row, file, cohort):
    preview = import_rows(
        cohort,
        file.content["rows"],
        lambda number: row.note(done=number),
        by=Person.objects.filter(pk=row.owner_id).first(),
        late_reason=file.content["late_reason"],
    )
    file.delete()
    row.report(done=row.total, words=f"{len(preview.new_rows)} {len(preview.existing_rows)}")
