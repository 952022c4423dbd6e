"""People of all the cohorts in which somebody recruits."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, TextField, Value
from django.db.models.functions import Concat

from lib.bilingual import Localized
from lib.filters import filter_chips
from lib.search import Unaccented, contains_words
from people.models import Person, Placement, Region, Supervision

from ..models import CohortMembership, StaffRole
from ..models.membership import STATES as MEMBERSHIP_STATES

MAX_REGIONS = 50
#: {value of ?state=: label}
STATES = {"current": "Members", "graduated": "Graduated", "left": "Left", "staff": "Staff"}
#: What people are found by.
SEARCHED = ["sort_name", "email_key", "plain_site", "director_name"]
#: {column of the export: state}
STATE_OF_COLUMN = {"member_of": "current", "graduated_from": "graduated", "left_from": "left"}


def regions_of(cohorts):
    return list(Region.objects.filter(pk__in=cohorts.values("region"))[:MAX_REGIONS])


def filter_cohorts(cohorts, *, query="", region=None):
    """Cohorts of this region whose name, ignoring accents, contains every word of the query."""
    if region:
        cohorts = cohorts.filter(region=region)
    if query:
        named = cohorts.annotate(plain_name=Unaccented(Localized("name")))
        cohorts = named.filter(contains_words(query, "plain_name"))
    return cohorts


def memberships_of(cohorts):
    return CohortMembership.objects.filter(cohort__in=cohorts.values("pk"))


def roles_of(cohorts):
    """Roles that people hold in one of these cohorts now; not those for a region or a network."""
    return StaffRole.objects.current().filter(cohort__in=cohorts.values("pk"))


def people_of(cohorts, *, state="", query=""):
    """Members and staff of these cohorts, in the order of names.

    state: one of STATES, or empty for everybody.
    """
    people = Person.objects.filter(in_state(cohorts, state))
    return search_people(people, query).in_name_order()


def search_people(people, query):
    """People whose name, address, site, agency and director together contain every word."""
    if not query:
        return people
    return with_work(people).filter(contains_words(query, *SEARCHED))


def with_work(people):
    """Annotate what SEARCHED names beside name and address: where they work now, and for whom."""
    own = {"person": OuterRef("pk")}
    where = Concat("site__name", Value(" "), "site__organization__name", output_field=TextField())
    placements = Placement.objects.current().filter(**own).order_by().values("person")
    directors = Supervision.objects.current().filter(**own).order_by().values("person")
    return people.annotate(
        plain_site=Unaccented(Subquery(placements.values(all=StringAgg(where, " ")))),
        director_name=Subquery(directors.values(all=StringAgg("supervisor__sort_name", " "))),
    )


def people_seen_in(cohorts):
    """Persons whom staff of these cohorts may open: members, staff, and directors of members."""
    directs = Supervision.objects.filter(
        supervisor=OuterRef("pk"), person__in=memberships_of(cohorts).values("person")
    )
    return Person.objects.filter(in_state(cohorts, "") | Exists(directs))


def joined_into(seen, pk):
    """The person among those of `seen` with whom the record of this key was joined; else None."""
    return seen.filter(pk__in=Person.objects.filter(pk=pk).values("merged_into")).first()


def in_state(cohorts, state):
    members, staff = memberships_of(cohorts), roles_of(cohorts)
    if state == "staff":
        return Q(pk__in=staff.values("person"))
    if state in MEMBERSHIP_STATES:
        return Q(pk__in=members.filter(MEMBERSHIP_STATES[state]).values("person"))
    return Q(pk__in=members.values("person")) | Q(pk__in=staff.values("person"))


def counts(cohorts):
    """{state: number of people}, and under "" how many there are in all;
    one person may be in several states.
    """
    numbers = {
        state: Count("person", distinct=True, filter=condition)
        for state, condition in MEMBERSHIP_STATES.items()
    }
    found = memberships_of(cohorts).aggregate(**numbers)
    found["staff"] = roles_of(cohorts).aggregate(number=Count("person", distinct=True))["number"]
    return found | {"": Person.objects.filter(in_state(cohorts, "")).count()}


def state_filters(number):
    """The filters of the list: all, and each state that occurs. number: as from `counts`."""
    return filter_chips(STATES.items(), number, all_word="All", total=number[""])


def with_memberships(people, cohorts):
    """Prefetch for the list: `places` and `roles`, the memberships and staff roles
    in these cohorts only.
    """
    members = memberships_of(cohorts).select_related("cohort").order_by("-cohort__opened_at", "pk")
    staff = roles_of(cohorts).select_related("cohort").order_by("-cohort__opened_at", "pk")
    return people.prefetch_related(
        Prefetch("memberships", members, to_attr="places"),
        Prefetch("staff_roles", staff, to_attr="roles"),
    )


def name_columns(people):
    """Set `column`, the column of the list in which it stands, on each of their memberships."""
    for person in people:
        for place in person.places:
            place.column = column_of(place)


def column_of(membership):
    if not membership.is_current:
        return "left_from"
    return "graduated_from" if membership.is_graduate else "member_of"


def with_cohort_names(people, cohorts):
    """Annotate `member_of`, `graduated_from`, `left_from` and `staff_of`:
    names of cohorts, joined by semicolons.
    """
    members = memberships_of(cohorts)
    rows = {
        column: members.filter(MEMBERSHIP_STATES[state])
        for column, state in STATE_OF_COLUMN.items()
    }
    rows["staff_of"] = roles_of(cohorts)
    return people.annotate(**{column: cohort_names(found) for column, found in rows.items()})


def cohort_names(rows):
    """The distinct cohort names of one person's rows, in alphabetical order, as one text."""
    own = rows.filter(person=OuterRef("pk")).order_by().values("person")
    name = Localized("cohort__name")
    return Subquery(own.values(names=StringAgg(name, "; ", order_by=name, distinct=True)))
