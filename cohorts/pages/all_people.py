"""People of all the cohorts in which somebody recruits, narrowed as the address asks."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Value

from lib.bilingual import Localized
from lib.filters import filter_chips
from lib.search import Unaccented, contains_words
from people.models import Person, Region

from ..models import CohortMembership, StaffRole

MOST_REGIONS = 50
#: value of the chip: word.
PLACES = {"current": "Members", "graduated": "Graduated", "left": "Left", "staff": "Staff"}
STATE_OF_PLACE = {
    "current": Q(left_on=None, graduated_on=None),
    "graduated": Q(graduated_on__isnull=False),
    "left": Q(left_on__isnull=False),
}

NAMES_OF_PLACES = {"member_of": "current", "graduated_from": "graduated", "left_from": "left"}


def regions_of(cohorts):
    return list(Region.objects.filter(pk__in=cohorts.values("region"))[:MOST_REGIONS])


def narrowed_cohorts(cohorts, *, words="", region=None):
    """Those of a region, and with these words in their name."""
    if region:
        cohorts = cohorts.filter(region=region)
    return cohorts.annotate(plain_name=Unaccented(Localized("name"))).filter(contains_words(words, "plain_name")) if words else cohorts


def sent_words(request, name):
    return request.GET.get(name, "")[:100]


def cohorts_asked_for(request, cohorts):
    """(the cohorts that the address narrows to, the regions to choose from)."""
    regions = regions_of(cohorts)
    region = next((region for region in regions if str(region.pk) == request.GET.get("region")), None)
    return narrowed_cohorts(cohorts, words=sent_words(request, "cohort"), region=region), regions


def memberships_of(cohorts):
    return CohortMembership.objects.filter(cohort__in=cohorts.values("pk"))


def roles_of(cohorts):
    """Whoever runs one of these cohorts now, as their staff pages show it."""
    return StaffRole.objects.current().filter(cohort__in=cohorts.values("pk"))


def people_of(cohorts, *, state="", words=""):
    """People with a place in these cohorts, in the order of names; `state` is one of PLACES, or nothing."""
    people = Person.objects.filter(placed_in(cohorts, state))
    return people.filter(contains_words(words, "sort_name", "email_key")).in_name_order()


def placed_in(cohorts, state):
    members, staff = memberships_of(cohorts), roles_of(cohorts)
    if state == "staff":
        return Q(pk__in=staff.values("person"))
    if state in STATE_OF_PLACE:
        return Q(pk__in=members.filter(STATE_OF_PLACE[state]).values("person"))
    return Q(pk__in=members.values("person")) | Q(pk__in=staff.values("person"))


def counts(cohorts):
    """How many people have which place; somebody with two is counted with each, and once in all (under "")."""
    numbers = {state: Count("person", distinct=True, filter=condition) for state, condition in STATE_OF_PLACE.items()}
    found = memberships_of(cohorts).aggregate(**numbers)
    found["staff"] = roles_of(cohorts).aggregate(number=Count("person", distinct=True))["number"]
    return found | {"": Person.objects.filter(placed_in(cohorts, "")).count()}


def chips(number):
    return filter_chips(PLACES.items(), number, all_word="All", total=number[""])


def with_places(people, cohorts):
    """What a row shows: the places and roles in these cohorts, and in no others."""
    members = memberships_of(cohorts).select_related("cohort").order_by("-cohort__opened_at", "pk")
    staff = roles_of(cohorts).select_related("cohort").order_by("-cohort__opened_at", "pk")
    return people.prefetch_related(Prefetch("memberships", members, to_attr="places"), Prefetch("staff_roles", staff, to_attr="roles"))


def with_names_of_places(people, cohorts):
    """The same as words, for a table: `member_of`, `graduated_from`, `left_from` and `staff_of`."""
    places = {name: memberships_of(cohorts).filter(STATE_OF_PLACE[state]) for name, state in NAMES_OF_PLACES.items()}
    return people.annotate(**{name: names_of_cohorts(rows) for name, rows in (places | {"staff_of": roles_of(cohorts)}).items()})


def names_of_cohorts(rows):
    theirs = rows.filter(person=OuterRef("pk")).order_by().values("person")
    return Subquery(theirs.values(names=StringAgg(Localized("cohort__name"), Value("; "), order_by=Localized("cohort__name"), distinct=True)))
