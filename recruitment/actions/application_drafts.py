"""Drafts of applications: kept step by step, sent once, deleted when their time is over."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Application, ApplicationDraft
from .applications import submit


@transaction.atomic
def save_step(cohort_part, *, owner, draft, step, fields, typed, is_finished, language):
    """Keep what was typed into one step. Returns the draft, a new one where there was none.

    owner: the columns that say whose it is. draft: the one that was found, or None.
    fields: the names of the step; typed: {field: [values]}. The row is locked, so that steps saved
    in two windows at once are both kept.
    """
    rows = ApplicationDraft.objects.locked().select_related("cohort_part")
    row = rows.filter(pk=draft.pk).first() if draft else None
    if row is None:
        row, _is_new = rows.get_or_create(cohort_part=cohort_part, **owner)
    row.keep(typed, fields=fields, step=step, is_finished=is_finished, language=language)
    row.save()
    return row


def open_draft(draft):
    """Somebody said that this draft is theirs: its steps open."""
    ApplicationDraft.objects.filter(pk=draft.pk).update(opened_at=timezone.now())


def discard_draft(draft):
    ApplicationDraft.objects.filter(pk=draft.pk).delete()


@transaction.atomic
def send_draft(draft, *, fields, answers, language):
    """Make the application of a finished draft, and delete the draft.

    fields, answers: as in `submit`, read from this draft. Sent twice at once, the second one waits
    for the first and does nothing more. Raises ValueError when the draft was changed since it was
    read, or deleted without being sent, and when applications are closed by now.
    """
    locked = ApplicationDraft.objects.locked().filter(pk=draft.pk).first()
    if locked is None and is_sent(draft.form_key):
        return
    refuse_unless_current(draft, locked)
    part, key = draft.cohort_part, draft.form_key
    submit(part, form_key=key, fields=fields, answers=answers, language=language)
    locked.delete()


def refuse_unless_current(draft, locked):
    """Raise ValueError once applications are closed or the draft was changed. locked: its row as
    it is now, or None.
    """
    if not draft.cohort_part.still_takes_what_was_begun:
        raise ValueError(_("Applications are closed"))
    if locked is None or locked.saved_at != draft.saved_at:
        raise ValueError(_("Your answers were changed in another window. Read them once more."))


def is_sent(form_key):
    """Whether an application was sent by the form with this key."""
    return Application.objects.filter(form_key=form_key).exists()


def delete_expired_drafts():
    """Delete the drafts whose time is over; returns how many."""
    return ApplicationDraft.objects.expired().delete()[0]
