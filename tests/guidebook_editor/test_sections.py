"""Every kind of row is edited by one editor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidebook_editor.forms.section_registry import SECTIONS
from guidebooks.actions.drafts import start_version
from guidebooks.models import EvaluationForm, Guidebook, PlannedMeeting

from .. import factories
from ..looks import act
from ..shown import shown
from .pages import asked_by, edit, everything_of, first_meeting, page, pages_of, typed


@pytest.mark.parametrize("slug", ["five-meetings", "hospital-schools", "green-house"])
def test_what_is_sent_as_it_stands_changes_nothing(pack, client_of, slug):
    """Every form of a whole guidebook, opened and saved without a change."""
    guidebook = Guidebook.objects.get(slug=slug)
    person = factories.create_person()
    factories.create_role(person, "state_staff", guidebook.network)
    draft, browser = start_version(guidebook, by=person)[0], client_of(person)
    for name, arguments in pages_of(draft):
        answer = page(browser, name, *arguments)
        assert answer.status_code == 200, (name, arguments)
        if "form" in answer.context and "add" not in name:
            sent = browser.post(reverse(name, args=arguments), typed(answer))
            assert sent.status_code == 302, (name, arguments, sent.context["form"].errors)
    assert everything_of(draft) == everything_of(guidebook) and asked_by(draft) == asked_by(
        guidebook
    )
    assert Guidebook.objects.get(pk=draft.pk).labels == guidebook.labels


@pytest.mark.parametrize(
    "section",
    [section for section in SECTIONS if not section.is_fixed],
    ids=lambda section: section.slug,
)
def test_rows_come_move_and_go(browser, draft, section):
    """In every section: what is added comes last, moves up, and goes;
    the others keep their order.
    """
    parent = section.parents(draft).first() if section.parent_column else None
    before = [row.pk for row in ordered(section, draft, parent)]
    add = (
        reverse("guidebook_editor:item-add-in", args=[draft.pk, parent.pk, section.slug])
        if parent
        else reverse("guidebook_editor:item-add", args=[draft.pk, section.slug])
    )
    assert edit(browser, add, **filled(section, draft)).status_code == 302
    now = [row.pk for row in ordered(section, draft, parent)]
    (new,) = set(now) - set(before)
    assert [pk for pk in now if pk != new] == before
    place = (
        reverse("guidebook_editor:section-list-in", args=[draft.pk, parent.pk, section.slug])
        if parent
        else reverse("guidebook_editor:section-list", args=[draft.pk, section.slug])
    )
    assert browser.post(place, {"move": f"{new}:-1"}).status_code == 302
    alike = [
        row
        for row in ordered(section, draft, parent)
        if not section.order.group_by or row.audience == "director"
    ]
    assert [row.pk for row in alike].index(new) == max(len(alike) - 2, 0)
    assert [getattr(row, section.order.column) for row in alike] == list(range(1, len(alike) + 1))
    remove = reverse("guidebook_editor:item-remove", args=[draft.pk, section.slug, new])
    assert browser.get(remove).status_code == 200 and act(browser, remove).status_code == 302
    assert [row.pk for row in ordered(section, draft, parent)] == before


def ordered(section, draft, parent=None):
    return section.order.sort(section.items(draft, parent))


def filled(section, draft):
    """Something for every field that must be filled."""
    return {
        "parts": {"name_0": "Year 3", "entry": "closed", "minimum_meetings": "1"},
        "commitments": {"text_0": "I bring a colleague.", "audience": "director"},
        "sessions": {"title_0": "Review", "kind": "review", "minutes": "45", "after_meeting": "2"},
        "criteria": {"text_0": "You work with children.", "text_1": "Trabaja con niñas y niños."},
        "application": {
            "label_0": "Which days?",
            "step": "why",
            "kind": "choices",
            "choices_0": "Monday\nFriday",
            "choices_1": "lunes",
            "max_length": "100",
        },
        "meetings": {
            "title_0": "One more",
            "part": str(draft.parts.last().pk),
            "weeks_after_first": "60",
            "setting": "virtual",
            "setup_minutes": "5",
            "packdown_minutes": "5",
        },
        "blocks": {
            "title_0": "A walk",
            "minutes": "10",
            "kind": "field_trip",
            "lead": "member",
            "materials_0": "map: 2 per team",
        },
        "agreements": {"title_0": "Play kind", "text_0": "We are kind."},
        "duties": {"text_0": "Keep the time"},
        "profile": {"text_0": "What do you sing?", "heading_0": "Sings"},
        "budget": {
            "what_0": "Books",
            "purpose": "resources",
            "source": "donation",
            "amount": "12.50",
            "meeting_position": "",
        },
    }[section.slug]


def test_sessions_follow_their_meeting_when_it_moves_or_goes(browser, draft):
    part = draft.parts.get(number=1)
    review = part.planned_director_sessions.create(
        position=9, kind="review", title=factories.both("Review"), after_meeting=2
    )
    line = draft.planned_budget_lines.create(
        position=1,
        what=factories.both("Books"),
        purpose="resources",
        source="budget",
        meeting_position=1,
    )
    second = PlannedMeeting.objects.get(part=part, position=2)
    browser.post(
        reverse("guidebook_editor:section-list", args=[draft.pk, "meetings"]),
        {"move": f"{second.pk}:-1"},
    )
    review.refresh_from_db(), line.refresh_from_db()
    assert (review.after_meeting, line.meeting_position) == (1, 2)
    remove = reverse("guidebook_editor:item-remove", args=[draft.pk, "meetings", second.pk])
    act(browser, remove, {"sessions": "stays"})
    review.refresh_from_db(), line.refresh_from_db()
    assert (review.after_meeting, line.meeting_position) == (None, 1)
    assert [m.position for m in PlannedMeeting.objects.filter(part__guidebook=draft)] == [
        1,
        2,
        3,
        4,
    ]


def test_with_a_part_go_its_meetings_and_the_rest_is_counted_anew(browser, draft):
    first = draft.parts.get(number=1)
    address = reverse("guidebook_editor:item-remove", args=[draft.pk, "parts", first.pk])
    assert (
        "meetings go with it" in shown(browser.get(address))
        and act(browser, address).status_code == 302
    )
    assert [part.number for part in draft.parts.all()] == [1]
    assert [
        (m.position, m.weeks_after_first)
        for m in PlannedMeeting.objects.filter(part__guidebook=draft)
    ] == [
        (1, 24),
        (2, 32),
    ]
    assert not EvaluationForm.objects.filter(planned=None).exists()


def test_minutes_are_saved_with_the_order(browser, draft):
    meeting = first_meeting(draft)
    one, two, three = meeting.segments.order_by("position")
    address = reverse("guidebook_editor:section-list-in", args=[draft.pk, meeting.pk, "blocks"])
    browser.post(
        address,
        {
            "order": f"{three.pk},{one.pk},{two.pk}",
            f"minutes-{one.pk}": "25",
            f"minutes-{two.pk}": "230",
            f"minutes-{three.pk}": "15",
        },
    )
    assert list(meeting.segments.order_by("position").values_list("pk", "minutes")) == [
        (three.pk, 15),
        (one.pk, 25),
        (two.pk, 230),
    ]
    broken = browser.post(address, {"order": f"{one.pk}", f"minutes-{one.pk}": "many"})
    assert broken.status_code == 200 and 'value="many"' in shown(broken)
    assert meeting.segments.order_by("position").first() == three


def test_the_second_of_two_hears_of_the_first(browser, draft):
    address = reverse(
        "guidebook_editor:item-edit", args=[draft.pk, "criteria", draft.criteria.first().pk]
    )
    mine = typed(browser.get(address)) | {"text_0": "Mine"}
    assert edit(browser, address, text_0="Theirs").status_code == 302
    told = browser.post(address, mine)
    assert told.status_code == 409 and "Theirs" in shown(told) and "Mine" in shown(told)
    assert str(draft.criteria.first().text) == "Theirs"
    assert (
        browser.post(address, typed(told)).status_code == 302
        and str(draft.criteria.first().text) == "Mine"
    )


# --- the same number of queries, however much there is --------------------------------------------


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_pages_ask_the_same_for_few_rows_and_for_many(browser, draft):
    meeting = first_meeting(draft)
    addresses = [
        reverse(name, args=arguments) for name, arguments in pages_of(draft) if "add" not in name
    ]
    before = {address: queries_of(browser, address) for address in addresses}
    for n in range(4, 40):
        meeting.segments.create(
            position=n, minutes=5, kind="break", lead="member", title=factories.both(f"Break {n}")
        )
        draft.criteria.create(code=f"more-{n}", position=n, text=factories.both(f"More {n}"))
        draft.application_questions.create(
            code=f"more-{n}", position=n, step="why", kind="choice", label={"en": f"More {n}"}
        )
        part = draft.parts.create(number=n, name=factories.both(f"Part {n}"), entry="closed")
        part.commitments.create(audience="participant", position=1, text={"en": f"More {n}"})
        part.planned_meetings.create(
            position=n + 10, code=f"M{n}", title={"en": f"More {n}"}, weeks_after_first=n
        )
    after = {address: queries_of(browser, address) for address in addresses}
    assert {
        address: (before[address], number)
        for address, number in after.items()
        if number > before[address]
    } == {}


def test_a_list_ends_somewhere(browser, draft):
    for n in range(3, 101):
        draft.criteria.create(code=f"more-{n}", position=n, text=factories.both(f"More {n}"))
    refused = edit(
        browser,
        reverse("guidebook_editor:item-add", args=[draft.pk, "criteria"]),
        text_0="One more",
    )
    assert (
        refused.status_code == 200
        and "There are 100 here already" in shown(refused)
        and draft.criteria.count() == 100
    )


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_no_help_repeats_its_label(section):
    fields = section.form.base_fields.values() if section.form else []
    assert [
        field.label for field in fields if str(field.help_text).rstrip(".") == str(field.label)
    ] == []
