"""How a draft is used in a browser, and how its rows are compared."""

import json
from threading import Thread

from django.db import models
from django.urls import reverse

from guidebook_editor.forms.section_registry import SECTIONS
from guidebooks.models import PlannedEvaluation, PlannedMeeting, Question

from ..looks import act


def typed(page):
    """What the form on this page would send as it stands."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field, "locales"):
            words = value if isinstance(value, list) else bound.field.widget.decompress(value)
            data |= {f"{bound.html_name}_{n}": word or "" for n, word in enumerate(words)}
        elif value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = getattr(value, "value", value)
    return data


def page(browser, name, *args):
    return browser.get(reverse(name, args=args))


def edit(browser, address, **changes):
    """Open a form, change some fields, send it."""
    data = typed(browser.get(address)) | changes
    return browser.post(address, data)


def publish(browser, draft, **sent):
    return act(browser, reverse("guidebook_editor:draft-publish", args=[draft.pk]), sent)


def first_meeting(draft):
    return PlannedMeeting.objects.get(part__guidebook=draft, position=1)


def reworded(browser, draft, code, words):
    question = (
        Question.objects.filter(forms__planned__planned_meeting__part__guidebook=draft, code=code)
        .distinct()
        .get()
    )
    answer = edit(
        browser,
        reverse("guidebook_editor:question-edit", args=[draft.pk, question.pk]),
        text_0=words,
    )
    assert answer.status_code == 302
    return question


def pages_of(draft):
    """Every page that edits something of a draft: (name, arguments)."""
    for name in [
        "guidebook_editor:draft-detail",
        "guidebook_editor:draft-preview",
        "guidebook_editor:draft-basics",
        "guidebook_editor:draft-labels",
        "guidebook_editor:question-meetings",
        "guidebook_editor:draft-discard",
    ]:
        yield name, [draft.pk]
    for section in SECTIONS:
        yield "guidebook_editor:section-list", [draft.pk, section.slug]
        for row in section.items(draft)[:2]:
            yield "guidebook_editor:item-edit", [draft.pk, section.slug, row.pk]
        for parent in section.parents(draft)[:2] if section.parent_column else []:
            yield "guidebook_editor:section-list-in", [draft.pk, parent.pk, section.slug]
            yield "guidebook_editor:item-add-in", [draft.pk, parent.pk, section.slug]
        if not section.parent_column and not section.is_fixed:
            yield "guidebook_editor:item-add", [draft.pk, section.slug]
    meeting = PlannedMeeting.objects.filter(part__guidebook=draft).first()
    yield "guidebook_editor:question-list", [draft.pk, meeting.pk]
    yield "guidebook_editor:question-add", [draft.pk, meeting.pk]


def everything_of(guidebook):
    """Every row below a version, column by column, without keys:
    {model: [columns]}, found through the models themselves.
    """
    found, todo = {}, [guidebook]
    while todo:
        row = todo.pop()
        for relation in below(type(row)):
            for child in relation.related_model._base_manager.filter(**{relation.field.name: row}):
                found.setdefault(relation.related_model.__name__, []).append(said(child))
                todo.append(child)
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def below(model):
    """What goes when this row goes, and belongs to nobody else."""
    return [
        relation for relation in model._meta.related_objects if relation.on_delete is models.CASCADE
    ]


def said(row):
    """The columns of a row; a key of another row is left out unless it is shared
    (an activity, a question).
    """
    columns = {}
    for column in row._meta.concrete_fields:
        if column.primary_key or (
            column.is_relation and column.name not in ("activity", "question")
        ):
            continue
        value = getattr(row, column.attname)
        words = getattr(value, "data", None)  # a form takes the empty line off the end of a text
        columns[column.name] = (
            {k: v.strip() for k, v in words.items()}
            if isinstance(words, dict)
            else column.get_prep_value(value)
        )
    return json.dumps(columns, default=str, sort_keys=True)


def asked_by(guidebook):
    """The questions that each meeting asks, in order."""
    plans = PlannedEvaluation.objects.filter(planned_meeting__part__guidebook=guidebook).order_by(
        "planned_meeting__position"
    )
    return [[question.pk for question in plan.form.questions_in_order()] for plan in plans]


def at_once(work, number):
    threads = [Thread(target=work) for _ in range(number)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
