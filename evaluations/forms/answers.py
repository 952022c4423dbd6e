"""The evaluation form, built from the questions of one EvaluationForm.

Field names are the question's code; a before-and-now question has `<code>-before` and `<code>-now`,
an open question has `<code>` and `<code>-quote` (the consent to be quoted).
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidebooks.models import Question

LEVELS = [(1, gettext_lazy("Low")), (2, gettext_lazy("Medium")), (3, gettext_lazy("High"))]
AGREEMENT = [
    (4, gettext_lazy("Strongly agree")),
    (3, gettext_lazy("Agree")),
    (2, gettext_lazy("Disagree")),
    (1, gettext_lazy("Strongly disagree")),
]
COMMENT_MAX_LENGTH = 2000


class EvaluationAnswersForm(forms.Form):
    """All questions on one page: before-and-now pairs, agreement items, open questions.

    Each may be left out.
    """

    def __init__(self, questions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields.update(FIELDS_BY_KIND[question.kind](question))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.ratings() and not self.comments():
            raise forms.ValidationError(
                _("Answer at least one question, or leave this page: nothing is sent then.")
            )
        return cleaned

    def of_kind(self, kind):
        return [question for question in self.questions if question.kind == kind]

    def pairs(self):
        """[(question, bound field before, bound field now)] of the before-and-now questions."""
        return [
            (question, self[f"{question.code}-before"], self[f"{question.code}-now"])
            for question in self.of_kind(Question.Kind.BEFORE_NOW)
        ]

    def agreement_fields(self):
        return [self[question.code] for question in self.of_kind(Question.Kind.AGREEMENT)]

    def comment_fields(self):
        """[(bound text field, bound consent field)] of the open questions."""
        return [
            (self[question.code], self[f"{question.code}-quote"])
            for question in self.of_kind(Question.Kind.OPEN)
        ]

    def ratings(self):
        """{question: (before, now)} of the rated questions; an agreement item has no before."""
        given = {
            question: (None, self.value(question.code))
            for question in self.of_kind(Question.Kind.AGREEMENT)
        }
        for question in self.of_kind(Question.Kind.BEFORE_NOW):
            given[question] = (
                self.value(f"{question.code}-before"),
                self.value(f"{question.code}-now"),
            )
        return {question: levels for question, levels in given.items() if levels != (None, None)}

    def comments(self):
        """{question: (text, may_quote)} of the open questions with an answer."""
        written = {
            question: (self.value(question.code), bool(self.value(f"{question.code}-quote")))
            for question in self.of_kind(Question.Kind.OPEN)
        }
        return {question: comment for question, comment in written.items() if comment[0]}

    def value(self, name):
        return self.cleaned_data.get(name) or None


def rating_field(question, label, choices):
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.RadioSelect(attrs={"data-question": question.code}),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers shown.")},
    )


def pair_fields(question):
    return {
        f"{question.code}-before": rating_field(
            question, gettext_lazy("Before this meeting"), LEVELS
        ),
        f"{question.code}-now": rating_field(question, gettext_lazy("Now"), LEVELS),
    }


def agreement_field(question):
    return {question.code: rating_field(question, question.text, AGREEMENT)}


def comment_fields(question):
    too_long = gettext_lazy("Shorten this to %(limit_value)d characters. It has %(show_value)d.")
    text = forms.CharField(
        label=question.text,
        help_text=question.help,
        required=False,
        max_length=COMMENT_MAX_LENGTH,
        widget=forms.Textarea(
            attrs={"rows": 3, "data-question": question.code, "maxlength": False}
        ),
        error_messages={"max_length": too_long},
    )
    quote = forms.BooleanField(
        label=gettext_lazy("You may quote this line without my name."), required=False
    )
    return {question.code: text, f"{question.code}-quote": quote}


FIELDS_BY_KIND = {
    Question.Kind.BEFORE_NOW: pair_fields,
    Question.Kind.AGREEMENT: agreement_field,
    Question.Kind.OPEN: comment_fields,
}
