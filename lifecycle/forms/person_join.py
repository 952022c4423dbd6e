from django import forms

from lib.form_layout import FormInPage

from ..pages.person_join import LABELS, differing, shown_value

THIS, OTHER = "this", "other"


class JoinForm(forms.Form):
    """Which value stays, for each column in which two records of one person differ."""

    helper = FormInPage()

    def __init__(self, data=None, *, person, other):
        super().__init__(data)
        self.person, self.other_person = person, other
        for name in differing(person, other):
            mine, theirs = shown_value(person, name), shown_value(other, name)
            self.fields[name] = choice_between(mine, theirs, label=LABELS[name])

    def values(self):
        """{column: what stays}."""
        of = {THIS: self.person, OTHER: self.other_person}
        return {name: getattr(of[chosen], name) for name, chosen in self.cleaned_data.items()}


def choice_between(mine, theirs, *, label):
    """The field of two values as they are shown; the one that is not empty is proposed."""
    return forms.ChoiceField(
        label=label,
        choices=[(THIS, mine or "(empty)"), (OTHER, theirs or "(empty)")],
        widget=forms.RadioSelect,
        initial=THIS if mine or not theirs else OTHER,
        error_messages={
            "required": f"{label}: choose what stays.",
            "invalid_choice": f"{label}: choose one of the two.",
        },
    )
