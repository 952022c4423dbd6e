"""What all forms of a draft have in common: fields made from the model, limits, and who wrote meanwhile."""

from django import forms
from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField

from lib.conflicts import SeenField, fingerprint, mark_as_seen

from .fields import Arrangements, Lines, Options, Things, TwoLanguages

#: Columns that hold lists.
LISTS = {"outcomes": Lines, "room": Lines, "handouts": Lines, "logistics": Arrangements, "materials": Things, "choices": Options}
#: The longest texts: how many characters, and how many lines are shown.
LONG = {"body": (8000, 16), "facilitator_text": (8000, 8)}
#: The least and the most a number may be.
NUMBERS = {
    "minutes_per_meeting": (15, 600),
    "minutes": (1, 600),
    "capacity": (1, 200),
    "notice_days_minimum": (0, 365),
    "hours_between_meetings": (0, 100),
    "co_facilitators_minimum": (0, 3),
    "minimum_meetings": (0, 60),
    "first_month": (1, 12),
    "last_month": (1, 12),
    "weeks_after_first": (0, 260),
    "setup_minutes": (0, 600),
    "packdown_minutes": (0, 600),
    "max_length": (1, 5000),
}
SOMEBODY_ELSE = "Somebody else changed this while you were writing. Below is what it says now; save again to put yours in its place."


def field_of(column, **kwargs):
    """The form field of a column: texts in two languages, lists as lines, everything else as Django has it."""
    about = {name: kwargs[name] for name in ("label", "help_text") if name in kwargs} or {}
    about.setdefault("label", column.verbose_name.capitalize())
    if column.name in LISTS:
        return LISTS[column.name](**about)
    if isinstance(column, I18nCharField):
        return TwoLanguages(max_length=column.max_length or 200, required=not column.blank, **about)
    if isinstance(column, I18nTextField):
        most, rows = LONG.get(column.name, (4000, 3))
        return TwoLanguages(max_length=most, rows=rows, required=not column.blank, **about)
    if isinstance(column, models.PositiveSmallIntegerField | models.PositiveIntegerField):
        return number_field(column, **about)
    return column.formfield(**kwargs, error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose one of these."))


def number_field(column, **about):
    least, most = NUMBERS.get(column.name, (0, 999))
    says = f"Write a number from {least} to {most}."
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        required=not column.blank,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], says),
        **about,
    )


class DraftForm(forms.ModelForm):
    """One row of a draft; `draft` is the guidebook it belongs to."""

    seen = SeenField()

    class Meta:
        formfield_callback = field_of

    def __init__(self, *args, draft, **kwargs):
        self.draft = draft
        super().__init__(*args, **kwargs)
        self.stored = row_fingerprint(self.instance) if self.instance.pk else ""
        self.initial["seen"] = self.stored
        self.theirs = []
        for name, field in self.fields.items():
            if isinstance(field, Lines):
                field.known = self.initial.get(name) or []

    def clean(self):
        cleaned = super().clean()
        seen = cleaned.get("seen")
        if self.stored and seen and seen != self.stored:
            self.theirs = [self[name] for name in self.changed_data if name != "seen"]
            self.theirs = [(bound.label, shown(bound.field, bound.initial)) for bound in self.theirs]
            self.data = mark_as_seen(self.data, self.stored)
            self.add_error(None, SOMEBODY_ELSE)
        return cleaned


def row_fingerprint(row):
    """The fingerprint of all columns of this row, as the database holds them."""
    return fingerprint(str(column.get_prep_value(getattr(row, column.attname))) for column in row._meta.concrete_fields)


def shown(field, value):
    """What a row says now, in words, for whoever wrote something else."""
    value = field.prepare_value(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    data = getattr(value, "data", value)
    return " / ".join(data.values()) if isinstance(data, dict) else "" if data is None else str(data)
