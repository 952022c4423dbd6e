from django.db import transaction

from ..models import Cohort


@transaction.atomic
def set_capacity(cohort, *, seats):
    """Raise or lower the cohort's number of seats. Raises ValueError if more of them are taken."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    numbers = set(cohort.seats.values_list("number", flat=True))
    wanted = set(range(1, seats + 1))
    cohort.seats.bulk_create(
        [cohort.seats.model(cohort=cohort, number=n) for n in sorted(wanted - numbers)]
    )
    spare = len(numbers | wanted) - seats
    free = list(cohort.seats.select_for_update().free().order_by("-number")[:spare])
    if len(free) < spare:
        taken = cohort.seats.taken().count()
        raise ValueError(f"{taken} seats are taken. Choose {taken} or more.")
    cohort.seats.filter(pk__in=[seat.pk for seat in free]).delete()
