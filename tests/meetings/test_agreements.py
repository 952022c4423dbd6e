"""Community agreements: proposed, amended, adopted by the room, retired."""

import pytest
from django.urls import reverse

from meetings.models import CommunityAgreement

from .. import factories
from ..looks import act
from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cohort):
    return cohort.agreements.in_force().first()


@pytest.fixture
def held(meeting):
    """The first meeting is today."""
    meeting.on = factories.today()
    meeting.save()
    return meeting


@pytest.fixture
def runs(client_of, facilitator):
    return client_of(facilitator)


def place(cohort, name="agreement-list", *more):
    return reverse(f"meetings:{name}", args=[cohort.slug, *more])


def adopt(runs, meeting, **data):
    return runs.post(
        reverse("meetings:agreement-adopt", args=[meeting.cohort.slug, meeting.position]), data
    )


def now(agreement):
    return CommunityAgreement.objects.prefetch_related("ratifications").get(pk=agreement.pk)


def wording(agreement=None, **changed):
    seen = {"seen": agreement.fingerprint} if agreement else {}
    return (
        {
            "title_en": "Play kind",
            "text_en": "We mean well.",
            "title_es": "Jugar bien",
            "text_es": "Con buena fe.",
        }
        | seen
        | changed
    )


def test_the_room_adopts_all_as_they_stand(runs, cohort, held, client_of, participant):
    assert "Proposed" in shown(runs.get(place(cohort)))
    adopt(runs, held)
    assert {a.state for a in cohort.agreements.in_force().prefetch_related("ratifications")} == {
        "adopted"
    }
    page = shown(client_of(participant).get(place(cohort)))
    assert "Adopted at meeting 1" in page and "Amend" not in page


def test_adopting_all_is_offered_while_something_is_open(runs, cohort, held, agreement):
    words = "Meeting 1 adopted all of them"
    assert words in shown(runs.get(place(cohort)))
    adopt(runs, held)
    assert words not in shown(runs.get(place(cohort)))
    runs.post(place(cohort, "agreement-edit", agreement.pk), wording(agreement))
    assert words in shown(runs.get(place(cohort)))


def test_an_amended_agreement_is_to_be_adopted_again(runs, cohort, held, agreement):
    adopt(runs, held, agreement=agreement.pk)
    runs.post(place(cohort, "agreement-edit", agreement.pk), wording(agreement))
    assert now(agreement).state == "amended"
    page = shown(runs.get(place(cohort)))
    assert "Amended, to be adopted again" in page and "We play-safe." in page
    adopt(runs, held, agreement=agreement.pk)
    assert now(agreement).state == "adopted"


def test_agreements_are_adopted_in_the_room_and_not_before(runs, cohort, meeting, agreement):
    adopt(runs, meeting, agreement=agreement.pk)
    assert now(agreement).state == "proposed"


def test_an_agreement_of_one_s_own_comes_last(runs, cohort):
    runs.post(place(cohort, "agreement-add"), wording(title_es="", text_es=""))
    last = cohort.agreements.in_force().last()
    assert (last.title.data, last.position) == ({"en": "Play kind"}, 4)


def test_words_are_asked_for(runs, cohort):
    page = shown(
        runs.post(place(cohort, "agreement-add"), wording(title_en="", text_en="x" * 200_000))
    )
    assert page.count("Write a short title, such as Play fair") == 2
    assert cohort.agreements.count() == 3


def test_two_people_amend_and_the_second_is_told(runs, cohort, agreement):
    old = wording(agreement, title_en="Second")
    runs.post(place(cohort, "agreement-edit", agreement.pk), wording(agreement, title_en="First"))
    response = runs.post(place(cohort, "agreement-edit", agreement.pk), old)
    assert response.status_code == 409 and 'value="Second"' in shown(response)
    assert str(now(agreement).title) == "First"


def test_a_retired_agreement_is_no_longer_in_force(runs, cohort, agreement):
    act(runs, place(cohort, "agreement-retire", agreement.pk))
    assert agreement not in cohort.agreements.in_force()
    assert runs.get(place(cohort, "agreement-edit", agreement.pk)).status_code == 404
    runs.post(place(cohort, "agreement-add"), wording())
    assert cohort.agreements.in_force().count() == 3


def test_they_stand_on_the_agenda(runs, meeting, client_of, participant):
    meeting.segments.create(position=4, minutes=15, kind="agreements", title="Agreements")
    page = shown(
        client_of(participant).get(reverse("meetings:agenda-detail", args=[meeting.cohort.slug, 1]))
    )
    assert "We play-fair." in page


@pytest.mark.parametrize("pk", ["", "x", "99999999999", "9" * 30])
def test_an_odd_number_is_no_trouble(runs, held, pk):
    assert adopt(runs, held, agreement=pk).status_code in (302, 404)
