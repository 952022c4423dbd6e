"""A roster read in by a script: the rules of the page, and what comes of it as one dict."""

from django.db import transaction

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import StaffRole
from lib.spreadsheets.client import read_apart
from lib.spreadsheets.data import MAX_BYTES, UnreadableFile
from people.models import Person

from ..actions.roster_import import add_answers, set_late_reason, start_draft
from .check_roster import RosterCheck, asks_late_reason, check_roster
from .draft import read_draft
from .import_job import read_in_now

#: What the report says of a mistake, and of a question beside its choices.
OF_ERROR, OF_QUESTION = ("row", "column", "value", "message"), ("row", "about", "question")
TOO_LARGE = "The file is larger than 2 MB. Send only the rows and columns you need."


def read_in_by_script(cohort, content, *, file_name, by, answers, dry_run, late_reason=""):
    """What `report_of` says, after everything is read in, or nothing.

    content: the bytes of the file. by: the Person who answers for it. answers: [{"row", "about",
    "choice"}]. late_reason: why people join a group that is closed already.
    """
    settled = {(given["row"], given["about"]): given["choice"] for given in answers}
    try:
        book = read_book(content)
        draft = read_draft(book.as_json(), {})
        if draft.headings.trouble:
            return report_of(RosterCheck(notes=draft.table.notes), draft.headings.trouble)
        check = check_roster(cohort, draft.people(), settled)
    except UnreadableFile as refusal:
        return report_of(RosterCheck(), str(refusal))
    check.notes += unused_answers(check, settled)
    refused = refusal_of(check) or late_refusal(cohort, check, late_reason)
    if dry_run or refused or not check.can_be_imported:
        return report_of(check, refused)
    try:
        store(cohort, book, file_name=file_name, by=by, answers=settled, late_reason=late_reason)
    except ActRefused as refusal:
        return report_of(check, str(refusal))
    return report_of(check, None)


def read_book(content):
    if len(content) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE)
    return read_apart(content)


@transaction.atomic
def store(cohort, book, *, file_name, by, answers, late_reason):
    draft = start_draft(cohort, book, file_name=file_name, by=by)
    add_answers(draft, answers)
    set_late_reason(draft, late_reason)
    read_in_now(draft, by=by)


def unused_answers(check, settled):
    """Notes about answers to what was never asked."""
    for row, about in settled:
        if (row, about) not in check.answered:
            yield f"Nobody asked about “{about}” in row {row}; that answer was passed over."


def refusal_of(check):
    """Why nothing is stored, as a sentence; None when it can be."""
    if check.refusal:
        return check.refusal
    errors, questions = (
        len({error.row for error in check.errors}),
        len({question.row for question in check.questions}),
    )
    said = []
    if errors:
        said.append(f"{errors} {'row has' if errors == 1 else 'rows have'} mistakes")
    if questions:
        said.append(f"{questions} {'row is' if questions == 1 else 'rows are'} asked about")
    return f"{' and '.join(said)}. Nothing is stored." if said else None


def late_refusal(cohort, check, late_reason):
    """Why nobody is seated in a group that is closed already; None where somebody may be."""
    if check.new_rows and not late_reason.strip() and asks_late_reason(cohort):
        return "This group is closed and meets already. Say why they join with --late-reason."
    return None


def report_of(check, refused):
    return {
        "rows_read": len(check.rows),
        "new": len(check.new_rows),
        "changed": len(check.changed_rows),
        "unchanged": len(check.unchanged_rows),
        "errors": [{name: getattr(error, name) for name in OF_ERROR} for error in check.errors],
        "questions": [question_as_json(asked) for asked in check.questions],
        "notes": check.notes,
        "refused": refused,
    }


def question_as_json(asked):
    said = {name: getattr(asked, name) for name in OF_QUESTION}
    return said | {"choices": list(asked.choices)}


def who_answers(cohort, address=""):
    """Who reads the roster in: the lead or state staff at this address; without one, whoever opened
    the cohort, else its first lead or state staff. None if nobody may.
    """
    roles = StaffRole.objects.current().filter(kind__in=["lead", "state_staff"])
    in_scope = roles.filter(network=cohort.network_id)
    if cohort.region_id:
        in_scope |= roles.filter(region=cohort.region_id)
    may = Person.objects.filter(staff_roles__in=in_scope).distinct()
    if address:
        return may.filter(pk__in=Person.objects.with_address(address)).first()
    return may.filter(pk=cohort.opened_by_id).first() or may.order_by("pk").first()
