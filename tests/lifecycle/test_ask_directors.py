"""A date moves: whoever waits for a signature asks again, with one letter to each director."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cohorts.models import Letter, StaffAct
from lifecycle.actions.take_back import take_back
from recruitment.models import EndorsementAction

from .. import factories
from ..looks import act, change_of
from ..shown import shown
from .test_reschedule import typed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DIRECTOR = {"director_name": "Dora Director", "director_email": "dora@example.org"}


@pytest.fixture
def browser(client_of, facilitator):
    return client_of(facilitator)


def address(meeting):
    return reverse("lifecycle:meeting-edit", args=[meeting.cohort.slug, meeting.position])


def moved(meeting):
    return typed(meeting, on=(meeting.on + DAY).isoformat())


def bound_day(application, meeting):
    terms = application.endorsements.get().bound["meetings"]
    return next(row["on"] for row in terms if row["position"] == meeting.position)


def test_moving_one_meeting_asks_waiting_directors_again(browser, cohort, meeting):
    waiting = factories.create_application(cohort, "Ana Reyes", endorsed="waiting", **DIRECTOR)
    look = browser.post(address(meeting), moved(meeting))
    told = {row.sentence: row for row in look.context["outcome"].consequences}
    assert told["sign-off is asked again"].names == ["Dora Director, for Ana Reyes"]
    assert "Move it, and send 1 letter</button>" in shown(look)
    act(browser, address(meeting), moved(meeting))
    assert bound_day(waiting, meeting) == str(meeting.on + DAY)
    assert Letter.objects.get().code == "signoff-request"


def test_an_online_link_asks_nobody(browser, cohort, meeting):
    factories.create_application(cohort, "Ana Reyes", endorsed="waiting", **DIRECTOR)
    act(browser, address(meeting), typed(meeting, phone="555-555-0100"))
    assert not Letter.objects.exists()


def test_a_director_gets_one_letter_for_all_own_people(browser, cohort, meeting):
    """Two who wait, and one for whom she signed."""
    for name in ["Ana Reyes", "Ben Ash"]:
        factories.create_application(cohort, name, endorsed="waiting", **DIRECTOR)
    factories.create_application(cohort, "Cy Low", endorsed=True, **DIRECTOR)
    act(browser, address(meeting), moved(meeting))
    letter = Letter.objects.get(to_key="dora@example.org")
    assert letter.code == "signoff-request"
    assert "Ben Ash and Ana Reyes" in letter.body and "until now it was" in letter.body
    assert EndorsementAction.objects.filter(kind="reminded").count() == 2


def test_changing_the_cohort_writes_one_letter_too(client_of, regional_lead, cohort, meeting):
    factories.create_application(cohort, "Ana Reyes", endorsed="waiting", **DIRECTOR)
    factories.create_application(cohort, "Cy Low", endorsed=True, **DIRECTOR)
    typed_in = change_of(cohort, on_1=str(meeting.on + DAY))
    act(client_of(regional_lead), f"/cohorts/{cohort.slug}/edit/", typed_in)
    assert Letter.objects.filter(to_key="dora@example.org").count() == 1


def test_taking_it_back_forgets_that_they_were_asked(browser, cohort, meeting, facilitator):
    waiting = factories.create_application(cohort, "Ana Reyes", endorsed="waiting", **DIRECTOR)
    was = waiting.endorsements.get().bound
    act(browser, address(meeting), moved(meeting))
    take_back(StaffAct.objects.get(), by=facilitator)
    assert waiting.endorsements.get().bound == was
    assert not EndorsementAction.objects.filter(kind="reminded").exists()
