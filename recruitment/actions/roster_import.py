"""Rosters from files: the draft, what is answered about it, reading it in, and undoing that."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cohorts.actions.consequences import consequence_for
from cohorts.actions.staff_acts import ActRefused, Outcome, and_send, count_of
from cohorts.models import Cohort
from lib.text import normalize_email

from ..director_language import language_of_director
from ..letters import write_to_director
from ..models import RosterImport
from ..roster_import.check_roster import part_to_join
from ..roster_import.draft import check_draft
from ..roster_import.resource import RosterResource
from .endorsement_request import create_request
from .offer_acts import seats_given
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
    draft = lock_draft(draft)
    check = check_draft(draft)
    if not check.can_be_imported:
        raise ActRefused(check.refusal or HAS_CHANGED)
    writer = RosterWriter(draft, part_to_join(draft.cohort), by=by, act=act)
    write_rows(writer, check, on_progress)
    asked, silent = ask_directors(writer)
    act.undo_data = {"roster": draft.pk}
    return outcome(writer, check, act, asked, silent)


def lock_draft(draft):
    """The draft as it is now, its cohort locked. Raises ActRefused when it is none any more."""
    cohort = lock_cohort(draft)
    draft = RosterImport.objects.select_for_update().filter(pk=draft.pk, imported_at=None).first()
    if draft is None:
        raise ActRefused(gettext_noop("This roster is read in already, or was given up."))
    draft.cohort = cohort
    return draft


def lock_cohort(draft):
    """Of several rosters at once each sees whom the one before it has seated."""
    return Cohort.objects.select_for_update().get(pk=draft.cohort_id)


def write_rows(writer, check, on_progress):
    """Write what the check says, and keep on the import what that made."""
    roster = writer.roster
    writer.mailboxes = {normalize_email(row["email"]) for row in check.rows if row["shares"]}
    finish(roster, check, by=writer.by)
    try:
        with transaction.atomic():
            RosterResource(writer, on_progress).read_in(check)
    except IntegrityError as error:
        raise ActRefused(HAS_CHANGED) from error
    roster.save(update_fields=["made", "changed"])


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
    asked, silent = [], []
    for request in request_of_each(writer):
        letter = write_to_director(request, "signoff-request", act=writer.act)
        (asked if letter else silent).append(request.supervisor_name)
    return asked, silent


def request_of_each(writer):
    """The first sign-off that waits for each director of those seated; asked for where none is."""
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
    return list(first.values())


def outcome(writer, check, act, asked, silent):
    seated, changed = len(writer.seated), len(check.changed_rows)
    return Outcome(
        button=button_of(seated, changed) + (and_send(act) if act else ""),
        done=done_sentence(seated, changed, len(check.unchanged_rows)),
        consequences=[
            *about_members(writer, check),
            *about_directors(writer, asked, silent),
            without_address(writer.seated),
        ],
        stays="Nobody else is told. It can be undone for thirty days.",
    )


def button_of(seated, changed):
    seat = f"Seat {count_of(seated, 'person', 'people')}" if seated else ""
    records = count_of(changed, "record", "records")
    add = f"{'add' if seated else 'Add'} to {records}" if changed else ""
    return " and ".join(filter(None, [seat, add]))


def about_members(writer, check):
    yield seats_given(writer.seated)
    added = [f"{row['name']}: {', '.join(row['adds'])}" for row in check.changed_rows]
    yield consequence_for(added, "record is added to", "records are added to")
    yield consequence_for(writer.new_places, "agency or site is new", "agencies and sites are new")


def about_directors(writer, asked, silent):
    yield consequence_for(asked, "director is asked to sign", "directors are asked to sign")
    yield consequence_for(
        silent,
        "director is asked without a letter: the address has had its letters for today",
        "directors are asked without a letter: they have had their letters for today",
        "Remind them tomorrow from the applications.",
    )
    alone = [row.name for row in writer.seated if row.asks_sign_off and not row.director_email]
    yield consequence_for(
        alone,
        "person has no director’s address in the file: nobody is asked to sign",
        "people have no director’s address in the file: nobody is asked to sign",
    )


def without_address(seated):
    return consequence_for(
        [row.name for row in seated if not row.email],
        "person has no address of their own, and hears nothing by letter",
        "people have no address of their own, and hear nothing by letter",
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
