"""Opening a cohort: cohort, seats, meetings with agendas, and evaluations are created
in one transaction.
"""

from dataclasses import dataclass, field
from datetime import date, time

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from cohorts.models import Cohort, CohortPart, Duty, Seat
from guidebooks.models import Guidebook, Track
from lib.bilingual import text_in_language
from lib.slugs import unique_slug
from people.models import Region

from .copy_evaluations import copy_evaluations
from .copy_plan import copy_plan, planned_dates

#: Words that stand in addresses where a cohort's slug does.
RESERVED_SLUGS = {"open"}


@dataclass(frozen=True, kw_only=True)
class CohortPlan:
    """What somebody decides who opens a cohort; everything else comes from the guidebook."""

    guidebook: Guidebook
    #: None: a cohort of the whole network.
    region: Region | None
    name: str | LazyI18nString
    #: The years it runs, such as "2027-29".
    cycle: str
    first_meeting_on: date
    #: Local time at which all meetings start.
    starts: time
    #: Number of seats.
    capacity: int
    #: The last day to apply for the first part, and the day on which applicants hear.
    apply_by: date | None
    notice_on: date | None
    place_name: str = ""
    place_address: str = ""
    #: Whom applicants, directors and members ask.
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    track: Track | None = None
    #: The cohort whose plan was taken over, if any (open_like.py).
    copied_from: Cohort | None = None
    #: {position: date} of meetings whose day differs from the guidebook's spacing.
    meeting_dates: dict = field(default_factory=dict)

    @property
    def dates(self):
        """{position: date} of all meetings."""
        return planned_dates(self.guidebook, self.first_meeting_on) | self.meeting_dates

    def fill(self, cohort):
        """Give a new cohort its duties, meetings and all that hangs on them."""
        copy_duties(cohort)
        copy_plan(cohort, dates=self.dates, starts=self.starts)


def open_once(plan, *, form_key, by):
    """Open the cohort of a form.

    A form that is sent twice, or twice at once, opens one cohort and returns it.

    form_key: a UUID made when the form was shown.
    """
    same_form = Cohort.objects.filter(form_key=form_key, opened_by=by)
    if found := same_form.first():
        return found
    try:
        return open_cohort(plan, form_key=form_key, by=by, is_demo=by.is_demo)
    except IntegrityError:
        # The same form was sent twice at once, or another cohort took the slug.
        # The second attempt gets another slug.
        return same_form.first() or open_cohort(plan, form_key=form_key, by=by, is_demo=by.is_demo)


@transaction.atomic
def open_cohort(
    plan, *, by, slug="", status=Cohort.Status.RECRUITING, is_demo=False, form_key=None
):
    """Create the cohort of a CohortPlan, with a copy of the plan it names. It is not public
    before it is published (publish.py).

    slug: made from the English name if empty. Whether the dates are in order is checked by the form
    only; the database refuses a notice before the deadline.
    """
    cohort = Cohort.objects.create(
        network=plan.guidebook.network,
        region=plan.region,
        guidebook=plan.guidebook,
        track=locked_track(plan.track),
        slug=slug or free_slug(text_in_language(plan.name, "en")),
        name=plan.name,
        cycle=plan.cycle,
        status=status,
        time_zone=plan.guidebook.network.time_zone,
        place_name=plan.place_name,
        place_address=plan.place_address,
        contact_name=plan.contact_name,
        contact_email=plan.contact_email,
        contact_phone=plan.contact_phone,
        opened_by=by,
        copied_from=plan.copied_from,
        is_demo=is_demo,
        form_key=form_key,
    )
    for part in plan.guidebook.parts.order_by("number"):
        deadlines = (
            {"apply_by": plan.apply_by, "notice_on": plan.notice_on} if part.number == 1 else {}
        )
        CohortPart.objects.create(cohort=cohort, part=part, **deadlines)
    Seat.objects.bulk_create(Seat(cohort=cohort, number=n) for n in range(1, plan.capacity + 1))
    plan.fill(cohort)
    copy_evaluations(cohort)
    return cohort


def locked_track(track):
    """The track, which nobody removes until the cohort is saved; None if it is gone already."""
    return track and Track.objects.select_for_update().filter(pk=track.pk).first()


def copy_duties(cohort):
    planned = cohort.guidebook.planned_duties.order_by("position")
    Duty.objects.bulk_create(
        Duty(cohort=cohort, position=duty.position, text=duty.text) for duty in planned
    )


def free_slug(name):
    """A slug made from the name that no cohort has yet."""
    base = slugify(name)[:70] or "cohort"
    taken = RESERVED_SLUGS | set(
        Cohort.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    return unique_slug(base, taken)
