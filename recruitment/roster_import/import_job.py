"""A long roster in the background: what reading it in would come to, and reading it in."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_noop

from cohorts.actions.staff_acts import ActRefused, perform
from cohorts.models import StaffAct
from lib.jobs.models import Job
from lib.jobs.queue import enqueue
from lib.jobs.registry import JobRefusedError, job

from ..actions.roster_import import HAS_CHANGED, read_in
from ..models import RosterImport
from .foreseen import outcome_as_json

#: A roster with more new people is looked at, and read in, by a job.
ROWS_AT_ONCE = 50
LOOK, IMPORT = "roster-look", "roster-import"


def import_subject(cohort):
    return f"cohort-{cohort.pk}"


def running_import(cohort, person):
    """The unfinished job of this person about a roster of this cohort, or None."""
    jobs = Job.objects.filter(kind__in=[LOOK, IMPORT], subject=import_subject(cohort)).unfinished()
    return jobs.filter(owner_id=person.pk).first()


def start_look(draft, *, by, rows):
    """Queue working out what reading this draft in would come to; returns the job."""
    return enqueue(
        LOOK,
        subject=import_subject(draft.cohort),
        owner=by,
        total=rows,
        cohort=draft.cohort_id,
        roster=draft.pk,
    )


def start_import(draft, *, by, rows, digest):
    """Queue reading this draft in; returns the job. rows: how many there are. digest: of the
    Outcome that was shown; nothing else may follow.
    """
    return enqueue(
        IMPORT,
        subject=import_subject(draft.cohort),
        owner=by,
        total=rows,
        cohort=draft.cohort_id,
        roster=draft.pk,
        digest=digest,
    )


def get_draft(roster):
    found = RosterImport.objects.filter(pk=roster).select_related("started_by", "cohort").first()
    if found is None:
        raise JobRefusedError(gettext_noop("The file is no longer kept. Choose it once more."))
    return found


def rehearse(row, draft, *, digest=""):
    """Read a draft in, and undo it unless exactly that follows which the digest says.

    Returns (outcome, whether it is done).
    """
    try:
        return perform(
            lambda act: read_in(
                act, draft, by=draft.started_by, on_progress=lambda done: row.note(done=done)
            ),
            digest=digest,
            kind=StaffAct.Kind.ROSTER,
            cohort=draft.cohort,
            by=draft.started_by,
            form_key=uuid.uuid4(),
        )
    except ActRefused as refusal:
        raise JobRefusedError(str(refusal)) from refusal


@job(LOOK)
def look_at_roster(row, *, cohort, roster):
    """Nothing is read in. What would follow, with every letter, is kept for its page."""
    draft = get_draft(roster)
    if not draft.imported_at:
        outcome, _is_done = rehearse(row, draft)
        drafts = RosterImport.objects.filter(pk=roster, imported_at=None)
        drafts.update(foreseen=outcome_as_json(outcome))
    row.report(done=row.total)


@job(IMPORT)
def import_roster(row, *, cohort, roster, digest):
    """All rows are read in, or none is. A second run finds that the roster is read in."""
    draft = get_draft(roster)
    if not draft.imported_at:
        _outcome, is_done = rehearse(row, draft, digest=digest)
        if not is_done:
            RosterImport.objects.filter(pk=roster).update(foreseen={})
            raise JobRefusedError(HAS_CHANGED)
    draft.refresh_from_db()
    unchanged = draft.rows - draft.new - draft.updated
    row.report(done=row.total, words=f"{draft.new} {draft.updated} {unchanged}")


@transaction.atomic
def read_in_now(draft, *, by):
    """Read a draft in without a look; its letters wait ten minutes, as those of every act.

    Returns the Outcome.
    """
    act = StaffAct.objects.create(
        kind=StaffAct.Kind.ROSTER, cohort=draft.cohort, by=by, form_key=uuid.uuid4(), sentence=""
    )
    done = read_in(act, draft, by=by)
    act.finish(sentence=done.done)
    return done
