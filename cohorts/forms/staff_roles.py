from django import forms

from lib.form_fields import AddressField, PersonNameField
from lib.form_layout import FieldsInTable, FormInPage

from ..models import StaffRole

KINDS = [
    (kind.value, kind.label) for kind in StaffRole.OF_A_COHORT if kind != StaffRole.Kind.READER
]


class AppointForm(forms.Form):
    helper = FormInPage()

    kind = forms.ChoiceField(
        label="Role",
        choices=KINDS,
        error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."},
    )
    name = PersonNameField(label="Name", says="Write a name.")
    email = AddressField(label="Email", says="Write an email address, such as name@agency.org.")


class DutiesForm(forms.Form):
    """Who has each duty of a cohort, on one page; empty for nobody. A member who is chosen is
    asked first.

    `given`: {duty: role, membership or None} after cleaning.
    """

    helper = FieldsInTable()

    def __init__(self, data=None, *, duties, roles, members):
        super().__init__(data)
        self.duties = duties
        self.holders = {choice_of(holder): holder for holder in [*roles, *members]}
        choices = [("", "Nobody yet"), ("Who facilitates", named(roles))]
        choices += [("A member, who is asked first", named(members))] if members else []
        for duty in duties:
            self.fields[field_name(duty)] = duty_field(duty, choices)

    @property
    def given(self):
        return {duty: self.holders.get(self.cleaned_data[field_name(duty)]) for duty in self.duties}


def duty_field(duty, choices):
    chosen = duty.asked or duty.holder
    says = "Choose somebody who facilitates this cohort, or a member."
    return forms.ChoiceField(
        label=str(duty),
        choices=choices,
        required=False,
        initial=choice_of(chosen) if chosen else "",
        help_text=state_of(duty),
        error_messages={"invalid_choice": says},
    )


def named(holders):
    return [(choice_of(holder), holder.person.name) for holder in holders]


def choice_of(holder):
    """The value of a StaffRole or of a membership in the form."""
    return str(holder.pk) if isinstance(holder, StaffRole) else f"member-{holder.pk}"


def state_of(duty):
    """Who was asked and what came of it, in sentences."""
    sentences = []
    if duty.asked:
        sentences.append(f"{duty.asked.person} is asked and has not answered yet.")
        if duty.holder:
            sentences.append(f"Until then {duty.holder.person} has it.")
    if duty.declined:
        names = ", ".join(member.person.name for member in duty.declined)
        sentences.append(f"Declined: {names}.")
    return " ".join(sentences)


def field_name(duty):
    return f"duty-{duty.pk}"
