"""Moving several meetings of a cohort at once, with one letter to each reader and part."""

from itertools import groupby

from .reschedule_meeting import (
    Rescheduled,
    context_in,
    move_what_hangs_on,
    replace_letters,
    time_of,
    write_to_directors,
    write_to_members,
)


def reschedule_several(changes, *, act):
    """Change date, time and length of meetings; call it inside a transaction.

    changes: {meeting: {column: value}}, locked, of one cohort. Returns [(meeting, time before,
    Rescheduled)] of those that moved; the letters of a part are counted with the first of them.
    """
    in_order = sorted(changes, key=lambda meeting: meeting.position)
    moves = [move(meeting, changes[meeting]) for meeting in in_order]
    moved = [row for row in moves if row]
    for _part, rows in groupby(moved, key=lambda row: row[0].part_id):
        write_for_part(list(rows), act)
    return moved


def move(meeting, columns):
    """Move one meeting. Returns (meeting, time before, Rescheduled), or None if it stays."""
    before, on = time_of(meeting), meeting.on
    if not meeting.move(**columns):
        return None
    return meeting, before, move_what_hangs_on(meeting, days=(meeting.on - on).days)


def write_for_part(moved, act):
    """One letter to each member and each director who signed, about all these meetings of a part.

    Its link leads to the first of them.
    """
    meeting, _before, first = moved[0]
    first.told = told = replace_letters_of(moved)
    if not told:
        return
    contexts = {language: context_in(language, meeting, told) for language in ("en", "es")}
    if any(row[0].mandatory for row in moved):
        first.directors = write_to_directors(meeting, contexts, act)
    first.members = write_to_members(meeting, contexts, act)


def replace_letters_of(moved):
    """Drop unsent letters about these meetings. Returns `told`, see `replace_letters`."""
    told = {}
    for meeting, before, done in moved:
        known, done.replaced = replace_letters(meeting, before)
        told |= known
    return told


def total(moved):
    """The Rescheduled of all these meetings together."""
    done = Rescheduled(is_moved=bool(moved))
    for _meeting, _before, one in moved:
        done.directors += one.directors
        done.members += one.members
        done.tasks += one.tasks
        done.sessions += one.sessions
        done.replaced += one.replaced
        done.told |= one.told
    return done
