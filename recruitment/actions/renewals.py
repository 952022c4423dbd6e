"""Going on with a later part: a member's renewal is an application for that part, made by one click
and decided at once, or when the director has signed where the part asks for it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import CohortMembership
from lib.text import normalize_email
from people.models import Supervision

from ..models import Application
from .decisions import set_decision
from .endorsement_request import request_endorsement
from .endorsement_void import withdraw_and_write_for_others
from .offers import create_supervision, signature_problem

#: What an Application says of where somebody works.
WORKPLACE = ["site_id", "site_name", "agency_name", "county_id"]


class RenewalRefused(ValueError):
    """Nothing was stored; the message is a sentence for the reader."""


def renewal_of(membership, cohort_part):
    """The Application by which this member goes on with the part, or None."""
    found = Application.objects.active().filter(renews=membership, cohort_part=cohort_part)
    return found.prefetch_related("endorsements").first()


@transaction.atomic
def renew(membership, cohort_part, *, by, director_name="", director_email=""):
    """The member goes on with this part. Returns the Application; clicked twice, the first one.

    by: the member, or the lead who was told. director_name, director_email: whom to ask where the
    part asks for a signature. The membership is locked: of two clicks, and of a click and the end
    of the place, the later one sees the earlier. Raises RenewalRefused.
    """
    membership = lock(membership)
    if found := renewal_of(membership, cohort_part):
        return found
    refuse_renewal(membership, cohort_part, director_email)
    start_renewal(membership, cohort_part, by=by, director=(director_name, director_email))
    return renewal_of(membership, cohort_part)


def lock(membership):
    memberships = CohortMembership.objects.select_related("person", "cohort", "part")
    return memberships.select_for_update(of=("self",)).get(pk=membership.pk)


def refuse_renewal(membership, cohort_part, director_email):
    """Raise RenewalRefused when this member cannot go on with the part, or not so."""
    if not membership.is_current or membership.is_graduate:
        raise RenewalRefused(_("This place has ended, so it cannot be renewed."))
    refuse_late_answer(cohort_part)
    person, asks = membership.person, cohort_part.part.asks_sign_off
    if asks and normalize_email(director_email) in ["", *person.address_keys]:
        raise RenewalRefused(_("Write the address of your director, not your own."))


def refuse_late_answer(cohort_part):
    if not cohort_part.still_takes_what_was_begun:
        raise RenewalRefused(_("The last day to say so has passed. Ask the contact of your group."))


def start_renewal(membership, cohort_part, *, by, director):
    """Store the renewal and ask the director, (name, address), where the part asks for it."""
    person, asks = membership.person, cohort_part.part.asks_sign_off
    name, email = director if asks else ("", "")
    columns = {"phone": person.phone, "director_name": name, "director_email": email}
    confirmed_at = timezone.now() if by == person else None
    application = create_renewal(membership, cohort_part, confirmed_at=confirmed_at, **columns)
    if asks:
        request_endorsement(application, by=by)
    settle_renewal(application)


def create_renewal(membership, cohort_part, **columns):
    """The Application of this member for a later part, with these further columns."""
    person = membership.person
    return Application.objects.create(
        cohort_part=cohort_part,
        renews=membership,
        person=person,
        name=person.name,
        email=person.email or "",
        language=person.language,
        **workplace_of(membership),
        **columns,
    )


def workplace_of(membership):
    """Site, agency and county of an Application, as they are known of a member."""
    placements = membership.person.placements.current(on=membership.cohort.today)
    newest = placements.select_related("site__organization").order_by("-starts_on", "-pk")
    if placement := newest.first():
        site = placement.site
        return {
            "site": site,
            "site_name": site.name,
            "agency_name": site.organization.name,
            "county_id": site.county_id,
        }
    earlier = Application.objects.filter(membership=membership).first()
    return {name: getattr(earlier, name) for name in WORKPLACE} if earlier else {}


def director_to_ask(membership):
    """(name, address) of the director who would be asked: who supervises the member now, else who
    was asked for them before.
    """
    supervisions = Supervision.objects.current(on=membership.cohort.today).filter(
        person=membership.person
    )
    known = supervisions.exclude(supervisor__email="").select_related("supervisor")
    if newest := known.order_by("-starts_on", "-pk").first():
        return newest.supervisor.name, newest.supervisor.email
    earlier = Application.objects.filter(membership=membership).first()
    return (earlier.director_name, earlier.director_email) if earlier else ("", "")


def settle_renewal(application):
    """Decide a renewal once it is clicked and, where the part asks, signed."""
    if application.renews_id is None or not application.can_be_changed:
        return
    application = Application.objects.prefetch_related("endorsements").get(pk=application.pk)
    if signature_problem(application):
        return
    create_supervision(application.person, application)
    set_decision(application, Application.Decision.RENEWED, by=application.person)


@transaction.atomic
def stop(membership, cohort_part):
    """The member says that they do not go on; the place itself ends when the lead ends it.

    Raises RenewalRefused once it is decided that they go on.
    """
    membership = lock(membership)
    application = renewal_of(membership, cohort_part)
    if application and application.decision:
        raise RenewalRefused(_("You go on already. Ask the contact of your group to change that."))
    if application:
        withdraw_and_write_for_others(application)
    else:
        refuse_late_answer(cohort_part)
        create_renewal(membership, cohort_part, withdrawn_at=timezone.now())
