from django import forms

from lib.form_layout import FormInPage

from ..actions.end_recruiting import NOT_OFFERED, WAITING

CHOOSE = "Choose what those hear who have no answer."


class EndRecruitingForm(forms.Form):
    """What everybody hears who has no answer; without such applications nothing is asked."""

    helper = FormInPage()

    answer = forms.ChoiceField(
        label="Those who have no answer",
        choices=[
            (WAITING, "go on the waiting list: a seat may come free"),
            (NOT_OFFERED, "hear that there is no seat this time"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def __init__(self, *args, has_undecided, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_undecided:
            del self.fields["answer"]
