"""Publishing asks about texts that still say what the original says, about numbers that no row has,
and refuses a minimum that nobody could reach.
"""

import pytest
from django.urls import reverse

from guidebook_editor.pages.guidebook_publish_checks import PublishChecks
from guidebook_editor.pages.named_numbers import PlannedNumbers
from guidebook_editor.pages.text_questions import open_questions
from guidebooks.actions.drafts import copy_to_network, start_version
from guidebooks.models import PlannedMeeting

from .. import factories
from ..shown import shown
from .pages import edit, page, publish


@pytest.fixture
def copy(guidebook, staff):
    return copy_to_network(
        guidebook, network=guidebook.network, name=guidebook.name, slug="ours", by=staff
    )


def address(draft, about="original"):
    return reverse("guidebook_editor:draft-texts", args=[draft.pk, about])


def still(draft, section):
    return [q for q in open_questions(draft, "original") if q.section == section]


def test_a_fresh_copy_is_not_ready(browser, copy):
    refused = publish(browser, copy, anyway="on")
    assert refused.status_code == 409
    assert "texts still say what Example guidebook says." in shown(refused)
    assert f'href="{address(copy)}?section=criteria"' in shown(refused)
    copy.refresh_from_db()
    assert copy.is_draft
    basics = still(copy, "basics")
    assert str(copy.name) in {question.text for question in basics}
    assert {q.section for q in open_questions(copy, "original")} >= {
        "basics",
        "parts",
        "commitments",
        "criteria",
        "application",
        "meetings",
        "blocks",
        "letters",
        "questions",
    }


def test_the_spanish_of_the_original_is_named(browser, copy):
    basics = reverse("guidebook_editor:draft-basics", args=[copy.pk])
    assert edit(browser, basics, name_0="Our own circle").status_code == 302
    copy.refresh_from_db()
    (left,) = [q for q in still(copy, "basics") if q.column == "name"]
    assert left.sentence == "The English is changed, the Spanish is not."
    assert "The English is changed" in shown(browser.get(address(copy), {"section": "basics"}))
    copy.network.languages = ["en"]
    assert not [q for q in still(copy, "basics") if q.column == "name"]


def test_texts_are_kept_on_purpose_one_ticked_or_a_whole_section(browser, copy, staff):
    first, *others = still(copy, "blocks")
    browser.post(address(copy), {"one": first.digest, "section": "blocks"})
    kept = copy.accepted_texts.get()
    assert (kept.text, kept.accepted_by, kept.about) == (first.text, staff, "original")
    browser.post(address(copy), {"keep": [q.digest for q in others[:2]], "section": "blocks"})
    assert len(still(copy, "blocks")) == len(others) - 2
    listed = shown(browser.get(address(copy), {"section": "blocks"}))
    assert "Kept on purpose: 3" in listed and staff.name in listed
    browser.post(address(copy), {"whole": "blocks", "section": "blocks"})
    assert not still(copy, "blocks") and still(copy, "criteria")
    for section in {q.section for q in open_questions(copy, "original")}:
        browser.post(address(copy), {"whole": section})
    assert PublishChecks(copy).problems() == []
    assert publish(browser, copy, anyway="on").status_code == 302


def test_asking_again_and_nothing_ticked(browser, copy):
    before = len(open_questions(copy, "original"))
    page = browser.post(address(copy), {"section": "blocks"}, follow=True)
    assert "Nothing was ticked" in shown(page) and not copy.accepted_texts.exists()
    browser.post(address(copy), {"whole": "blocks"})
    browser.post(address(copy), {"again": "all"})
    assert len(open_questions(copy, "original")) == before


def test_the_next_version_is_no_copy(draft):
    assert open_questions(draft, "original") == [] == open_questions(draft, "number")


