"""Nora over two years, by the pages of those who look after her cohort.

She marries, is entered twice, moves to another site with another director, is marked as gone by
mistake, and comes back in the second year after an absence.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.models import Letter
from people.models import Person, PersonMerge

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def nora(cohort):
    person = factories.create_person("Nora Blank", "nora@example.org")
    membership = factories.create_membership(cohort, person)
    year_ago = factories.today() - 365 * DAY
    factories.create_placement(person, starts_on=year_ago)
    director = factories.create_person("Olga Old", "olga@example.org")
    factories.create_supervision(director, person, starts_on=year_ago)
    return membership


def person_page(name, person):
    return reverse(f"lifecycle:person-{name}", args=[person.pk])


def member_page(name, membership):
    page = "cohorts:member-leave" if name == "leave" else f"lifecycle:member-{name}"
    return reverse(page, args=[membership.cohort.slug, membership.pk])


def test_nora_over_two_years(nora, cohort, regional_lead, facilitator, client_of):
    lead, runs_it, person = client_of(regional_lead), client_of(facilitator), nora.person
    today, page = factories.today(), nora.get_absolute_url()

    # She marries: the facilitator corrects the name.
    named = {"name": "Nora Whitfield", "own_sort_name": "", "phone": "", "language": "en"}
    act(runs_it, person_page("edit", person), named | {"reason": "Married"})

    # A roster brought her in again under the old name; the two records are joined, and, since
    # somebody doubts it, parted and joined once more.
    second = factories.create_membership(cohort, factories.create_person("Nora Blank", ""))
    factories.attend(cohort.meetings.get(position=1), second)
    join = f"{person_page('join', person)}?other={second.person_id}"
    act(lead, join, {"name": "this", "email": "this"})
    assert cohort.memberships.count() == 1 and nora.attendances.count() == 1
    merge = PersonMerge.objects.get()
    act(lead, reverse("lifecycle:person-join-undo", args=[person.pk, merge.pk]))
    assert cohort.memberships.count() == 2 and nora.attendances.count() == 0
    act(lead, join, {"name": "this", "email": "this"})

    # Another site, and with it another director, since three days ago and today.
    moved_on = today - 3 * DAY
    place = person.placements.get()
    where = {"agency": "Oak County", "site": "Oak Hill", "funding": ["ases"]}
    since = {"on": moved_on.isoformat(), "replaces": [place.pk], "reason": ""}
    act(lead, person_page("place", person), where | since)
    line = person.supervised_by.get()
    who = {"name": "Nina New", "email": "nina@example.org", "on": today.isoformat()}
    act(lead, person_page("directors", person), who | {"ends": [line.pk], "reason": ""})
    assert [str(row.site) for row in person.placements.current()] == ["Oak Hill"]
    assert [row.supervisor.name for row in person.supervised_by.current()] == ["Nina New"]

    # The wrong row, and back in a minute.
    act(runs_it, member_page("leave", nora), {"reason": "Wrong row"})
    act(runs_it, member_page("undo-leave", nora))
    nora.refresh_from_db()
    assert nora.is_current and not nora.gaps.exists()

    # Away for a meeting, and back in the second year.
    nora.leave(reason="A long illness", on=today - 40 * DAY)
    factories.move_meeting(cohort.meetings.get(position=3), today - 20 * DAY)
    back = {"on": (today - 2 * DAY).isoformat(), "reason": "Well again"}
    act(lead, member_page("return", nora), back)
    fourth = factories.move_meeting(cohort.meetings.get(position=4), today - DAY)
    assert nora not in cohort.meetings.get(position=3).roster() and nora in fourth.roster()

    # Her page tells all of it, and nobody lost a letter or a row.
    said = shown(lead.get(page))
    for words in [
        "Name: Nora Whitfield (was: Nora Blank) (Married)",
        "Joined with the record of Nora Blank",
        "No longer joined with the record of Nora Blank",
        "Site: Oak Hill, Oak County",
        "Director: Nina New (was: Olga Old)",
        "Returned on",
        "A long illness",
    ]:
        assert words in said, words
    assert Person.objects.filter(name="Nora Blank", is_active=True).count() == 0
    assert Letter.objects.exclude(person=person).filter(person__isnull=False).count() == 0
