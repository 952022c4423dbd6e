from crispy_forms.bootstrap import StrictButton
from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_fields import TOO_LONG
from lib.form_layout import FormInPage, Section, Unmarked

from ..models import Reply


class ReplyForm(forms.Form):
    """A member's reply.

    The answer is the value of the submit button; everything else is optional.
    """

    answer = forms.ChoiceField(
        choices=Reply.Answer.choices,
        error_messages={
            name: _("Choose one: coming, not coming, or someone comes instead")
            for name in ("required", "invalid_choice")
        },
    )
    substitute_name = forms.CharField(
        label=_("Who comes instead of you"),
        max_length=200,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    substitute_email = forms.EmailField(
        label=_("Their email"),
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

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Reply.Answer.SUBSTITUTE and not cleaned.get("substitute_name"):
            self.add_error(
                "substitute_name", _("Write the name of the person who comes instead of you")
            )
        return cleaned


def answer_button(answer, text):
    return StrictButton(
        text, type="submit", name="answer", value=answer, css_class="btn-outline-primary"
    )


def reply_form(reply=None, data=None):
    names = ["answer", "substitute_name", "substitute_email", "access_needs", "food_needs"]
    return ReplyForm(data, initial={name: getattr(reply, name) for name in names} if reply else {})
