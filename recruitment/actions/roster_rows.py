"""Writing one row of a roster: a new member with seat, application and site, or what it adds to
somebody who is here.
"""

from django.utils.translation import gettext_noop

from cohorts.actions.staff_acts import ActRefused
from cohorts.models import NEEDS, CohortMembership
from meetings.actions.admission import AdmissionRefused, admit
from people.actions.change_person import note_change
from people.models import Organization, Person, Placement, ProgramSite, Supervision

from ..models import Application
from .decisions import set_decision
from .needs import copy_needs
from .offer_acts import highest_key
from .offers import write_offer

#: Why a record changed, in its history.
BY_FILE = "A roster was read in"
NO_SEAT = gettext_noop(
    "Somebody took the last seat meanwhile. Nothing was changed. Check the roster once more."
)
DECIDED = gettext_noop(
    "An application was decided meanwhile. Nothing was changed. Check the roster once more."
)


class RosterWriter:
    """Writes the rows of one RosterImport, in the transaction of its act, and notes what it makes
    in `made` and `changed` of the import.
    """

    def __init__(self, roster, cohort_part, *, by, act):
        self.roster, self.cohort_part, self.by, self.act = roster, cohort_part, by, act
        self.cohort = cohort_part.cohort
        self.people, self.seated, self.new_places = {}, [], []
        #: Addresses that several of its people read.
        self.mailboxes = set()

    def note(self, row):
        self.roster.made.append([row._meta.label, row.pk])
        return row

    def member_of(self, row):
        """The membership that a row adds to; None for a new member."""
        row = row["row"]
        person = row["person_pk"] or self.people.get(row["repeats"])
        return person and CohortMembership.objects.filter(cohort=self.cohort, person=person).first()

    # --- a new member -----------------------------------------------------------------------------

    def seat(self, row):
        seat = self.cohort.seats.take_one()
        if seat is None:
            raise ActRefused(NO_SEAT)
        person = self.person_of(row)
        self.people[row["number"]] = person.pk
        membership = self.note(self.admit(person, seat))
        self.place(person, row)
        self.supervise(person, row)
        self.seated.append(self.decide(row, person, membership))

    def admit(self, person, seat):
        late_reason = self.roster.late_reason
        try:
            return admit(self.cohort_part, person, seat, by=self.by, late_reason=late_reason)
        except AdmissionRefused as refusal:
            raise ActRefused(f"{person}: {refusal}.") from refusal

    def person_of(self, row):
        if row["person_pk"]:
            person = Person.objects.get(pk=row["person_pk"])
            self.add_to_person(person, row)
            return person
        return self.note(
            Person.objects.create_user(
                email=row["email"],
                name=row["name"],
                phone=row["phone"],
                language=row["language"],
                shares_mailbox=row["shares"],
            )
        )

    def place(self, person, row):
        """The site of the row as the person's; returns it, or None."""
        if not row["site"]:
            return None
        site, today = self.site_of(row), self.cohort.today
        if not Placement.objects.current(on=today).filter(person=person, site=site).exists():
            self.note(Placement.objects.create(person=person, site=site, starts_on=today))
        return site

    def site_of(self, row):
        """The site of the row, found or created; what is new, its agency too, is noted."""
        network = self.cohort.network
        agencies = Organization.objects.filter(network=network)
        is_known = agencies.filter(name__iexact=row["agency"]).exists()
        highest = highest_key(ProgramSite)
        site = ProgramSite.objects.find_or_create_at(
            row["agency"], row["site"], network=network, county_id=row["county_id"]
        )
        if not is_known:
            self.note_place(site.organization)
        if site.pk > highest:
            self.note_place(site)
        return site

    def note_place(self, place):
        self.note(place)
        self.new_places.append(place.name)

    def supervise(self, person, row):
        """The director supervises from today on; where the address belongs to somebody under
        another name, only once the director has signed.
        """
        if not row["director_email"] or row["director_is_new"]:
            return
        director, today = self.director_of(row), self.cohort.today
        open_now = Supervision.objects.filter(supervisor=director, person=person, ends_on=None)
        if director != person and not open_now.exists():
            new = Supervision.objects.create(supervisor=director, person=person, starts_on=today)
            self.note(new)

    def director_of(self, row):
        """The person at the director's address; created if nobody has it."""
        email, name = row["director_email"], row["director_name"]
        known = Person.objects.with_address(email).first()
        return known or self.note(
            Person.objects.create_user(email=email, name=name, language=row["language"])
        )

    def decide(self, row, person, membership):
        """The application by which the director is asked and the member finds their page."""
        known = row["application_pk"]
        application = self.lock_undecided(known) if known else self.application_of(row, person)
        application.roster_import, application.person = self.roster, person
        if application.pk is None:
            application.save()
            self.note(application)
        application.membership = membership
        copy_needs(application, membership, written=row)
        set_decision(application, Application.Decision.SEATED, by=self.by)
        self.write_to(application)
        return application

    def lock_undecided(self, pk):
        """The application with this key; how it stood is noted. Raises ActRefused."""
        application = Application.objects.select_for_update().get(pk=pk)
        if application.withdrawn_at or application.membership_id:
            raise ActRefused(DECIDED)
        self.note_decision(application)
        return application

    def application_of(self, row, person):
        """A new Application, not saved."""
        return Application(
            cohort_part=self.cohort_part,
            name=row["name"],
            email=row["email"] or row["asked_at"],
            phone=row["phone"],
            language=person.language,
            agency_name=row["agency"],
            site_name=row["site"],
            county_id=row["county_id"],
            director_name=row["director_name"],
            director_email=row["director_email"],
        )

    def note_decision(self, application):
        """How the application stood before, to undo it."""
        at = application.decided_at
        before = {
            "decision": application.decision,
            "decided_by_id": application.decided_by_id,
            "decided_at": at and at.isoformat(),
            "decision_note": application.decision_note,
            "person_id": application.person_id,
        }
        for name, value in before.items():
            self.note_change(application, name, value, None)

    def write_to(self, application):
        if application.email:
            shared = application.email_key in self.mailboxes
            write_offer(application, act=self.act, shared=shared)

    # --- somebody who is here ---------------------------------------------------------------------

    def add_to(self, row):
        person = Person.objects.select_for_update().get(
            pk=row["person_pk"] or self.people[row["repeats"]]
        )
        self.people.setdefault(row["number"], person.pk)
        if not row["repeats"]:
            self.add_to_person(person, row)
            self.add_needs(person, row)
        has_site = Placement.objects.current(on=self.cohort.today).filter(person=person).exists()
        if row["repeats"] or not has_site:
            self.place(person, row)

    def add_to_person(self, person, row):
        """What was empty is filled in, and a name changes where somebody said so."""
        added = {
            "name": row["new_name"] or person.name,
            "email": person.email or row["email"],
            "phone": person.phone or row["phone"],
        }
        changed = [name for name, value in added.items() if getattr(person, name) != value]
        for name in changed:
            self.fill_in(person, name, added[name])
        if "email" in changed:
            person.shares_mailbox = row["shares"]
        if changed:
            person.save(update_fields=[*changed, "sort_name", "email_key", "shares_mailbox"])

    def fill_in(self, person, name, value):
        """Set one column, not saved yet, and note it for the undo and in the person's history."""
        before = getattr(person, name)
        self.note_change(person, name, before, value)
        self.note(note_change(person, name, before, value, by=self.by, reason=BY_FILE))
        setattr(person, name, value)

    def add_needs(self, person, row):
        """What the place does not say yet about access and food."""
        place = CohortMembership.objects.get(cohort=self.cohort, person=person)
        for name in NEEDS:
            if row[name] and not getattr(place, name):
                self.note_change(place, name, "", row[name])
                setattr(place, name, row[name])
        place.save(update_fields=NEEDS)

    def note_change(self, row, name, before, after):
        self.roster.changed.append([row._meta.label, row.pk, name, before, after])
