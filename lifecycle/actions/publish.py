"""Making a cohort's application page public, and what is missing before that."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.actions.duties import co_facilitators_among
from cohorts.actions.staff_acts import ActRefused, Consequence, Outcome
from cohorts.models import Cohort, StaffRole
from lib import dates


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet.

    page: the URL name, with the cohort's slug, where it is mended. stops: whether the cohort cannot
    be published without it.
    """

    what: str
    why: str
    page: str
    stops: bool = False


EDIT, TEAM = "lifecycle:cohort-edit", "cohorts:staff-role-list"


def missing_before_publishing(cohort):
    """Everything that is missing, what stops the publishing first."""
    found = [item for check in CHECKS for item in check(cohort)]
    return sorted(found, key=lambda item: not item.stops)


def missing_contact(cohort):
    if not cohort.contact_name or not (cohort.contact_email or cohort.contact_phone):
        yield Missing(
            "a contact",
            "Applicants and directors have nobody to ask. Write a name, and an address or a phone.",
            EDIT,
            stops=True,
        )


def missing_dates(cohort):
    part = cohort.part(1)
    today = cohort.today
    first = cohort.meetings.taking_place().in_order().first()
    if part.apply_by is None:
        yield Missing("a last day to apply", "Without it nobody can apply.", EDIT, stops=True)
    elif part.apply_by < today:
        yield Missing(
            "a last day to apply that is ahead",
            f"{dates.day(part.apply_by)} has passed, so the page would be closed.",
            EDIT,
            stops=True,
        )
    if first and first.on < today:
        yield Missing(
            "dates that are ahead",
            f"The first meeting was to be on {dates.day(first.on)}.",
            EDIT,
            stops=True,
        )


def missing_place(cohort):
    return missing_place_of(cohort, cohort.meetings.taking_place())


def missing_place_of(cohort, meetings):
    """meetings: those of the cohort that take place."""
    homeless = [
        meeting
        for meeting in meetings
        if meeting.has_room
        and not meeting.place_name
        and not cohort.place_name
        and not meeting.is_behind
    ]
    if homeless:
        words = ngettext(
            "%(n)s meeting has none. Applicants ask for it first.",
            "%(n)s meetings have none. Applicants ask for it first.",
            len(homeless),
        )
        yield Missing(_("a place"), words % {"n": len(homeless)}, EDIT)


def missing_team(cohort):
    return missing_team_among(StaffRole.objects.current().filter(cohort=cohort), cohort)


def missing_team_among(roles, cohort):
    """roles: the present StaffRoles of the cohort."""
    if not any(role.kind == StaffRole.Kind.FACILITATOR for role in roles):
        yield Missing(_("a facilitator"), _("Nobody leads the meetings yet."), TEAM)
    named, asked = co_facilitators_among(roles, cohort)
    if named < asked:
        what = ngettext("%(n)s co-facilitator", "%(n)s co-facilitators", asked - named)
        why = _("The guidebook asks for %(asked)s, and %(named)s are named.")
        yield Missing(
            what % {"n": asked - named}, why % {"asked": asked, "named": named or _("none")}, TEAM
        )


CHECKS = [missing_contact, missing_dates, missing_place, missing_team]


def missing_meanwhile(cohort):
    """What a cohort still lacks that is public, or under way: a place, somebody of its team."""
    if cohort.is_completed or (cohort.is_recruiting and not cohort.is_published):
        return []
    return [*missing_place(cohort), *missing_team(cohort)]


@transaction.atomic
def publish(cohort, *, by):
    """Make the application page public, and open the first part for applications.

    Raises ActRefused when it is public already, when it recruits no more, or when something is
    missing that stops it.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.is_published:
        raise ActRefused("The application page is public already.")
    if not cohort.is_recruiting:
        raise ActRefused("This cohort does not recruit any more, so nothing is to be published.")
    missing = missing_before_publishing(cohort)
    if stops := [item.what for item in missing if item.stops]:
        raise ActRefused(f"Before it is public, it needs {' and '.join(stops)}.")
    open_to_the_public(cohort, by=by, at=timezone.now())
    return Outcome(
        button="Publish it",
        done=f"{cohort} is public. Anybody can apply until {dates.day(cohort.part(1).apply_by)}.",
        consequences=[
            Consequence(
                None,
                "Anybody can open the application page",
                [],
                f"Whom they ask: {cohort.contact_line}.",
            ),
            Consequence(
                cohort.seats.count(),
                "seat can be filled" if cohort.seats.count() == 1 else "seats can be filled",
                [],
                "Change this cohort sets how many, now or later.",
            ),
            *[Consequence(None, f"Still missing: {item.what}", [], item.why) for item in missing],
        ],
        stays="Nobody is written to.",
    )


def open_to_the_public(cohort, *, by, at):
    Cohort.objects.filter(pk=cohort.pk).update(published_at=at, published_by=by)
    cohort.cohort_parts.filter(part__number=1).update(opened_at=at, opened_by=by)
