"""What Today says under the name of a cohort to its staff: who facilitates, the sessions of
directors, and what it lacks; in two queries whatever the number of cohorts.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cohorts.access import LEAD, RUNS_IT, STATE
from cohorts.models import StaffRole
from lifecycle.actions.publish import EDIT, missing_place_of, missing_team_among
from meetings.models import DirectorSession

#: So many sessions with a day are named.
MOST_SESSIONS = 2


@dataclass(frozen=True)
class CohortFacts:
    """facilitators: names. sessions: the next DirectorSessions that have a day; without_day: how
    many have none; edit_page: where the reader sets their days, "" for who cannot. missing:
    [(Missing, address)], empty for who cannot change it.
    """

    facilitators: list
    sessions: list
    without_day: int
    missing: list
    edit_page: str = ""


def facts_of(strips):
    """{cohort key: CohortFacts}. strips: MeetingStrips."""
    cohorts = [strip.cohort for strip in strips]
    roles = by_cohort(cohorts, roles_of(cohorts))
    sessions = by_cohort(cohorts, sessions_ahead(cohorts))
    return {
        strip.cohort.pk: facts(strip, roles[strip.cohort.pk], sessions[strip.cohort.pk])
        for strip in strips
    }


def facts(strip, roles, sessions):
    facilitators = [role for role in roles if role.kind == StaffRole.Kind.FACILITATOR]
    dated = [session for session in sessions if session.on]
    return CohortFacts(
        facilitators=[role.person.name for role in facilitators],
        sessions=dated[:MOST_SESSIONS],
        without_day=len(sessions) - len(dated),
        missing=missing_rows(strip, roles) if strip.access.is_one_of(*RUNS_IT) else [],
        edit_page=reverse(EDIT, args=[strip.cohort.slug]) if may_edit(strip) else "",
    )


def missing_rows(strip, roles):
    cohort, meetings = strip.cohort, [m for m in strip.meetings if not m.is_called_off]
    found = [*missing_place_of(cohort, meetings), *missing_team_among(roles, cohort)]
    return [(item, page_of(item, strip)) for item in found]


def page_of(item, strip):
    """Where it is mended; whoever cannot change the cohort changes the meeting."""
    if item.page == EDIT and not may_edit(strip) and strip.next:
        return strip.next.get_absolute_url()
    return reverse(item.page, args=[strip.cohort.slug])


def may_edit(strip):
    return strip.access.is_one_of(LEAD, STATE)


def roles_of(cohorts):
    roles = StaffRole.objects.current().filter(cohort__in=cohorts, kind__in=StaffRole.FACILITATES)
    return roles.select_related("person").order_by("person__sort_name", "pk")


def sessions_ahead(cohorts):
    """DirectorSessions of these cohorts from today on, in order; those without a day come last."""
    ahead = Q(on=None) | Q(on__gte=timezone.localdate())
    return DirectorSession.objects.filter(ahead, cohort__in=cohorts).order_by("on", "position")


def by_cohort(cohorts, rows):
    found = {cohort.pk: [] for cohort in cohorts}
    for row in rows:
        found[row.cohort_id].append(row)
    return found
