"""Every model says what it keeps about people (cop_site/privacy.py), and history keeps no words."""

import pytest
from django.apps import apps
from django.db import models

from cohorts.models import CohortMembership, Letter
from cop_site.data_retention import RetentionPeriod
from cop_site.privacy import PRIVACY_RECORDS
from evaluations.models import Answer, Comment, Response
from people.models import Link, Person
from recruitment.models import Application, SupervisorEndorsement

POINTS_AT_SOMEBODY = (Person, Application, CohortMembership, SupervisorEndorsement, Response)
WORDS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)


def kept_models():
    every = apps.get_models(include_auto_created=True)
    return [
        model
        for model in every
        if model._meta.managed and not model._meta.proxy and not is_history(model)
    ]


def is_history(model):
    return hasattr(model, "pgh_tracked_model")


def tells_of_somebody(field):
    """Words, or a pointer at a person. One of a fixed set of choices says nothing by itself."""
    if field.is_relation:
        return issubclass(field.related_model, POINTS_AT_SOMEBODY)
    if type(field).__name__ == "ArrayField":
        return True
    return isinstance(field, WORDS) and not field.choices


def undeclared(model, record):
    named = {*record.personal, *record.plain}
    return (
        set()
        if "*" in named
        else {f.name for f in model._meta.concrete_fields if tells_of_somebody(f)} - named
    )


def test_every_model_has_a_line():
    assert {model._meta.label for model in kept_models()} == set(PRIVACY_RECORDS)


@pytest.mark.parametrize("model", kept_models(), ids=lambda model: model._meta.label)
def test_every_personal_column_is_declared(model):
    record = PRIVACY_RECORDS[model._meta.label]
    assert undeclared(model, record) == set()
    columns = {field.name for field in model._meta.concrete_fields} | {"*"}
    assert {*record.personal, *record.plain} <= columns, "the line names a column that is gone"
    assert not {*record.personal} & {*record.plain}


@pytest.mark.parametrize(
    "label", [label for label, record in PRIVACY_RECORDS.items() if "*" in record.plain]
)
def test_reference_data_points_at_nobody(label):
    fields = apps.get_model(label)._meta.concrete_fields
    assert [
        f.name for f in fields if f.is_relation and issubclass(f.related_model, POINTS_AT_SOMEBODY)
    ] == []


def test_a_new_column_without_a_line_is_caught():
    class Planted(models.Model):  # noqa: DJ008 never shown
        diary = models.TextField()
        friend = models.ForeignKey(Person, models.CASCADE)
        colour = models.CharField(choices=[("r", "Red")])

        class Meta:
            app_label = "planted"

    try:
        assert undeclared(Planted, PRIVACY_RECORDS["cohorts.Seat"]) == {"diary", "friend"}
    finally:
        apps.all_models.pop("planted")
        apps.clear_cache()


def test_every_line_has_purpose_owner_and_end():
    for record in PRIVACY_RECORDS.values():
        assert record.purpose and record.owner and isinstance(record.retention, RetentionPeriod)


# --- history --------------------------------------------------------------------------------------

#: Exactly these keep history. Answers, comments, links, letters and free text never do.
TRACKED = {
    "Application",
    "AgendaSegment",
    "Attendance",
    "Cohort",
    "CohortMembership",
    "CohortPart",
    "Evaluation",
    "Meeting",
    "Offer",
    "Person",
    "Placement",
    "Release",
    "ReleasedFigure",
    "Seat",
    "StaffRole",
    "SupervisorEndorsement",
    "Supervision",
}

#: Text columns that may be in history: names of cohorts and codes,
#: and the agency as it was at the door.
PLAIN_TEXT = {
    ("Cohort", "slug"),
    ("Cohort", "name"),
    ("Cohort", "cycle"),
    ("Cohort", "time_zone"),
    ("Person", "language"),
    ("Application", "language"),
    ("Application", "criteria_met"),
    ("Attendance", "agency_name"),
}


def history_models():
    return [model for model in apps.get_models() if is_history(model)]


def test_exactly_these_models_keep_history():
    assert {model.pgh_tracked_model.__name__ for model in history_models()} == TRACKED


@pytest.mark.parametrize("model", history_models(), ids=lambda model: model.__name__)
def test_history_holds_no_free_text(model):
    tracked = model.pgh_tracked_model.__name__
    columns = [
        field
        for field in model._meta.concrete_fields
        if not field.name.startswith("pgh_") and not field.is_relation
    ]
    words = {(tracked, f.name) for f in columns if tells_of_somebody(f)}
    assert words <= PLAIN_TEXT


@pytest.mark.parametrize("model", [Response, Answer, Comment, Link, Letter])
def test_never_in_history(model):
    assert not any(
        relation.related_model and is_history(relation.related_model)
        for relation in model._meta.related_objects
    )
    assert model not in [history.pgh_tracked_model for history in history_models()]


def test_answers_hold_no_person_time_or_serial():
    """Decision 17: nothing on these rows says who or when, nor in which order."""
    for model in [Response, Answer, Comment]:
        for field in model._meta.concrete_fields:
            assert not isinstance(field, models.DateField | models.AutoField), (
                f"{model.__name__}.{field.name}"
            )
            assert not (
                field.is_relation
                and issubclass(field.related_model, Person | CohortMembership | Link)
            )
    assert not {
        field.related_model for field in Comment._meta.concrete_fields if field.is_relation
    } & {Response, Answer}
    assert not {
        field.related_model for field in Answer._meta.concrete_fields if field.is_relation
    } & {Comment}
