"""A draft is published once; whatever runs stays as it was."""

import json
import re
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cohorts.models import Cohort
from guidebooks.actions.drafts import start_version
from guidebooks.models import PlannedMeeting
from recruitment.forms.application_steps import ApplicationForm

from .. import factories
from ..looks import press
from ..shown import shown
from .pages import asked_by, at_once, edit, everything_of, first_meeting, page, publish, reworded


def test_a_version_is_published_once_and_then_stays(browser, draft, staff):
    draft.criteria.update(text=json.dumps({"en": "You read English."}))
    assert publish(browser, draft).status_code == 409, "a second click: some texts lack Spanish"
    assert publish(browser, draft, anyway="on").status_code == 302
    draft.refresh_from_db()
    assert draft.published_at and draft.published_by == staff
    again = browser.get(reverse("guidebook_editor:draft-basics", args=[draft.pk]), follow=True)
    assert again.redirect_chain and "does not change any more" in shown(again)
    assert publish(browser, draft, anyway="on").status_code == 302


def test_texts_without_spanish_are_listed_with_the_page_that_mends_them(browser, draft):
    for row in draft.criteria.all():
        row.text = factories.both("You meet it.")
        row.save()
    english = draft.criteria.first()
    english.text = {"en": "You read English."}
    english.save()
    listed = publish(browser, draft)
    assert listed.status_code == 409 and "Publish all the same" in shown(listed)
    address = reverse("guidebook_editor:item-edit", args=[draft.pk, "criteria", english.pk])
    assert f'<a href="{address}">You read English.</a>' in shown(listed)
    edit(browser, address, text_1="Lee español.")
    assert address not in shown(page(browser, "guidebook_editor:draft-detail", draft.pk))


def test_a_network_without_spanish_is_not_asked(browser, draft):
    draft.criteria.update(text=json.dumps({"en": "Only English."}))
    type(draft.network).objects.update(languages=["en"])
    assert publish(browser, draft).status_code == 302


def spoil_minutes(draft):
    first_meeting(draft).segments.update(minutes=10)


REFUSALS = {
    "no part": (lambda draft: draft.parts.all().delete(), "There is no part yet"),
    "no meeting": (
        lambda draft: PlannedMeeting.objects.filter(part__guidebook=draft).delete(),
        "There is no meeting yet",
    ),
    "an empty part": (
        lambda draft: PlannedMeeting.objects.filter(part__guidebook=draft, part__number=2).delete(),
        "Year 2 has no meeting",
    ),
    "minutes": (spoil_minutes, "The blocks of meeting 1 take 30 minutes; it is planned for 270."),
    "no questions": (
        lambda draft: first_meeting(draft).evaluation.delete(),
        "Meeting 1 has no evaluation questions.",
    ),
    "no letter": (
        lambda draft: draft.letter_templates.filter(code="offer").delete(),
        "A seat is given” is missing",
    ),
    "empty letter": (
        lambda draft: draft.letter_templates.filter(code="offer").update(body=""),
        "A seat is given” is empty",
    ),
    "empty commitment": (
        lambda draft: draft.parts.first().commitments.update(text=""),
        "A commitment of Year 1 is empty",
    ),
    "order of weeks": (
        lambda draft: PlannedMeeting.objects.filter(part__guidebook=draft).update(
            weeks_after_first=3
        ),
        "Meeting 2 is not planned after meeting 1",
    ),
    "first week": (
        lambda draft: PlannedMeeting.objects.filter(part__guidebook=draft, position=1).update(
            weeks_after_first=2
        ),
        "Write 0.",
    ),
    "nothing to choose": (
        lambda draft: draft.application_questions.filter(needs="").update(kind="choice"),
        "offers fewer than two answers",
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_is_missing_is_said(browser, draft, what):
    spoil, sentence = REFUSALS[what]
    spoil(draft)
    for answer in [
        publish(browser, draft, anyway="on"),
        page(browser, "guidebook_editor:draft-detail", draft.pk),
    ]:
        assert sentence in shown(answer).replace("&#x27;", "'")
    draft.refresh_from_db()
    assert draft.is_draft


def body(answer):
    """A page without what differs each time it is asked for."""
    return re.sub(r'(form_key|opened)" value="[^"]+"', "", shown(answer))


def asked_of_applicants(slug):
    """What all steps of the public form ask, a line each."""
    form = ApplicationForm(cohort_part=Cohort.objects.get(slug=slug).recruiting_part)
    return "\n".join(f"{bound.label} {bound.help_text}" for bound in form)


def test_a_cohort_stays_as_it_was_and_a_new_one_has_the_change(
    browser, guidebook, draft, staff, client, client_of
):
    factories.create_cohort("running", guidebook)
    reader = client_of(staff)

    def read():
        return [
            body(client.get(reverse("recruitment:apply", args=["running"]))),
            asked_of_applicants("running"),
            body(reader.get(reverse("dashboards:cohort-detail", args=["running"]))),
        ]

    pages, rows, questions = read(), everything_of(guidebook), asked_by(guidebook)
    why = draft.application_questions.get(code="why")
    edit(
        browser,
        reverse("guidebook_editor:item-edit", args=[draft.pk, "application", why.pk]),
        label_0="What brings you here?",
    )
    edit(
        browser,
        reverse("guidebook_editor:item-edit", args=[draft.pk, "meetings", first_meeting(draft).pk]),
        title_0="A new beginning",
    )
    reworded(browser, draft, "most_useful", "What will you use?")
    edit(
        browser,
        reverse("guidebook_editor:draft-basics", args=[draft.pk]),
        summary_0="Now with more talk.",
    )
    assert publish(browser, draft, anyway="on").status_code == 302
    for now, then in zip(read(), pages, strict=True):
        assert now.splitlines() == then.splitlines()
    assert everything_of(guidebook) == rows and asked_by(guidebook) == questions
    draft.refresh_from_db()
    new = factories.create_cohort("new", draft)
    assert "What brings you here?" in asked_of_applicants("new")
    assert str(new.meetings.get(position=1).title) == "A new beginning"
    assert [q.code for q in new.meetings.get(position=1).evaluation.form.questions_in_order()][
        -1
    ] == "most_useful"
    assert new.meetings.get(position=1).evaluation.form.questions_in_order().last().version == 2


def test_no_cohort_opens_from_a_draft(browser, draft, guidebook):
    factories.create_region()
    offered = (
        browser.get(reverse("lifecycle:cohort-open")).context["form"].fields["guidebook"].queryset
    )
    assert guidebook in offered and draft not in offered


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once(guidebook, staff, client_of):
    draft, _ = start_version(guidebook, by=staff)
    gate, cookies, answers = Barrier(2), client_of(staff).cookies, []

    address = reverse("guidebook_editor:draft-publish", args=[draft.pk])
    looking = Client()
    looking.cookies = cookies
    look = looking.post(address, {"anyway": "on"})

    def click():
        browser = Client()
        browser.cookies = cookies
        gate.wait(timeout=600)
        answers.append(shown(press(browser, look, address, follow=True)))
        connection.close()

    at_once(click, 2)
    assert sum("is published. Cohorts can open from it" in answer for answer in answers) == 1
    assert sum("It does not change any more" in answer for answer in answers) == 1
