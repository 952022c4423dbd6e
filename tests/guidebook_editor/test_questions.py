"""What a draft asks: shared questions stay as they are, new words are a new row."""

from django.urls import reverse

from guidebooks.actions.drafts import copy_to_network
from guidebooks.models import Question

from .. import factories
from .pages import asked_by, edit, first_meeting, page, reworded, typed


def test_new_words_make_a_new_version_where_nobody_else_asks(browser, guidebook, draft):
    old = reworded(browser, draft, "applicable", "Can you use it?")
    new = Question.objects.get(code="applicable", version=2)
    assert (
        str(new.text) == "Can you use it?"
        and new.kind == old.kind
        and new.construct == old.construct
    )
    assert all(new.pk in asked and old.pk not in asked for asked in asked_by(draft))
    assert all(old.pk in asked and new.pk not in asked for asked in asked_by(guidebook))
    reworded(browser, draft, "applicable", "Can you use it on Monday?")
    assert Question.objects.filter(code="applicable").count() == 2, (
        "nobody else asks version 2: it is written over"
    )


def test_new_words_get_a_code_of_their_own_where_others_ask(browser, guidebook, staff):
    copy = copy_to_network(
        guidebook, network=guidebook.network, name=guidebook.name, slug="ours", by=staff
    )
    reworded(browser, copy, "applicable", "Can you use it?")
    new = Question.objects.get(code="ours-applicable")
    assert new.version == 1 and all(new.pk in asked for asked in asked_by(copy))
    assert Question.objects.filter(code="applicable").count() == 1


def test_same_words_share_the_question(browser, draft):
    before = Question.objects.count()
    question = Question.objects.get(code="applicable")
    address = reverse("guidebook_editor:question-edit", args=[draft.pk, question.pk])
    assert (
        browser.post(address, typed(browser.get(address))).status_code == 302
        and Question.objects.count() == before
    )


def test_questions_are_chosen_written_and_put_in_order(browser, guidebook, draft):
    meeting = first_meeting(draft)
    address, untouched = (
        reverse("guidebook_editor:question-list", args=[draft.pk, meeting.pk]),
        asked_by(guidebook),
    )
    first, *others = asked_by(draft)[0]
    browser.post(address, {"leave": first})
    assert asked_by(draft)[0] == others
    browser.post(address, {"ask": first})
    assert asked_by(draft)[0] == [*others, first]
    last = meeting.evaluation.form.placements.get(question=first)
    browser.post(address, {"move": f"{last.pk}:-1"})
    assert asked_by(draft)[0] == [*others[:-1], first, others[-1]]
    add = reverse("guidebook_editor:question-add", args=[draft.pk, meeting.pk])
    assert (
        edit(browser, add, kind="open", text_0="What else?", construct="belonging").status_code
        == 302
    )
    new = Question.objects.get(code="belonging")
    assert asked_by(draft)[0][-1] == new.pk and asked_by(guidebook) == untouched
    browser.post(address, {"leave": new.pk})
    assert not Question.objects.filter(pk=new.pk).exists(), "nobody asks it any more"


def test_a_question_of_another_draft_is_missing(browser, draft, guidebook, staff):
    other = factories.create_form("elsewhere", [("their_own", "open")]).questions.get()
    assert page(browser, "guidebook_editor:question-edit", draft.pk, other.pk).status_code == 404
    browser.post(
        reverse("guidebook_editor:question-list", args=[draft.pk, first_meeting(draft).pk]),
        {"ask": other.pk},
    )
    assert other.pk not in asked_by(draft)[0]
