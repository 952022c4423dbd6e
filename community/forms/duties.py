from django import forms


class DutyAnswerForm(forms.Form):
    """The button that a member pressed beside one duty."""

    AGREE, DECLINE, GIVE_BACK = "agree", "decline", "give-back"

    duty = forms.IntegerField(min_value=1)
    answer = forms.ChoiceField(choices=[(value, value) for value in (AGREE, DECLINE, GIVE_BACK)])
