"""A form grows from its guidebook: every application question becomes a field."""

from django import forms
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from guidebooks.models import ApplicationQuestion

Kind = ApplicationQuestion.Kind
LONGEST_NUMBER = 6


def name_of(question):
    return f"answer_{question.code}".replace("-", "_")


def field_for(question):
    """The form field of one question."""
    about = {"label": str(question.label), "help_text": str(question.help), "required": question.required}
    return MAKERS[question.kind](question, **about)


def text(question, **about):
    return forms.CharField(max_length=question.max_length, error_messages=says(_("Write an answer here.")), **about)


def long_text(question, **about):
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=question.max_length, widget=widget, error_messages=says(_("Write an answer here.")), **about)


def number(question, **about):
    highest = 10 ** min(question.max_length, LONGEST_NUMBER) - 1
    words = says(_("Write a whole number, such as 3."))
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6})
    return forms.IntegerField(min_value=0, max_value=highest, widget=widget, error_messages=words, **about)


def choice(question, **about):
    return forms.ChoiceField(choices=options(question), widget=forms.RadioSelect, error_messages=says(_("Choose one.")), **about)


def choices(question, **about):
    words = says(_("Choose at least one."))
    return forms.MultipleChoiceField(choices=options(question), widget=forms.CheckboxSelectMultiple, error_messages=words, **about)


def yes_no(question, **about):
    both = [("yes", _("Yes")), ("no", _("No"))]
    return forms.ChoiceField(choices=both, widget=forms.RadioSelect, error_messages=says(_("Choose one.")), **about)


MAKERS = {
    Kind.TEXT: text,
    Kind.LONG_TEXT: long_text,
    Kind.NUMBER: number,
    Kind.CHOICE: choice,
    Kind.CHOICES: choices,
    Kind.YES_NO: yes_no,
}


def says(words):
    return {"required": words, "invalid": words, "invalid_choice": words, "invalid_list": words, "max_value": words, "min_value": words}


def options(question):
    return [(option["value"], str(LazyI18nString(option["label"])) or option["value"]) for option in question.choices]


def kept(value):
    """(text, chosen) as an answer row keeps it."""
    return ("", [str(part) for part in value]) if isinstance(value, list) else ("" if value is None else str(value), [])


def typed(question, answer):
    """What an answer row says, as the form field takes it."""
    return answer.chosen if question.kind == Kind.CHOICES else answer.text


def shown(question, text, chosen):
    """An answer in words, for a page."""
    words = dict(options(question)) | {"yes": _("Yes"), "no": _("No")} if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO) else {}
    return ", ".join(str(words.get(value, value)) for value in chosen or [text])
