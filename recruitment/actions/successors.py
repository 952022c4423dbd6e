"""Asking a new director to sign for somebody who has a seat already."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort

from ..director_language import language_of_director
from ..letters import write_letter_to_director
from ..models import Application
from .endorsement_request import create_request
from .endorsement_void import void_open_requests

#: So long the link of such a letter opens; somebody signed in answers later, too.
LINK_DAYS = 60


def applications_to_sign(person):
    """The applications by which this person holds seats now, for which a director signs."""
    return (
        Application.objects.active()
        .filter(membership__person=person, membership__left_on=None)
        .filter(cohort_part__part__asks_sign_off=True)
        .exclude(cohort_part__cohort__status=Cohort.Status.COMPLETED)
        .with_cohort_part()
        .select_related("county")
        .order_by("pk")
    )


@transaction.atomic
def ask_successor(application, *, name, email, by, act):
    """Void what the director so far signed, and the links; ask this one by a letter. Returns the
    new sign-off.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    void_open_requests(application, by=by, detail="another director")
    locked.director_name, locked.director_email = name, email
    locked.save()
    language = language_of_director(locked, email=email)
    endorsement = create_request(locked, by=by, language=language, detail="another director")
    until = timezone.now() + timedelta(days=LINK_DAYS)
    write_letter_to_director(
        endorsement, "signoff-successor", until=until, language=language, act=act
    )
    return endorsement
