"""The number of meetings that graduating asks for, and what a member promised, are two things:
wherever both stand, each is named as what it is ("1 of at least 2", "all three").
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from .. import factories
from ..looks import is_look
from ..shown import shown

pytestmark = pytest.mark.django_db
PROMISE = {"en": "You commit to all three meetings.", "es": "Se compromete a las tres reuniones."}
#: Whoever draws the promise; a new place has to say beside it what is the rule.
DRAWN_IN = {
    "cop_site/guidebook_overview.py",
    "templates/dashboards/_own_record.html",
}


@pytest.fixture
def ended(cohort, facilitator):
    """A cohort in which everybody promised all meetings, the rule asks for two of a part, and one
    member came once.
    """
    with factories.as_draft(cohort.guidebook):
        cohort.guidebook.parts.update(attendance_rule=PROMISE)
    type(cohort).objects.filter(pk=cohort.pk).update(status="meeting")
    cohort.refresh_from_db()
    member = factories.create_membership(cohort)
    for meeting in cohort.meetings.in_order():
        day = factories.today() - factories.timedelta(days=60 - 10 * meeting.position)
        factories.move_meeting(meeting, day)
        if meeting.position == 1:
            factories.attend(meeting, member)
        meeting.close_attendance(by=facilitator)
    return member


def in_order(text, *words):
    """Whether these words stand in the text, each after the one before."""
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize(
    ("language", "rule", "named"),
    [
        (
            "en",
            "To graduate you need 2 of 3 required meetings; you came to 1.",
            "That number is the rule for graduating. Your promise to the group is:",
        ),
        (
            "es",
            "Para graduarse necesita 2 de 3 reuniones obligatorias; usted asistió a 1.",
            "Ese número es la regla para graduarse. Lo que usted prometió al grupo es:",
        ),
    ],
)
def test_the_members_page_names_both(cohort, ended, client_of, language, rule, named):
    type(ended.person).objects.filter(pk=ended.person_id).update(language=language)
    ended.person.refresh_from_db()
    browser = client_of(ended.person)
    address = f"/cohorts/{cohort.slug}/mine/"
    page = shown(browser.get(address, headers={"accept-language": language}))
    assert in_order(page, rule, named, PROMISE[language])
    parts = page.count(PROMISE[language])
    assert (page.count(named), parts) == (parts, 2), "in each part by itself"


def test_the_completing_page_and_what_follows_name_the_rule(cohort, ended, facilitator, client_of):
    browser, address = client_of(facilitator), f"/cohorts/{cohort.slug}/complete/"
    page = shown(browser.get(address))
    assert in_order(
        page,
        "The rule is at least so many of the required meetings",
        "promised to come to, do not count.",
        "1 of 3, at least 2",
    )
    assert PROMISE["en"] not in page, "only the rule stands there"
    look = browser.post(address)
    assert is_look(look)
    told = shown(look)
    assert "1 of at least 2" in told and PROMISE["en"] not in told
    assert "The rule is at least so many of the required meetings" in told
    assert "what they promised to come to does not count." in told


def test_the_page_of_a_member_names_the_rule(cohort, ended, facilitator, client_of):
    page = shown(client_of(facilitator).get(ended.get_absolute_url()))
    assert "to graduate, at least 2" in page and PROMISE["en"] not in page


@pytest.mark.parametrize(
    ("language", "promise", "rule", "number"),
    [
        ("en", "What you promise", "The rule for completing it", "At least 2 of 3 required"),
        ("es", "Lo que usted promete", "La regla para completarlo", "Al menos 2 de 3 reuniones"),
    ],
)
def test_the_public_pages_name_both(cohort, ended, client, language, promise, rule, number):
    slug = cohort.guidebook.slug
    page = shown(
        client.get(reverse("guidebook-detail", args=[slug]), headers={"accept-language": language})
    )
    assert in_order(page, promise, PROMISE[language], rule, number)


def files_with(word):
    root = Path(settings.BASE_DIR)
    found = set()
    for folder in [*sorted(root.glob("*/apps.py")), root / "templates" / "x"]:
        for path in [*folder.parent.rglob("*.py"), *folder.parent.rglob("*.html")]:
            if word in path.read_text():
                found.add(path.relative_to(root).as_posix())
    return {name for name in found if "/migrations/" not in name}


def test_nobody_else_draws_the_promise():
    """Models, loading and the editor's forms only keep it."""
    keeps = {
        "guidebooks/models/part.py",
        "guidebooks/loading/recruitment.py",
        "guidebook_editor/forms/recruitment_items.py",
    }
    assert files_with("attendance_rule") == DRAWN_IN | keeps
