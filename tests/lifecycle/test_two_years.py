"""One cohort through two years, as its lead walks it: opened with a slip, mended, published, one
more week of recruiting, ended; a year later the second part, with 22 who go on, 6 who do not and 5
newcomers.
"""

import uuid
from datetime import timedelta

import pytest

from cohorts.models import Cohort, CohortPart, Letter
from lifecycle.actions.end_places import who_does_not_go_on
from recruitment.actions.endorsements import sign
from recruitment.actions.offers import offer_seats
from recruitment.actions.renewals import renew
from recruitment.endorsement_terms import build_terms, terms_hash
from recruitment.models import Application

from .. import factories
from ..looks import act, change_of
from ..shown import shown

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def open_it(lead, cohort):
    """With 3 seats in place of 30, and without a contact."""
    first = factories.today() + 80 * DAY
    answer = lead.post(
        "/cohorts/open/",
        {
            "guidebook": cohort.guidebook.pk,
            "region": cohort.region.pk,
            "name": "Walk cohort",
            "cycle": f"{first.year}-{(first.year + 2) % 100:02}",
            "first_meeting_on": first,
            "starts": "09:00",
            "place_name": "Example Hall",
            "capacity": 3,
            "apply_by": factories.today() + 20 * DAY,
            "notice_on": factories.today() + 30 * DAY,
            "accept_odd_dates": "on",
            "form_key": uuid.uuid4(),
        },
        follow=True,
    )
    return Cohort.objects.get(name="Walk cohort"), shown(answer)


def signs(endorsement):
    sign(
        endorsement,
        seen="waiting",
        shown_hash=terms_hash(build_terms(endorsement.application, language="en")),
        signed_name=endorsement.supervisor_name,
    )


def a_year_passes(cohort):
    """The first part has been held, and the second one is ahead."""
    for meeting in cohort.meetings.all():
        days = -200 + meeting.position if meeting.position < 4 else 100 * meeting.position - 340
        factories.move_meeting(meeting, factories.today() + days * DAY)
    CohortPart.objects.filter(cohort=cohort, part__number=1).update(
        apply_by=factories.today() - 300 * DAY, notice_on=factories.today() - 290 * DAY
    )


def test_a_cohort_lives_two_years(cohort, regional_lead, facilitator, client, client_of):
    lead = client_of(regional_lead)
    walk, page = open_it(lead, cohort)
    base = f"/cohorts/{walk.slug}/"
    assert "A contact" in page and "<dd>3</dd>" in page, "both slips are named"
    assert client.get(f"{base}apply/").status_code == 404

    act(lead, f"{base}edit/", change_of(walk, seats=30, **factories.CONTACT))
    act(lead, f"{base}publish/")
    assert client.get(f"{base}apply/").status_code == 200

    deadline = walk.part(1).apply_by
    act(lead, f"{base}edit/", change_of(walk, apply_by=str(deadline + 7 * DAY)))
    assert walk.part(1).apply_by == deadline + 7 * DAY

    chosen = [factories.create_application(walk, endorsed=True) for _ in range(28)]
    factories.create_application(walk, "Una Answered")
    offer_seats(walk, chosen, by=regional_lead)
    act(lead, f"{base}begin/", {"answer": "not_offered"})
    assert not walk.part(1).takes_applications
    assert Application.objects.get(name="Una Answered").decision == "not_offered"

    a_year_passes(walk)
    soon = factories.today() + 9 * DAY
    act(lead, f"{base}parts/2/open/", {"apply_by": soon, "notice_on": soon + DAY})
    assert Letter.objects.filter(code="renewal").count() == 28
    members, part = list(walk.memberships.order_by("pk")), walk.part(2)
    for number, member in enumerate(members[:22]):
        director = {"director_name": "Dora", "director_email": f"dora{number}@example.org"}
        signs(renew(member, part, by=member.person, **director).endorsement)
    second = part.part
    newcomers = [factories.create_application(walk, part=second, endorsed=True) for _ in range(5)]

    passed = factories.today() - 2 * DAY
    CohortPart.objects.filter(pk=part.pk).update(apply_by=passed, notice_on=passed)
    leaving = who_does_not_go_on(walk.part(2))
    assert {row.pk for row in leaving} == {row.pk for row in members[22:]}
    act(lead, f"{base}parts/2/end-places/", {"membership": [row.pk for row in leaving]})
    assert walk.seats.free().count() == 2 + 6
    offer_seats(walk, newcomers, by=regional_lead)

    now = walk.memberships.current()
    assert (now.count(), now.filter(part=second).count()) == (27, 5)
    assert now.filter(renewals__decision="renewed").count() == 22
    assert walk.memberships.filter(left_reason="Did not go on to Year 2").count() == 6
    assert not now.late().exists() and walk.seats.count() == 30
