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
WORDS_AT_MOST = 2000


class AnswersForm(forms.Form):
    """The evaluation as one page: before and now first, then sentences, then words. Everything may be skipped."""

    def __init__(self, questions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields.update(FIELDS_OF[question.kind](question))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.ratings() and not self.words():
            raise forms.ValidationError(_("Answer at least one question, or leave this page: nothing is sent then."))
        return cleaned

    def of_kind(self, kind):
        return [question for question in self.questions if question.kind == kind]

    def pairs(self):
        """Each before-and-now question with its two fields."""
        return [(question, self[f"{question.code}-before"], self[f"{question.code}-now"]) for question in self.of_kind("before_now")]

    def sentences(self):
        return [self[question.code] for question in self.of_kind("agreement")]

    def open_lines(self):
        """Each open question's field with the consent beneath it."""
        return [(self[question.code], self[f"{question.code}-quote"]) for question in self.of_kind("open")]

    def ratings(self):
        """{question: (before, now)} of what was rated."""
        given = {question: (None, self.given(question.code)) for question in self.of_kind("agreement")}
        for question in self.of_kind("before_now"):
            given[question] = (self.given(f"{question.code}-before"), self.given(f"{question.code}-now"))
        return {question: levels for question, levels in given.items() if levels != (None, None)}

    def words(self):
        """{question: (text, may be quoted)} of what was written."""
        written = {q: (self.given(q.code), bool(self.given(f"{q.code}-quote"))) for q in self.of_kind("open")}
        return {question: words for question, words in written.items() if words[0]}

    def given(self, name):
        return self.cleaned_data.get(name) or None


def choice(question, label, choices):
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.RadioSelect(attrs={"data-question": question.code}),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers shown.")},
    )


def fields_of_pair(question):
    return {
        f"{question.code}-before": choice(question, gettext_lazy("Before this meeting"), LEVELS),
        f"{question.code}-now": choice(question, gettext_lazy("Now"), LEVELS),
    }


def fields_of_sentence(question):
    return {question.code: choice(question, question.text, AGREEMENT)}


def fields_of_words(question):
    too_long = gettext_lazy("Shorten this to %(limit_value)d characters. It has %(show_value)d.")
    text = forms.CharField(
        label=question.text,
        help_text=question.help,
        required=False,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3, "data-question": question.code, "maxlength": False}),
        error_messages={"max_length": too_long},
    )
    quote = forms.BooleanField(label=gettext_lazy("You may quote this line without my name."), required=False)
    return {question.code: text, f"{question.code}-quote": quote}


FIELDS_OF = {
    Question.Kind.BEFORE_NOW: fields_of_pair,
    Question.Kind.AGREEMENT: fields_of_sentence,
    Question.Kind.OPEN: fields_of_words,
}
