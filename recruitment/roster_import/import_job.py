"""Reading a long roster in in the background."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_noop

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import StaffAct
from lib.jobs.models import Job
from lib.jobs.queue import enqueue
from lib.jobs.registry import JobRefusedError, job

from ..actions.roster_import import read_in
from ..models import RosterImport

#: A roster with more new people is read in by a job.
ROWS_AT_ONCE = 50


def import_subject(cohort):
    return f"cohort-{cohort.pk}"


def running_import(cohort, person):
    """The unfinished import of this person for this cohort, or None."""
    jobs = Job.objects.about("roster-import", import_subject(cohort)).unfinished()
    return jobs.filter(owner_id=person.pk).first()


def start_import(draft, *, by, rows):
    """Queue reading this draft in; returns the job. rows: how many there are."""
    return enqueue(
        "roster-import",
        subject=import_subject(draft.cohort),
        owner=by,
        total=rows,
        cohort=draft.cohort_id,
        roster=draft.pk,
    )


@job("roster-import")
def import_roster(row, *, cohort, roster):
    """All rows are read in, or none is. A second run finds that the roster is read in."""
    draft = RosterImport.objects.filter(pk=roster).select_related("started_by", "cohort").first()
    if draft is None:
        raise JobRefusedError(gettext_noop("The file is no longer kept. Choose it once more."))
    if not draft.imported_at:
        try:
            read_in_now(draft, by=draft.started_by, on_progress=lambda done: row.note(done=done))
        except ActRefused as refusal:
            raise JobRefusedError(str(refusal)) from refusal
    draft.refresh_from_db()
    unchanged = draft.rows - draft.new - draft.updated
    row.report(done=row.total, words=f"{draft.new} {draft.updated} {unchanged}")


@transaction.atomic
def read_in_now(draft, *, by, on_progress=None):
    """Read a draft in without a look; its letters wait ten minutes, as those of every act.

    Returns the Outcome.
    """
    act = StaffAct.objects.create(
        kind=StaffAct.Kind.ROSTER, cohort=draft.cohort, by=by, form_key=uuid.uuid4(), sentence=""
    )
    done = read_in(act, draft, by=by, on_progress=on_progress)
    act.finish(sentence=done.done)
    return done
