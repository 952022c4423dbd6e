"""People who are likely one human being with two records: the same name, or nearly, in cohorts
that one reader sees.
"""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Max, Min, Q

from people.models import Person

#: From this similarity on, names are nearly the same (1 is the same).
NEARLY = 0.8
MOST_TWINS = 5


def twins_of(person, seen):
    """Records that are likely the same human being as this person, the likeliest first, as a list.

    seen: a queryset of the people whom the reader may open.
    """
    others = seen.filter(merged_into=None).exclude(pk=person.pk)
    alike = others.annotate(alike=TrigramSimilarity("sort_name", person.sort_name))
    same = Q(alike__gte=NEARLY)
    if person.phone:
        same |= Q(phone=person.phone, alike__gte=NEARLY / 2)
    return list(alike.filter(same).order_by("-alike", "pk")[:MOST_TWINS])


def twins_in(cohort):
    """[(person, person)] of members of this cohort with the same name, at most MOST_TWINS."""
    members = Person.objects.filter(memberships__cohort=cohort)
    names = (
        members.values("sort_name")
        .order_by("sort_name")
        .annotate(first=Min("pk"), last=Max("pk"))
        .filter(last__gt=F("first"))[:MOST_TWINS]
    )
    pairs = [(row["first"], row["last"]) for row in names]
    people = Person.objects.in_bulk([key for pair in pairs for key in pair])
    return [(people[first], people[last]) for first, last in pairs]
