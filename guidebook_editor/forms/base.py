"""The base class of the editor's forms: fields made from the model, limits,
and a check for conflicting changes.
"""

from django import forms
from django.db import models
from i18nfield.fields import I18nCharField, I18nTextField

from lib.edit_conflicts import SeenField, fingerprint, mark_as_seen
from lib.form_layout import FormInPage

from .translation_fields import (
    BilingualField,
    BilingualLinesField,
    ChoicesField,
    LogisticsField,
    MaterialsField,
)

#: Fields of JSON columns that hold lists.
LIST_FIELDS = {
    "outcomes": BilingualLinesField,
    "room": BilingualLinesField,
    "handouts": BilingualLinesField,
    "logistics": LogisticsField,
    "materials": MaterialsField,
    "choices": ChoicesField,
    "steps": BilingualLinesField,
    "safety": BilingualLinesField,
    "roles": BilingualLinesField,
    "adaptations": BilingualLinesField,
}
#: (most characters, lines of the text area) of a text, by column.
TEXT_SIZES = {"body": (8000, 16), "facilitator_text": (8000, 8)}
DEFAULT_TEXT_SIZE = (4000, 3)
#: (least, most) of a number, by column.
NUMBER_RANGES = {
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
DEFAULT_NUMBER_RANGE = (0, 999)
CONFLICT = (
    "Somebody else changed this while you were writing. "
    "Below is what it says now; save again to put yours in its place."
)


def form_field(column, **kwargs):
    """`formfield_callback` of the editor's forms: bilingual and list fields, bounded numbers,
    else Django's own.
    """
    options = {name: kwargs[name] for name in ("label", "help_text") if name in kwargs}
    options.setdefault("label", column.verbose_name.capitalize())
    if column.name in LIST_FIELDS:
        return LIST_FIELDS[column.name](**options)
    if isinstance(column, I18nCharField | I18nTextField):
        return bilingual_field(column, **options)
    if isinstance(column, models.PositiveSmallIntegerField | models.PositiveIntegerField):
        return number_field(column, **options)
    errors = dict.fromkeys(["required", "invalid_choice"], "Choose one of these.")
    return column.formfield(**kwargs, error_messages=errors)


def bilingual_field(column, **options):
    """One line a language, or a text area of the size of TEXT_SIZES."""
    if isinstance(column, I18nCharField):
        max_length, rows = column.max_length or 200, 0
    else:
        max_length, rows = TEXT_SIZES.get(column.name, DEFAULT_TEXT_SIZE)
    return BilingualField(max_length=max_length, rows=rows, required=not column.blank, **options)


def number_field(column, **options):
    least, most = NUMBER_RANGES.get(column.name, DEFAULT_NUMBER_RANGE)
    message = f"Write a number from {least} to {most}."
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        required=not column.blank,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], message),
        **options,
    )


class RowForm(forms.ModelForm):
    """A form for one row that state staff write.

    After a failed validation `conflicts` holds what somebody else saved meanwhile in the fields
    that were changed here too: [(label, text)].
    """

    helper = FormInPage()
    seen = SeenField()

    class Meta:
        formfield_callback = form_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fingerprint = row_fingerprint(self.instance) if self.instance.pk else ""
        self.initial["seen"] = self.fingerprint
        self.conflicts = []
        for name, field in self.fields.items():
            if isinstance(field, BilingualLinesField):
                field.stored_entries = self.initial.get(name) or []

    def clean(self):
        """Refuse to overwrite a row that was changed since the form was loaded;
        sending it once more does.
        """
        cleaned = super().clean()
        seen = cleaned.get("seen")
        if self.fingerprint and seen and seen != self.fingerprint:
            changed = [self[name] for name in self.changed_data if name != "seen"]
            self.conflicts = [
                (bound.label, stored_text(bound.field, bound.initial)) for bound in changed
            ]
            self.data = mark_as_seen(self.data, self.fingerprint)
            self.add_error(None, CONFLICT)
        return cleaned


class DraftForm(RowForm):
    """A form for one row of a draft, or for the draft itself.

    draft: the guidebook that the row belongs to.
    """

    def __init__(self, *args, draft, **kwargs):
        self.draft = draft
        super().__init__(*args, **kwargs)


def row_fingerprint(row):
    """The fingerprint of all columns of a row, as the database holds them."""
    return fingerprint(
        str(column.get_prep_value(getattr(row, column.attname)))
        for column in row._meta.concrete_fields
    )


def stored_text(field, value):
    """What a row holds, as text to read beside the form."""
    value = field.prepare_value(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField):
        words, several = dict(field.choices), value if isinstance(value, list) else [value]
        return ", ".join(str(words.get(one, one)) for one in several)
    data = getattr(value, "data", value)
    if isinstance(data, dict):
        return " / ".join(data.values())
    return "" if data is None else str(data)
