"""The note that the facilitators of a meeting keep."""

import pytest
from django.urls import reverse

from ..shown import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(meeting):
    return reverse("meetings:meeting-note-save", args=[meeting.cohort.slug, meeting.position])


def test_a_note_is_kept(meeting, facilitator, client_of, page):
    assert client_of(facilitator).post(page, {"notes": "Bring cups"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.notes == "Bring cups"


def test_a_note_that_is_too_long_comes_back_as_it_was_typed(meeting, facilitator, client_of, page):
    long = "cups " * 801
    sent = client_of(facilitator).post(page, {"notes": long})
    assert sent.status_code == 200 and long.strip() in shown(sent)
    assert "A note holds 4,000 letters at most. This one has 4004." in shown(sent)
    meeting.refresh_from_db()
    assert meeting.notes == ""
