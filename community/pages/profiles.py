"""Who is here: the members of a cohort with what each of them tells the others."""

from django.db.models import Prefetch

from cohorts.actions.duties import duties_by_person, facilitator_roles
from people.models import Placement

from ..models import ProfileAnswer


def members_here(memberships):
    """Queryset of those who are members now and know it, by name."""
    return memberships.current().told().select_related("person").in_name_order()


def with_answers(members, day):
    """The same with what a card shows: answers in the order of the questions, and
    `person.current_placements` of this day.
    """
    answers = ProfileAnswer.objects.select_related("question").order_by("question__position")
    placements = Placement.objects.current(day).select_related("site__organization")
    return members.prefetch_related(
        Prefetch("profile_answers", answers, to_attr="told"),
        Prefetch(
            "person__placements",
            placements.order_by("starts_on", "pk"),
            to_attr="current_placements",
        ),
    )


def facilitators_here(cohort, duties):
    """[{"name", "role", "duties"}] of those who facilitate, each once."""
    of_person, found = duties_by_person(duties), {}
    for role in facilitator_roles(cohort):
        words = {"name": role.person.name, "role": role.title}
        found.setdefault(role.person_id, words | {"duties": of_person.get(role.person_id, [])})
    return list(found.values())


def cards_of(members, duties):
    """[{"member", "place", "answers": [(heading, text)], "duties"}]"""
    of_person = duties_by_person(duties)
    return [
        {
            "member": member,
            "place": place_of(member),
            "answers": [(answer.question.heading_or_text, answer.text) for answer in member.told],
            "duties": of_person.get(member.person_id, []),
        }
        for member in members
    ]


def place_of(member):
    """Site and agency of the latest placement, as far as the member shows them."""
    placements = member.person.current_placements
    if not member.shows_place or not placements:
        return ""
    site = placements[-1].site
    names = dict.fromkeys([site.name, site.organization.name])
    return ", ".join(names)
