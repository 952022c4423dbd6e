"""Form fields for the guidebook's application questions, and answers as they are stored."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guidebooks.models import ApplicationQuestion
from lib.form_fields import TOO_LONG

Kind = ApplicationQuestion.Kind
MAX_DIGITS = 6


def field_name(question):
    return f"answer_{question.code}".replace("-", "_")


def build_field(question):
    kwargs = {
        "label": str(question.label),
        "help_text": str(question.help),
        "required": question.required,
    }
    field = BUILDERS[question.kind](question, **kwargs)
    field.is_named_in_summary = True
    return field


def text_field(question, **kwargs):
    return forms.CharField(
        max_length=question.max_length, error_messages=errors(_("Write an answer here.")), **kwargs
    )


def long_text_field(question, **kwargs):
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        max_length=question.max_length,
        widget=widget,
        error_messages=errors(_("Write an answer here.")),
        **kwargs,
    )


def number_field(question, **kwargs):
    highest = 10 ** min(question.max_length, MAX_DIGITS) - 1
    messages = errors(_("Write a whole number from 0 to %(highest)s.") % {"highest": highest})
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6})
    return forms.IntegerField(
        min_value=0, max_value=highest, widget=widget, error_messages=messages, **kwargs
    )


def choice_field(question, **kwargs):
    return forms.ChoiceField(
        choices=question.options(),
        widget=forms.RadioSelect,
        error_messages=errors(_("Choose one.")),
        **kwargs,
    )


def choices_field(question, **kwargs):
    messages = errors(_("Choose at least one."))
    return forms.MultipleChoiceField(
        choices=question.options(),
        widget=forms.CheckboxSelectMultiple,
        error_messages=messages,
        **kwargs,
    )


BUILDERS = {
    Kind.TEXT: text_field,
    Kind.LONG_TEXT: long_text_field,
    Kind.NUMBER: number_field,
    Kind.CHOICE: choice_field,
    Kind.CHOICES: choices_field,
    Kind.YES_NO: choice_field,
}


def errors(message):
    """One message for every way in which an answer can be wrong, but for its length."""
    codes = ["required", "invalid", "invalid_choice", "invalid_list", "max_value", "min_value"]
    return {**dict.fromkeys(codes, message), "max_length": TOO_LONG}


def answer_values(value):
    """(text, [chosen values]) of ApplicationAnswer for a cleaned value of the field."""
    if isinstance(value, list):
        return "", [str(part) for part in value]
    return "" if value is None else str(value), []


def initial_value(question, answer):
    """The initial value of the field for a stored answer."""
    return answer.chosen if question.kind == Kind.CHOICES else answer.text
