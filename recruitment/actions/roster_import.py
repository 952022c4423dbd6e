"""Rosters from files: the draft, what is answered about it, reading it in, and undoing that."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome, and_send, count_of
from cohorts.models import Cohort
from lib.text import normalize_email

from ..director_language import language_of_director
from ..letters import write_to_director
from ..models import RosterImport
from ..roster_import.check_roster import part_to_join
from ..roster_import.draft import check_draft
from ..roster_import.resource import RosterResource
from .endorsement_request import create_request
from .roster_rows import RosterWriter

#: Noted with the request for a sign-off.
ASKED_BY = "seated by a roster"
HAS_CHANGED = gettext_noop(
    "Something has changed since the roster was checked. Look at it once more."
)


@transaction.atomic
def start_draft(cohort, book, *, file_name, by):
    """Keep what was read of a file; an earlier draft of the same person is given up."""
    RosterImport.objects.filter(cohort=cohort, started_by=by, imported_at=None).delete()
    return RosterImport.objects.create(
        cohort=cohort, file_name=file_name[:300], started_by=by, sheets=book.as_json()
    )


def set_match(draft, match):
    """Which sheet, row and columns count, as a person says. Earlier answers may not fit then."""
    draft.match, draft.answers, draft.foreseen = match, [], {}
    draft.save(update_fields=["match", "answers", "foreseen"])


def set_late_reason(draft, reason):
    """Why its people join a group that is closed already, as the lead says."""
    if reason != draft.late_reason:
        draft.late_reason, draft.foreseen = reason, {}
        draft.save(update_fields=["late_reason", "foreseen"])


def add_answers(draft, answers):
    """answers: {(row, about): choice}; a later answer replaces an earlier one."""
    known = {(row, about): choice for row, about, choice in draft.answers} | answers
    draft.answers = [[*place, choice] for place, choice in known.items()]
    draft.foreseen = {}
    draft.save(update_fields=["answers", "foreseen"])


def delete_expired_rosters():
    """Delete rosters that nobody read in within a day, and what could have been undone of others
    where it can be no more; returns how many.
    """
    over = RosterImport.objects.past_undo().exclude(made=[], changed=[])
    return RosterImport.objects.expired().delete()[0] + over.update(made=[], changed=[])


# --- reading in -----------------------------------------------------------------------------------


def read_in(act, draft, *, by, on_progress=None):
    """Read a draft in, all or nothing: seats, sites, supervision; letters and sign-offs asked for.

    Returns the Outcome; raises ActRefused when something is wrong with it by now.
    """
    cohort = lock_cohort(draft)
    draft = RosterImport.objects.select_for_update().filter(pk=draft.pk, imported_at=None).first()
    if draft is None:
        raise ActRefused(gettext_noop("This roster is read in already, or was given up."))
    draft.cohort = cohort
    check = check_draft(draft)
    if not check.can_be_imported:
        raise ActRefused(check.refusal or HAS_CHANGED)
    writer = RosterWriter(draft, part_to_join(cohort), by=by, act=act)
    writer.mailboxes = {normalize_email(row["email"]) for row in check.rows if row["shares"]}
    finish(draft, check, by=by)
    try:
        with transaction.atomic():
            RosterResource(writer, on_progress).read_in(check)
    except IntegrityError as error:
        raise ActRefused(HAS_CHANGED) from error
    draft.save(update_fields=["made", "changed"])
    asked, silent = ask_directors(writer)
    act.undo_data = {"roster": draft.pk}
    return outcome(writer, check, act, asked, silent)


def lock_cohort(draft):
    """Of several rosters at once each sees whom the one before it has seated."""
    return Cohort.objects.select_for_update().get(pk=draft.cohort_id)


def finish(draft, check, *, by):
    """The file is used up; what is kept is what reading it in made."""
    draft.sheets, draft.match, draft.answers, draft.foreseen = {}, {}, [], {}
    draft.imported_at, draft.imported_by = timezone.now(), by
    draft.rows, draft.new, draft.updated = (
        len(check.rows),
        len(check.new_rows),
        len(check.changed_rows),
    )
    draft.save()


def ask_directors(writer):
    """Ask for the sign-off of everybody seated, each director by one letter. Returns (asked,
    silent): names of directors who are written to, and of those who had their letters for today.

    A director who was asked before, and has not answered, is asked by a new letter: the link in the
    one before ends with the deadline.
    """
    first = {}
    for application in writer.seated:
        if not application.asks_sign_off or not application.director_email:
            continue
        asked = application.endorsement
        if asked is None:
            language = language_of_director(application)
            asked = create_request(application, by=writer.by, language=language, detail=ASKED_BY)
        if asked.state == "waiting":
            first.setdefault(asked.supervisor_key, asked)
    letters = {
        asked: write_to_director(asked, "signoff-request", act=writer.act)
        for asked in first.values()
    }
    return (
        [asked.supervisor_name for asked, letter in letters.items() if letter],
        [asked.supervisor_name for asked, letter in letters.items() if not letter],
    )


def outcome(writer, check, act, asked, silent):
    seated, changed = writer.seated, check.changed_rows
    button = [f"Seat {count_of(len(seated), 'person', 'people')}"] if seated else []
    if changed:
        button.append(
            f"{'add' if seated else 'Add'} to {count_of(len(changed), 'record', 'records')}"
        )
    return Outcome(
        button=" and ".join(button) + (and_send(act) if act else ""),
        done=done_sentence(len(seated), len(changed), len(check.unchanged_rows)),
        consequences=[
            Consequence(
                len(seated),
                "person gets a seat" if len(seated) == 1 else "people get a seat",
                [f"{row.name}, seat {row.membership.seat.number}" for row in seated],
            ),
            Consequence(
                len(changed),
                "record is added to" if len(changed) == 1 else "records are added to",
                [f"{row['name']}: {', '.join(row['adds'])}" for row in changed],
            ),
            Consequence(
                len(writer.new_places),
                "agency or site is new"
                if len(writer.new_places) == 1
                else "agencies and sites are new",
                writer.new_places,
            ),
            *about_directors(writer, asked, silent),
            without_address(seated),
        ],
        stays="Nobody else is told. It can be undone for thirty days.",
    )


def about_directors(writer, asked, silent):
    yield Consequence(
        len(asked),
        "director is asked to sign" if len(asked) == 1 else "directors are asked to sign",
        asked,
    )
    yield Consequence(
        len(silent),
        "director is asked without a letter: the address has had its letters for today"
        if len(silent) == 1
        else "directors are asked without a letter: they have had their letters for today",
        silent,
        "Remind them tomorrow from the applications.",
    )
    alone = [row.name for row in writer.seated if row.asks_sign_off and not row.director_email]
    yield Consequence(
        len(alone),
        "person has no director’s address in the file: nobody is asked to sign"
        if len(alone) == 1
        else "people have no director’s address in the file: nobody is asked to sign",
        alone,
    )


def without_address(seated):
    names = [row.name for row in seated if not row.email]
    return Consequence(
        len(names),
        "person has no address of their own, and hears nothing by letter"
        if len(names) == 1
        else "people have no address of their own, and hear nothing by letter",
        names,
    )


def done_sentence(new, changed, unchanged):
    """What has happened, as a sentence; the page of the job says it in the reader's language."""
    parts = [ngettext("%(n)s person has a seat now", "%(n)s people have a seat now", new)]
    numbers = [new]
    if changed:
        parts.append(ngettext("%(n)s record was added to", "%(n)s records were added to", changed))
        numbers.append(changed)
    if unchanged:
        parts.append(_("%(n)s here already"))
        numbers.append(unchanged)
    said = [part % {"n": number} for part, number in zip(parts, numbers, strict=True)]
    return f"{'; '.join(said)}."
