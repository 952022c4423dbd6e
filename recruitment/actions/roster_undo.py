"""Undoing a roster that was read in: exactly the rows it made, and only while nothing else stands
on them.
"""

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cohorts.actions.consequences import consequence_for, counted
from cohorts.actions.staff_acts import ActRefused, Outcome, count_of
from cohorts.models import Cohort, CohortMembership, Letter
from people.models import (
    Organization,
    Person,
    PersonChange,
    Placement,
    ProgramSite,
    Supervision,
)

from ..models import Application, RosterImport
from .offer_acts import written_on
from .roster_import import ASKED_BY

#: Of a new membership, these came with the roster; anything else was done since.
OF_THE_ROSTER = {"application", "letters", "links"}
#: The models of rows that a roster makes or changes, by their labels.
MODELS = {
    model._meta.label: model
    for model in (
        Application,
        CohortMembership,
        Organization,
        Person,
        PersonChange,
        Placement,
        ProgramSite,
        Supervision,
    )
}
#: What may stay when other rows have come to lean on it.
MAY_STAY = {"people.Person", "people.Organization", "people.ProgramSite"}
#: What an undone roster comes to, of one and of several.
LOSE = "person loses the seat", "people lose their seats"
WITH_THE_SEAT = "With the site, the supervision and the application that came with it."
RESTORED = "record is as it was before", "records are as they were before"
STAY = (
    "person, agency or site stays: something else leans on it",
    "people, agencies or sites stay: something else leans on them",
)
TOLD = (
    "letter about it has left and is not called back: tell its reader",
    "letters about it have left and are not called back: tell their readers",
)


@transaction.atomic
def undo(roster, *, by):
    """Take back every seat the roster gave and everything else it made. Returns the Outcome.

    Raises ActRefused, and names what stands on it, when somebody did something on it since.
    """
    roster = lock_roster(roster)
    seats = seats_to_take_back(roster)
    told = letters_about(roster).filter(status=Letter.Status.SENT).count()
    letters_about(roster).drop_queued()
    stayed = take_back_rows(roster, seats)
    restored = restore_values(roster)
    roster.undone_at, roster.undone_by = timezone.now(), by
    roster.save(update_fields=["undone_at", "undone_by"])
    return undone(roster, [membership.person.name for membership in seats], restored, stayed, told)


def lock_roster(roster):
    """The import as it is now; of two who undo it at once the second waits."""
    Cohort.objects.select_for_update().get(pk=roster.cohort_id)
    return RosterImport.objects.select_for_update().get(pk=roster.pk)


def seats_to_take_back(roster):
    """The memberships it made. Raises ActRefused when they have to stay."""
    if not roster.can_be_undone:
        raise ActRefused("The thirty days are over, or this roster is undone already.")
    seats = list(memberships_made(roster))
    if reasons := list(filter(None, [reason_to_keep(row, roster) for row in seats])):
        more = f" So do {len(reasons) - 3} more." if len(reasons) > 3 else ""
        raise ActRefused(f"{' '.join(reasons[:3])}{more} End these places instead.")
    return seats


def memberships_made(roster):
    return CohortMembership.objects.filter(
        pk__in=[pk for label, pk in roster.made if label == "cohorts.CohortMembership"]
    ).select_related("person", "seat", "application")


def reason_to_keep(membership, roster):
    """What stands on this seat, as a sentence; empty when nothing does."""
    name = membership.person.name
    if not membership.is_current or membership.is_graduate:
        return f"{name} has left or graduated since."
    since = Q(given_at__gt=roster.imported_at) | Q(declined_at__gt=roster.imported_at)
    if answered := membership.application.endorsements.filter(since).first():
        return f"{answered.supervisor_name} has answered for {name}."
    if model := written_on(membership, besides=OF_THE_ROSTER):
        return f"{name} has something written on the seat since: {model._meta.verbose_name}."
    return ""


def letters_about(roster):
    return Letter.objects.filter(application_letter__application__roster_import=roster)


def take_back_rows(roster, seats):
    """Delete what was made, last first. Returns names of people and places that stay because
    something else leans on them by now.
    """
    take_back_applications(roster, seats)
    stayed = []
    for label, row in rows_to_delete(roster):
        seat = row.seat if label == "cohorts.CohortMembership" else None
        if not delete_row(row, label):
            stayed.append(str(row))
        if seat:
            seat.release()
    return stayed


def take_back_applications(roster, seats):
    """Those it made are deleted; earlier ones lose the seat."""
    for membership in seats:
        application = membership.application
        if ["recruitment.Application", application.pk] not in roster.made:
            release_application(application)
    applications = [pk for label, pk in roster.made if label == "recruitment.Application"]
    for application in Application.objects.filter(pk__in=applications):
        application.links.end_sign_offs()
        application.delete()


def rows_to_delete(roster):
    """(label, row) of all but applications, last first. A row is read when its turn comes: it may
    have been deleted with another.
    """
    for label, pk in reversed(roster.made):
        row = MODELS[label]._base_manager.filter(pk=pk).first()
        if row and label != "recruitment.Application":
            yield label, row


def release_application(application):
    """An earlier application loses the seat; what stood before comes back by restore_values."""
    asked = application.endorsements.filter(given_at=None, declined_at=None)
    asked.filter(actions__detail=ASKED_BY).delete()
    application.membership, application.roster_import = None, None
    application.decision, application.decided_by, application.decided_at = "", None, None
    application.save()


def delete_row(row, label):
    """Whether the row could be deleted; people and places stay when something leans on them."""
    try:
        with transaction.atomic():
            if isinstance(row, Person):
                Letter.objects.filter(person=row).update(person=None)
                row.links.filter(email_key="").delete()
                row.links.update(person=None)
            row.delete()
    except ProtectedError:
        if label not in MAY_STAY:
            raise
        return False
    return True


def restore_values(roster):
    """Put back what was changed and is still as the roster left it. Returns how many rows."""
    restored = set()
    for label, pk, name, before, after in roster.changed:
        row = MODELS[label]._base_manager.filter(pk=pk).first()
        if row is None or (after is not None and getattr(row, name) != after):
            continue
        setattr(row, name, parse_datetime(before) if name == "decided_at" and before else before)
        restored.add(row.pk)
        save_restored(row, label, roster)
    return len(restored)


def save_restored(row, label, roster):
    """The columns of a decision go back together: the database asks for all of them or none."""
    if label != "recruitment.Application":
        row.save()
        return
    before = {
        name: value
        for other, pk, name, value, _after in roster.changed
        if (other, pk) == (label, row.pk)
    }
    before["decided_at"] = before["decided_at"] and parse_datetime(before["decided_at"])
    Application.objects.filter(pk=row.pk).update(**before)


def undone(roster, names, restored, stayed, told):
    """The Outcome. restored: how many rows. told: how many letters about it have left."""
    return Outcome(
        button=f"Undo: take back {count_of(len(names), 'seat', 'seats')}",
        done=f"“{roster}” is undone: {count_of(len(names), *LOSE)}.",
        ends=True,
        consequences=[
            consequence_for(names, *LOSE, detail=WITH_THE_SEAT),
            counted(restored, *RESTORED),
            consequence_for(stayed, *STAY),
            counted(told, *TOLD),
        ],
        stays="Nobody is written to. Letters that still wait do not leave.",
    )


def take_back_roster(act):
    """Undo the roster of an act while its letters wait."""
    roster = RosterImport.objects.filter(pk=act.undo_data["roster"]).first()
    if roster is None or not roster.can_be_undone:
        raise ActRefused("This roster is undone already.")
    return undo(roster, by=act.by).done
