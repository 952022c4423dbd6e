"""What a director sends: one choice a person, the ticks, a typed name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import AddressField, NameField

SAYS = [("sign", _("I sign")), ("decline", _("I decline")), ("not-mine", _("Not my staff"))]
REASON_WORDS = 300
NOT_MINE = "Not my staff"


class SignOffForm(forms.Form):
    """One form for all own applicants. `asked` are the sign-offs that this link asks about and that can be answered."""

    signed_name = NameField(label=_("Your full name"), help_text=_("Typing your name signs the wording above. We keep your name, the time and this wording."),
        says=_("Write your full name."), required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def __init__(self, *args, asked, commitments, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked, self.commitments = asked, commitments
        for endorsement in asked:
            self.fields[f"says_{endorsement.pk}"] = forms.ChoiceField(
                label=endorsement.application.name, help_text=where(endorsement.application), choices=SAYS, widget=forms.RadioSelect, required=False
            )
            self.fields[f"reason_{endorsement.pk}"] = forms.CharField(
                label=_("A line about it"), max_length=REASON_WORDS, required=False, help_text=_("Only the regional lead reads it."), initial=line_of(endorsement)
            )
            self.fields[f"seen_{endorsement.pk}"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=endorsement.state)
            self.fields[f"mark_{endorsement.pk}"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=endorsement.mark)
        for commitment in commitments:
            self.fields[f"commitment_{commitment.pk}"] = forms.BooleanField(label=str(commitment.text), required=False)

    def clean(self):
        cleaned = super().clean()
        says = {endorsement: cleaned.get(f"says_{endorsement.pk}") for endorsement in self.asked}
        if self.asked and not any(says.values()) and not self.errors:
            self.add_error(f"says_{self.asked[0].pk}", _("Choose an answer for at least one person."))
        if "sign" in says.values():
            self.clean_signature(cleaned)
        return cleaned

    def clean_signature(self, cleaned):
        unticked = [name for name in (f"commitment_{commitment.pk}" for commitment in self.commitments) if not cleaned.get(name)]
        if unticked:
            self.add_error(unticked[0], _("Tick every line to sign, or decline instead."))
        if not cleaned.get("signed_name") and "signed_name" not in self.errors:
            self.add_error("signed_name", _("Write your full name. Typing it signs."))

    def people(self):
        return [
            {"application": endorsement.application, "says": self[f"says_{endorsement.pk}"], "reason": self[f"reason_{endorsement.pk}"]}
            for endorsement in self.asked
        ]

    def hidden(self):
        return [self[f"{name}_{endorsement.pk}"] for endorsement in self.asked for name in ("seen", "mark")]

    def ticks(self):
        return [self[f"commitment_{commitment.pk}"] for commitment in self.commitments]

    def answers(self):
        """What was said, by sign-off, for those who got an answer."""
        return {endorsement.pk: self.said_about(endorsement.pk) for endorsement in self.asked if self.cleaned_data[f"says_{endorsement.pk}"]}

    def said_about(self, pk):
        says, reason = self.cleaned_data[f"says_{pk}"], self.cleaned_data[f"reason_{pk}"]
        return {
            "says": "sign" if says == "sign" else "decline",
            "seen": self.cleaned_data[f"seen_{pk}"],
            "mark": self.cleaned_data[f"mark_{pk}"],
            "reason": NOT_MINE if says == "not-mine" and not reason else reason,
        }


def line_of(endorsement):
    """The line given with an earlier answer, to be kept or changed."""
    return "" if endorsement.decline_reason == NOT_MINE else endorsement.decline_reason


def where(application):
    return ", ".join(filter(None, [application.site_name, str(application.county or "")]))


class ForwardForm(forms.Form):
    name = NameField(label=_("Name of the person who should sign"), says=_("Write the name of the person who should sign."))
    email = AddressField(label=_("Their email"), says=_("Write their email, such as name@agency.org."))
