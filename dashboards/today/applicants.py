"""Somebody's own applications, each with how far it is."""

from dataclasses import dataclass

from cohorts.pages.people_to_call import people_of_recruitment
from recruitment.models import Application
from recruitment.pages.application_stages import application_stages


@dataclass(frozen=True)
class OwnApplication:
    """words: of the steps; current: the number of the present one, from 1."""

    application: Application
    words: list
    current: int
    to_call: list


def own_applications(person, *, most=5):
    """The newest applications of this person that gave them no seat, as far as they have been
    told; [] without any.
    """
    rows = Application.objects.newcomers().active().filter(person=person).with_told_decision()
    rows = rows.exclude(told_decision="seated")
    related = rows.select_related("cohort_part__part", "cohort_part__cohort")
    newest = related.prefetch_related("endorsements").order_by("-submitted_at")[:most]
    return [own_application(application) for application in newest]


def own_application(application):
    words, current = application_stages(application)
    return OwnApplication(application, words, current, people_of_recruitment(application.cohort))
