"""One event of a history table in a sentence; an empty text where nobody needs to know.

Each function takes the event, the event before of the same row (None for the first that is known)
and the HistoryScope.
"""

from cohorts.models.staff_role import RoleKind
from lib import dates
from meetings.models import Attendance
from recruitment.models import Application

INSERT, DELETE = "insert", "delete"
LANGUAGES = {"en": "English", "es": "Spanish"}
#: How an attendance record came in, where it was not the roll call.
SOURCES = {"sign_in_sheet": "typed from the sign-in sheet", "import": "imported"}


def changed(event, before, column):
    """Whether this update changed the column."""
    return before is not None and getattr(event, column) != getattr(before, column)


def in_cohort(text, cohort, scope):
    return f"{text}, {cohort}" if text and scope.names_cohorts and cohort else text


def of_membership(event, before, scope):
    return in_cohort(membership_sentence(event, before), event.cohort, scope)


def membership_sentence(event, before):
    if event.pgh_label == INSERT:
        return f"Member, on seat {event.seat.number}"
    if event.pgh_label == DELETE:
        return "The seat was taken back"
    if changed(event, before, "left_on"):
        return "Left the cohort" if event.left_on else "Is a member again"
    if changed(event, before, "graduated_on"):
        return "Graduated" if event.graduated_on else "Graduation taken back"
    if changed(event, before, "seat_id"):
        return f"Moved from seat {before.seat.number} to seat {event.seat.number}"
    return ""


def of_attendance(event, before, scope):
    return in_cohort(attendance_sentence(event, before), event.meeting.cohort, scope)


def attendance_sentence(event, before):
    status = Attendance.Status(event.status).label
    meeting = f"Meeting {event.meeting.position}"
    if event.pgh_label == DELETE:
        return f"{meeting}: no mark any more (was: {status})"
    if before is not None and before.pgh_label != DELETE:
        if not changed(event, before, "status"):
            return ""
        return f"{meeting}: {status} (was: {Attendance.Status(before.status).label})"
    details = [str(status)]
    if event.came_at:
        details.append(f"{dates.clock(event.came_at.astimezone(event.meeting.cohort.zone))}")
    details.append(SOURCES.get(event.source, ""))
    return f"{meeting}: {', '.join(filter(None, details))}"


def of_change(change):
    """A PersonChange in a sentence."""
    field, why = change.get_field_display(), f" ({change.reason})" if change.reason else ""
    if not change.after and change.field in (change.Field.SITE, change.Field.DIRECTOR):
        return f"{field}: no longer {change.before}{why}"
    if not change.after:
        return f"{field}: taken away (was: {change.before}){why}"
    was = f" (was: {change.before})" if change.before else ""
    return f"{field}: {change.after}{was}{why}"


def of_gap(gap):
    return (
        f"Returned on {dates.day(gap.returned_on)}, away since {dates.day(gap.left_on)}"
        f" ({gap.return_reason})"
    )


def of_application(event, before, scope):
    return in_cohort(application_sentence(event, before), event.cohort_part.cohort, scope)


def application_sentence(event, before):
    if event.pgh_label == INSERT:
        return "Applied"
    if changed(event, before, "decision"):
        decision = Application.Decision(event.decision).label
        return decision if event.decision else "The decision was taken back"
    for column, sentence in [
        ("withdrawn_at", "Withdrew the application"),
        ("confirmed_at", "Confirmed the address"),
        ("changed_at", "Changed the application"),
    ]:
        if changed(event, before, column) and getattr(event, column):
            return sentence
    return ""


def of_endorsement(event, before, scope):
    return in_cohort(endorsement_sentence(event, before), event.application.cohort, scope)


def endorsement_sentence(event, before):
    if event.pgh_label == INSERT:
        return "The director was asked to sign"
    for column, sentence in [
        ("voided_at", "The signature is asked for anew"),
        ("given_at", "The director signed"),
        ("declined_at", "The director did not sign"),
    ]:
        if changed(event, before, column) and getattr(event, column):
            return sentence
    return ""


def of_placement(event, before, scope):
    return dated_sentence(
        event,
        before,
        begins=f"Works at {event.site}",
        ends=f"Works at {event.site} no longer",
        gone=f"Taken back: works at {event.site}",
    )


def of_supervision(event, before, scope):
    return dated_sentence(
        event,
        before,
        begins=f"{event.supervisor} is the director",
        ends=f"{event.supervisor} is the director no longer",
        gone=f"Taken back: {event.supervisor} is the director",
    )


def of_role(event, before, scope):
    role = str(RoleKind(event.kind).label)
    sentence = dated_sentence(
        event, before, begins=role, ends=f"{role} no longer", gone=f"Taken back: {role}"
    )
    return in_cohort(sentence, event.cohort, scope)


def dated_sentence(event, before, *, begins, ends, gone):
    """The sentence for a row that holds from a first to a last day."""
    if event.pgh_label == INSERT:
        return f"{begins}, from {dates.day(event.starts_on)}"
    if event.pgh_label == DELETE:
        return gone
    if changed(event, before, "ends_on"):
        return f"{ends}, after {dates.day(event.ends_on)}" if event.ends_on else begins
    return ""


def of_person(event, before, scope):
    if changed(event, before, "language"):
        return f"Letters in {LANGUAGES.get(event.language, event.language)}"
    if changed(event, before, "merged_into_id") and event.merged_into_id:
        return "Joined with another record of the same person"
    if changed(event, before, "is_active"):
        return "The record was opened again" if event.is_active else "The record was closed"
    return ""
