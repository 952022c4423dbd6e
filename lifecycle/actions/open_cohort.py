"""Opening a cohort: people, meetings and evaluations come to be at once, or not at all."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from cohorts.models import Cohort, CohortPart, Duty, Seat
from lib.bilingual import text_in_language
from lib.slugs import unique_slug

from .copy_evaluations import plan_evaluations
from .copy_plan import plan_meetings, planned_dates

#: Words that stand in addresses where a cohort's slug does.
NOT_A_SLUG = {"open"}


def open_once(*, form_key, by, **given):
    """Open what a form says: sent twice, or by two clicks at once, it opens one cohort, and both hear of that one."""
    same_form = Cohort.objects.filter(form_key=form_key, opened_by=by)
    if found := same_form.first():
        return found
    try:
        return open_cohort(form_key=form_key, by=by, is_demo=by.is_demo, **given)
    except IntegrityError:  # another click, or somebody who opens a cohort of this name at this moment
        return same_form.first() or open_cohort(form_key=form_key, by=by, is_demo=by.is_demo, **given)


@transaction.atomic
def open_cohort(
    *, guidebook, region, name, cycle, first_meeting_on, starts, capacity, apply_by, notice_on, by,
    slug="", place_name="", place_address="", meeting_dates=None, status=Cohort.Status.RECRUITING, is_demo=False,
    form_key=None, track=None,
):  # fmt: skip
    """Open a cohort from a guidebook; meetings, agendas, forms, agreements and director sessions exist at once.

    meeting_dates: {position: date} for those that differ from the guidebook's spacing.
    Checking the order of dates is the form's work (`cohort_open`); the database refuses a notice before the deadline.
    """
    cohort = Cohort.objects.create(
        network=guidebook.network,
        region=region,
        guidebook=guidebook,
        track=track,
        slug=slug or free_slug(text_in_language(name, "en")),
        name=name,
        cycle=cycle,
        status=status,
        time_zone=guidebook.network.time_zone,
        place_name=place_name,
        place_address=place_address,
        opened_by=by,
        is_demo=is_demo,
        form_key=form_key,
    )
    for part in guidebook.parts.order_by("number"):
        first = {"apply_by": apply_by, "notice_on": notice_on} if part.number == 1 else {}
        CohortPart.objects.create(cohort=cohort, part=part, **first)
    Seat.objects.bulk_create(Seat(cohort=cohort, number=n) for n in range(1, capacity + 1))
    copy_duties(cohort)
    plan_meetings(cohort, dates=planned_dates(guidebook, first_meeting_on) | (meeting_dates or {}), starts=starts)
    plan_evaluations(cohort)
    return cohort


def copy_duties(cohort):
    Duty.objects.bulk_create(
        Duty(cohort=cohort, position=duty.position, text=duty.text) for duty in cohort.guidebook.planned_duties.order_by("position")
    )


def free_slug(name):
    """A slug from the name that no cohort has yet."""
    base = slugify(name)[:70] or "cohort"
    taken = NOT_A_SLUG | set(Cohort.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return unique_slug(base, taken)
