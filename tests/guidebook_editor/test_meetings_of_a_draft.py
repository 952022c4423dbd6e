"""Removing a meeting asks what becomes of what hangs on it; meetings and blocks are copied."""

from django.urls import reverse

from guidebooks.models import EvaluationForm, PlannedMeeting, Question

from .. import factories
from ..looks import act, is_look
from ..shown import shown
from .pages import page


def meeting_of(draft, position):
    return PlannedMeeting.objects.get(part__guidebook=draft, position=position)


def removal(draft, meeting):
    return reverse("guidebook_editor:item-remove", args=[draft.pk, "meetings", meeting.pk])


def hang_on(draft, position):
    """A budget line, a session of directors, a task and a question of its own."""
    meeting = meeting_of(draft, position)
    draft.planned_budget_lines.create(
        position=1,
        what="Seedlings",
        purpose="resources",
        source="budget",
        meeting_position=position,
    )
    meeting.part.planned_director_sessions.create(
        position=9, kind="review", title=factories.both("Review"), after_meeting=position
    )
    meeting.logistics = [{"text": {"en": "Order the seedlings"}, "days_before": 14}]
    meeting.save()
    question = Question.objects.create(
        code="seedlings", kind="open", construct="seedlings", text=factories.both("What grew?")
    )
    form = EvaluationForm.objects.create(code="of-the-third")
    form.placements.create(question=question, position=1)
    meeting.evaluation.form = form
    meeting.evaluation.save()
    return meeting


STAYS = {"budget": "stays", "sessions": "stays"}
GOES = {"budget": "goes", "sessions": "goes", "questions": "goes"}


def test_what_hangs_on_a_meeting_is_asked_about(browser, draft):
    meeting = hang_on(draft, 3)
    asked = shown(browser.get(removal(draft, meeting)))
    assert "“Seedlings”" in asked and "“Review”" in asked and "“What grew?”" in asked
    refused = browser.post(removal(draft, meeting), {"budget": "goes"})
    assert not is_look(refused) and "Choose one of these." in shown(refused)
    look = browser.post(removal(draft, meeting), GOES)
    assert is_look(look) and "lines of the budget go" in shown(look)
    assert "Order the seedlings" in shown(look) and "What grew?" in shown(look)
    assert PlannedMeeting.objects.filter(pk=meeting.pk).exists()
    act(browser, removal(draft, meeting), GOES)
    assert not draft.planned_budget_lines.exists()
    assert not draft.parts.get(number=1).planned_director_sessions.filter(kind="review").exists()
    assert not Question.objects.filter(code="seedlings").exists()


def test_it_may_stay_without_sliding_onto_another_meeting(browser, draft):
    meeting, second = hang_on(draft, 3), meeting_of(draft, 2)
    answers = STAYS | {"questions": str(second.pk)}
    look = shown(browser.post(removal(draft, meeting), answers))
    assert "lines of the budget stay for the cycle" in look
    assert "sessions follow the meeting before" in look
    act(browser, removal(draft, meeting), answers)
    assert draft.planned_budget_lines.get().meeting_position is None
    session = draft.parts.get(number=1).planned_director_sessions.get(kind="review")
    assert session.after_meeting == 2
    assert second.evaluation.form.questions.filter(code="seedlings").exists()
    assert [m.position for m in PlannedMeeting.objects.in_guidebook(draft)] == [1, 2, 3, 4]


def test_a_part_asks_for_all_its_meetings(browser, draft):
    hang_on(draft, 4)
    part = draft.parts.get(number=2)
    address = reverse("guidebook_editor:item-remove", args=[draft.pk, "parts", part.pk])
    asked = shown(browser.get(address))
    assert "“Seedlings”" in asked and "“Review”" not in asked, "its sessions go with it"
    act(browser, address, {"budget": "stays", "questions": "goes"})
    assert draft.planned_budget_lines.get().meeting_position is None


def test_a_meeting_on_which_nothing_hangs_shows_what_goes_at_once(browser, draft):
    PlannedMeeting.objects.filter(part__guidebook=draft).update(logistics=[])
    assert is_look(browser.get(removal(draft, meeting_of(draft, 3))))


def test_a_meeting_is_copied_with_blocks_and_questions(browser, draft):
    meeting = meeting_of(draft, 2)
    copy_address = reverse("guidebook_editor:meeting-copy", args=[draft.pk, meeting.pk])
    edit = reverse("guidebook_editor:item-edit", args=[draft.pk, "meetings", meeting.pk])
    assert copy_address in shown(browser.get(edit))
    answer = browser.post(copy_address)
    copy = meeting_of(draft, 3)
    assert answer["Location"] == edit.replace(f"/{meeting.pk}/", f"/{copy.pk}/")
    assert (str(copy.title), copy.part) == (str(meeting.title), meeting.part)
    assert meeting.weeks_after_first < copy.weeks_after_first
    assert copy.weeks_after_first < meeting_of(draft, 4).weeks_after_first
    assert copy.code != meeting.code
    assert [block.title.data for block in copy.segments.all()] == [
        block.title.data for block in meeting.segments.all()
    ]
    ours, theirs = copy.evaluation.form, meeting.evaluation.form
    assert ours != theirs
    assert list(ours.questions_in_order()) == list(theirs.questions_in_order())


def test_a_block_is_copied_to_the_end_of_another_meeting(browser, draft):
    block, other = meeting_of(draft, 1).segments.first(), meeting_of(draft, 4)
    address = reverse("guidebook_editor:block-copy", args=[draft.pk, block.pk])
    assert address in shown(
        page(browser, "guidebook_editor:item-edit", draft.pk, "blocks", block.pk)
    )
    before = other.segments.count()
    for odd in ["", "x", "999999", str(10**30)]:
        refused = browser.post(address, {"meeting": odd}, follow=True)
        assert "Choose the meeting that gets the copy." in shown(refused)
    browser.post(address, {"meeting": other.pk})
    copy = other.segments.order_by("position").last()
    assert other.segments.count() == before + 1
    assert (copy.title.data, copy.minutes) == (block.title.data, block.minutes)
