from crispy_forms.bootstrap import StrictButton
from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import TOO_LONG
from lib.form_layout import FormInPage, Section, Unmarked

from ..models import Reply

CHOOSE = _("Choose one: coming, not coming, or someone comes instead")


class ReplyForm(forms.Form):
    """A member's reply.

    The answer is the value of the submit button; everything else is optional. The Enter key sends
    an empty answer: the one that stands is kept then, and a new name sends that person.
    """

    answer = forms.ChoiceField(
        choices=Reply.Answer.choices, required=False, error_messages={"invalid_choice": CHOOSE}
    )
    substitute_name = forms.CharField(
        label=_("Who comes instead of you"),
        max_length=200,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    substitute_email = forms.EmailField(
        label=_("Their email"),
        help_text=_(
            "So that the facilitators can reach this person. We write to you, not to them."
        ),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Write an email such as name@agency.org")},
    )
    access_needs = forms.CharField(
        label=_("What helps you take part"),
        help_text=_(
            "Such as a step-free way in, a seat near the front, or an interpreter. "
            "Only the facilitators read this."
        ),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    food_needs = forms.CharField(
        label=_("Food"),
        help_text=_("Such as vegetarian, or no wheat. Only the facilitators read this."),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )

    @property
    def helper(self):
        """The needs and the substitute, each with a button that sends its own answer."""
        return FormInPage(
            Section(
                _("What you need in the room"),
                "access_needs",
                "food_needs",
                answer_button("coming", _("I am coming, with these needs")),
                css_id="needs",
                css_class="h-section",
            ),
            Section(
                _("Someone comes instead"),
                Unmarked("substitute_name"),
                "substitute_email",
                answer_button("substitute", _("This person comes instead of me")),
                css_id="instead",
                css_class="h-section",
            ),
        )

    def __init__(self, *args, reply=None, own_email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.reply, self.own_email = reply, own_email

    def clean_answer(self):
        return self.cleaned_data["answer"] or (self.reply.answer if self.reply else "")

    def clean_substitute_email(self):
        address = self.cleaned_data["substitute_email"]
        if address and address.casefold() == self.own_email.casefold():
            raise forms.ValidationError(_("This is your own email. Write theirs, or leave it out."))
        return address

    def clean(self):
        cleaned = super().clean()
        if self.names_somebody(cleaned):
            cleaned["answer"] = Reply.Answer.SUBSTITUTE
        answer = cleaned.get("answer")
        if answer == "":
            self.add_error("answer", CHOOSE)
        if answer == Reply.Answer.SUBSTITUTE and not cleaned.get("substitute_name"):
            self.add_error(
                "substitute_name", _("Write the name of the person who comes instead of you")
            )
        return cleaned

    def names_somebody(self, cleaned):
        """Whether no button was pressed and a name was written that the reply did not have."""
        before = self.reply.substitute_name if self.reply else ""
        name = cleaned.get("substitute_name", "")
        return not self.data.get("answer") and bool(name) and name != before


def answer_button(answer, text):
    return StrictButton(
        text, type="submit", name="answer", value=answer, css_class="btn-outline-primary"
    )


def reply_form(membership, reply=None, *, needs=None, data=None, typed=None):
    """The form of this member. reply: for the day on which the meeting is. needs: the reply that
    says what they need, also one for an earlier day. data: what was sent; what it leaves out stays
    as it was answered. typed: what stands in the fields without being sent.
    """
    stands = {}
    if needs:
        stands |= {name: getattr(needs, name) for name in ["access_needs", "food_needs"]}
    if reply:
        stands |= {name: getattr(reply, name) for name in ["substitute_name", "substitute_email"]}
    return ReplyForm(
        None if data is None else stands | data.dict(),
        initial=stands | (typed or {}),
        reply=reply,
        own_email=membership.person.email,
    )
