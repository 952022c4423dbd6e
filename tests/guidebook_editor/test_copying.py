"""A guidebook is copied or taken further: the draft says the same,
and the original loses nothing.
"""

from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from guidebook_editor.pages.guidebook_publish_checks import PublishChecks
from guidebook_editor.pages.missing_translations import missing_translations
from guidebooks.actions.drafts import copy_to_network, start_version
from guidebooks.models import EvaluationForm, Guidebook, Question

from .. import factories
from ..looks import act
from ..shown import shown
from .pages import asked_by, at_once, edit, everything_of, page, reworded


def test_a_copy_says_what_the_original_says(pack):
    other = factories.create_network("other")
    with factories.as_draft(pack):
        pack.parts.get(number=2).planned_director_sessions.create(
            position=1, kind="orientation", title=factories.both("Orientation")
        )
    draft = copy_to_network(pack, network=other, name=pack.name, slug="a-fourth", by=None)
    assert everything_of(draft) == everything_of(pack)
    assert {
        "Part",
        "Commitment",
        "Criterion",
        "ApplicationQuestion",
        "LetterTemplate",
        "PlannedMeeting",
        "PlannedSegment",
        "ProposedAgreement",
        "PlannedDirectorSession",
        "PlannedEvaluation",
    } <= set(everything_of(draft))
    assert asked_by(draft) == asked_by(pack) and len(asked_by(pack)) == 5
    columns = [
        f.name
        for f in Guidebook._meta.concrete_fields
        if f.name
        not in (
            "id",
            "network",
            "slug",
            "version",
            "published_at",
            "published_by",
            "created_by",
            "copied_from",
        )
    ]
    assert [getattr(draft, name) for name in columns] == [getattr(pack, name) for name in columns]
    assert draft.is_draft and draft.version == 1 and draft.copied_from == pack


def test_a_whole_pack_lacks_nothing(pack):
    for guidebook in Guidebook.objects.published():
        draft, _ = start_version(guidebook, by=None)
        assert PublishChecks(draft).problems() == [] and missing_translations(draft) == [], (
            guidebook.slug
        )


def test_forms_of_a_draft_are_its_own(guidebook, draft):
    theirs, ours = (
        set(EvaluationForm.objects.filter(planned__planned_meeting__part__guidebook=g))
        for g in [guidebook, draft]
    )
    assert not theirs & ours and len(ours) == 5
    assert {form.code for form in ours} == {
        f"example-five-y{1 if n < 4 else 2}m{n}" for n in range(1, 6)
    }


def test_copying_in_the_browser(browser, guidebook):
    address = reverse("guidebook_editor:guidebook-copy", args=["example-five"])
    assert edit(browser, address, name_0="Our own", slug="our-own").status_code == 302
    draft = Guidebook.objects.get(slug="our-own")
    assert (
        draft.is_draft
        and str(draft.name) == "Our own"
        and everything_of(draft) == everything_of(guidebook)
    )
    for slug in ["our-own", "drafts", "", "two words", "x" * 51]:
        refused = edit(browser, address, name_0="Another", slug=slug)
        assert (
            refused.status_code == 200
            and refused.context["form"].errors["slug"]
            and 'value="Another"' in shown(refused)
        )


def test_there_is_one_draft_of_a_guidebook(browser, draft):
    again = browser.post(reverse("guidebook_editor:guidebook-new-version", args=["example-five"]))
    assert (
        again["Location"] == reverse("guidebook_editor:draft-detail", args=[draft.pk])
        and Guidebook.objects.drafts().count() == 1
    )


def test_a_guidebook_of_another_network_is_copied_not_taken_further(browser, staff):
    factories.create_guidebook("theirs", factories.create_network("other"))
    answer = browser.post(reverse("guidebook_editor:guidebook-new-version", args=["theirs"]))
    assert (
        answer["Location"] == reverse("guidebook_editor:guidebook-copy", args=["theirs"])
        and not Guidebook.objects.drafts().exists()
    )
    address = reverse("guidebook_editor:guidebook-copy", args=["theirs"])
    nameless = edit(browser, address, slug="ours")
    assert nameless.context["form"].errors["name"], "the name of the original is not proposed"
    assert edit(browser, address, name_0="Ours", slug="ours").status_code == 302
    assert Guidebook.objects.get(slug="ours").network.slug == "can"


def test_discarding_takes_only_what_is_the_drafts_own(browser, guidebook, draft):
    rows, questions = everything_of(guidebook), asked_by(guidebook)
    reworded(browser, draft, "applicable", "Can you use it?")
    assert page(browser, "guidebook_editor:draft-discard", draft.pk).status_code == 200
    assert (
        act(browser, reverse("guidebook_editor:draft-discard", args=[draft.pk])).status_code == 302
    )
    assert (
        not Guidebook.objects.drafts().exists() and not Question.objects.filter(version=2).exists()
    )
    assert not EvaluationForm.objects.filter(planned=None).exists()
    assert everything_of(guidebook) == rows and asked_by(guidebook) == questions


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_version_at_once(guidebook, staff):
    gate, found = Barrier(2), []

    def begin():
        gate.wait(timeout=600)
        found.append(start_version(guidebook, by=staff))
        connection.close()

    at_once(begin, 2)
    assert {draft.pk for draft, _ in found} == {Guidebook.objects.drafts().get().pk} and sorted(
        is_new for _, is_new in found
    ) == [False, True]