def test_a_number_that_no_row_has_is_asked_about(browser, draft):
    draft.summary = factories.both("Seven meetings in all.", "Siete reuniones en total.")
    draft.save()
    refused = publish(browser, draft, anyway="on")
    assert refused.status_code == 409
    assert "“Seven meetings”, and there are 5 meetings." in shown(refused)
    assert "“Siete reuniones”, and there are 5 meetings." in shown(refused)
    for question in open_questions(draft, "number"):
        browser.post(address(draft, "number"), {"one": question.digest})
    assert PublishChecks(draft).problems() == []
    PlannedMeeting.objects.get(part__guidebook=draft, position=5).delete()
    asked = [question.sentence for question in open_questions(draft, "number")]
    assert asked[0] == "“Seven meetings”, and there are 4 meetings.", "the rows changed"


def test_what_the_version_before_says_with_the_same_rows_is_not_asked(guidebook, staff):
    with factories.as_draft(guidebook):
        guidebook.published_at = None
        guidebook.summary = factories.both("Nine meetings.", "Nueve reuniones.")
        guidebook.save()
    guidebook.refresh_from_db()
    draft, _ = start_version(guidebook, by=staff)
    assert open_questions(draft, "number") == []
    PlannedMeeting.objects.get(part__guidebook=draft, position=5).delete()
    assert len(open_questions(draft, "number")) == 2


FITS = [
    "all three meetings",
    "at least two of the three meetings",
    "5 meetings",
    "one meeting",
    "the first two meetings",
    "una reunión",
    "las tres reuniones",
    "al menos dos de las tres reuniones",
    "meetings 1 and 3",
    "4.5 hours",
    "cuatro horas y media",
    "thirty",
]
ODD = [
    "seven meetings",
    "7 meetings",
    "at least five of the seven meetings",
    "twelve half-day meetings",
    "siete reuniones",
    "cinco de las siete reuniones",
    "las 7 fechas",
    "meeting 6",
    "reuniones 1, 3 y 6",
    "Up to twelve people",
    "seven hours",
]


def test_numbers_are_read_as_words_and_digits_in_both_languages(guidebook):
    parts = list(guidebook.parts.all())
    meetings = list(PlannedMeeting.objects.in_guidebook(guidebook))
    numbers = PlannedNumbers(guidebook, parts, meetings)
    assert [text for text in FITS if numbers.differing("basics", text)] == []
    assert [text for text in ODD if not numbers.differing("basics", text)] == []
    assert numbers.differing("blocks", "groups of four people, for two hours") == []


@pytest.mark.parametrize(
    ("minimum", "optional", "sentence"),
    [
        (4, [], "Year 1 asks for 4 meetings and has 3: nobody could complete it."),
        (3, [2], "Year 1 asks for 3 meetings, and 2 of its 3 are mandatory"),
    ],
)
def test_a_minimum_that_nobody_could_reach_is_refused(browser, draft, minimum, optional, sentence):
    draft.parts.filter(number=1).update(minimum_meetings=minimum)
    PlannedMeeting.objects.filter(part__guidebook=draft, position__in=optional).update(
        mandatory=False
    )
    assert sentence in shown(publish(browser, draft, anyway="on"))
    part = draft.parts.get(number=1)
    mends = reverse("guidebook_editor:item-edit", args=[draft.pk, "parts", part.pk])
    assert mends in shown(page(browser, "guidebook_editor:draft-detail", draft.pk))
    draft.parts.filter(number=1).update(minimum_meetings=2)
    assert publish(browser, draft, anyway="on").status_code == 302


def test_topics_without_a_meeting_for_them_are_worth_a_look(browser, draft):
    said = "The group chooses topics, but no meeting is open for one."
    assert said not in [warning.message for warning in PublishChecks(draft).warnings()]
    draft.learning_map = True
    assert said in [warning.message for warning in PublishChecks(draft).warnings()]
    PlannedMeeting.objects.filter(part__guidebook=draft, position=2).update(topic_open=True)
    assert said not in [warning.message for warning in PublishChecks(draft).warnings()]
