"""The evaluation form, built from the questions of one EvaluationForm.

Field names are the question's code; a before-and-now question has `<code>-before` and `<code>-now`,
an open question has `<code>` and `<code>-quote` (the consent to be quoted).
"""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidebooks.models import Question
from lib.form_layout import FormInPage, Part

LEVELS = [(1, gettext_lazy("Low")), (2, gettext_lazy("Medium")), (3, gettext_lazy("High"))]
AGREEMENT = [
    (4, gettext_lazy("Strongly agree")),
    (3, gettext_lazy("Agree")),
    (2, gettext_lazy("Disagree")),
    (1, gettext_lazy("Strongly disagree")),
]
COMMENT_MAX_LENGTH = 2000
MAY_QUOTE = gettext_lazy("You may quote this line without my name.")
ASKS_FOR_HALF = gettext_lazy("This half has no answer yet. Choose one, or send again without it.")


class BeforeAndNow(Div):
    """The two ratings of one question."""

    template = "evaluations/_before_and_now.html"

    def __init__(self, question):
        super().__init__(
            InlineRadios(f"{question.code}-before"), InlineRadios(f"{question.code}-now")
        )
        self.question = question


class EvaluationAnswersForm(forms.Form):
    """All questions on one page: before-and-now pairs, agreement items, open questions.

    Each may be left out. Of a pair, the half that is missing is asked for once: sent again with
    `halves`, it is left out.
    """

    def __init__(self, questions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields.update(FIELDS_BY_KIND[question.kind](question))

    def clean(self):
        cleaned = super().clean()
        if self.halves and "halves" not in self.data:
            for name in self.halves:
                self.add_error(name, ASKS_FOR_HALF)
        if not self.errors and not self.ratings() and not self.comments():
            raise forms.ValidationError(
                _("Answer at least one question, or leave this page: nothing is sent then.")
            )
        return cleaned

    @property
    def halves(self):
        """Names of the fields that are empty while the other half of their pair is answered."""
        given = getattr(self, "cleaned_data", {})
        pairs = [
            (f"{question.code}-before", f"{question.code}-now")
            for question in self.of_kind(Question.Kind.BEFORE_NOW)
        ]
        return [
            name
            for pair in pairs
            for name in pair
            if not given.get(name) and any(given.get(other) for other in pair)
        ]

    def of_kind(self, kind):
        return [question for question in self.questions if question.kind == kind]

    @property
    def helper(self):
        """The questions of each kind under a heading, in the order of LAYOUTS."""
        kinds = [(heading, self.of_kind(kind), parts) for kind, heading, parts in LAYOUTS]
        return FormInPage(
            *[
                Part(heading, *[part for question in questions for part in parts(question)])
                for heading, questions, parts in kinds
                if questions
            ]
        )

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
    attributes = {"rows": 3, "data-question": question.code, "maxlength": False}
    text = forms.CharField(
        label=question.text,
        help_text=question.help,
        required=False,
        max_length=COMMENT_MAX_LENGTH,
        widget=forms.Textarea(attrs=attributes),
        error_messages={"max_length": too_long},
    )
    quote = forms.BooleanField(label=MAY_QUOTE, required=False)
    return {question.code: text, f"{question.code}-quote": quote}


#: (kind, heading, layout objects of one question)
LAYOUTS = [
    (
        Question.Kind.BEFORE_NOW,
        gettext_lazy("Before and now"),
        lambda question: [BeforeAndNow(question)],
    ),
    (Question.Kind.AGREEMENT, gettext_lazy("Do you agree?"), lambda question: [question.code]),
    (
        Question.Kind.OPEN,
        gettext_lazy("In your words"),
        lambda question: [question.code, f"{question.code}-quote"],
    ),
]
FIELDS_BY_KIND = {
    Question.Kind.BEFORE_NOW: pair_fields,
    Question.Kind.AGREEMENT: agreement_field,
    Question.Kind.OPEN: comment_fields,
}
