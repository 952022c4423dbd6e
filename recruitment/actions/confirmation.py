"""The click from an applicant's address, and whose seat it says that a roster gave."""

from django.db import transaction

from cohorts.models import CohortMembership
from lib.near_names import fits_name
from people.models import Person

from ..models import Application

#: What the reader of an address says that we know under another name.
SAME, SHARES = "same", "shares"


def known_under_another_name(application):
    """The person whose address it is, where the application says another name and nobody has said
    yet who that is; or None.
    """
    if application.person and application.person.email:
        return None
    owner = Person.objects.with_address(application.email).first()
    return owner if owner and not fits_name(application.name, owner.name) else None


@transaction.atomic
def confirm(application, *, says=""):
    """Record that somebody reads the application's address.

    A roster may have given the seat to a person without an address, because this one belonged to
    somebody of another name: the click says that it is the same person, or that the address is
    free to be theirs. says: SAME or SHARES where it is somebody's of another name.
    """
    owner = known_under_another_name(application)
    application.confirm()
    seated = Application.objects.select_for_update().get(pk=application.pk)
    if seated.person is None:
        if owner and says == SAME:
            seated.bind(person=owner)
        return
    if not seated.roster_import_id or not seated.membership_id or seated.person.email:
        return
    owner = Person.objects.with_address(seated.email).first()
    if owner is None or says == SHARES:
        seated.person.email, seated.person.shares_mailbox = seated.email, owner is not None
        seated.person.save(update_fields=["email", "email_key", "shares_mailbox"])
    elif not is_member(owner, seated.cohort):
        hand_over(seated, owner)


def is_member(person, cohort):
    return CohortMembership.objects.filter(cohort=cohort, person=person).exists()


def hand_over(application, owner):
    """The seat and what came with it are the owner's; the record made for the name in the file is
    closed.
    """
    person = application.person
    application.membership.person, application.person = owner, owner
    application.membership.save(update_fields=["person"])
    application.save(update_fields=["person"])
    person.placements.update(person=owner)
    person.supervised_by.filter(supervisor=owner).delete()
    person.supervised_by.exclude(supervisor__in=owner.supervised_by.values("supervisor")).update(
        person=owner
    )
    person.links.update(person=owner)
    person.is_active, person.merged_into = False, owner
    person.save(update_fields=["is_active", "merged_into"])
