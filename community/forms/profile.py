from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FormInPage

from ..models import ProfileAnswer

PREFIX = "answer_"


def answer_field(question):
    return forms.CharField(
        label=str(question.text),
        help_text=str(question.help),
        max_length=ProfileAnswer.MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Write it in 600 letters or fewer.")},
    )


class ProfileForm(forms.Form):
    """The questions of the guidebook, none of them required, and whether the place is shown."""

    helper = FormInPage()

    shows_place = forms.BooleanField(
        label=_("Show the others where I work"),
        help_text=_("Your site, and the agency it belongs to. Your name is always shown."),
        required=False,
    )

    def __init__(self, data=None, *, membership):
        told = membership.profile_answers.values_list("question__code", "text")
        initial = {PREFIX + code: text for code, text in told}
        super().__init__(data, initial=initial | {"shows_place": membership.shows_place})
        for question in membership.cohort.guidebook.profile_questions.all():
            self.fields[PREFIX + question.code] = answer_field(question)
        self.order_fields([*(name for name in self.fields if name != "shows_place")])

    @property
    def answers(self):
        """{code of a question: text} after cleaning."""
        return {
            name.removeprefix(PREFIX): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
