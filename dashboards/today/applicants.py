"""Somebody's own applications, each as four steps: received, director, choice, answer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cohorts.pages.people_to_call import people_of_recruitment
from recruitment.models import Application


@dataclass(frozen=True)
class OwnApplication:
    """words: of the steps; current: the number of the present one, from 1."""

    application: Application
    words: list
    current: int
    to_call: list


def own_applications(person, *, most=5):
    """The newest applications of this person that gave them no seat; [] without any."""
    rows = Application.objects.active().filter(person=person).exclude(decision="seated")
    related = rows.select_related("cohort_part__part", "cohort_part__cohort")
    newest = related.prefetch_related("endorsements").order_by("-submitted_at")[:most]
    return [own_application(application) for application in newest]


def own_application(application):
    """Where no director signs, there are three steps."""
    asks = application.asks_sign_off
    director = [_("Your director")] if asks else []
    words = [_("Received"), *director, _("The choice"), _("Our answer")]
    endorsement = application.endorsement
    is_signed = not asks or (endorsement is not None and endorsement.state == "given")
    undecided = len(words) - 1 if is_signed else 2
    current = len(words) if application.decision else undecided
    return OwnApplication(application, words, current, people_of_recruitment(application.cohort))
