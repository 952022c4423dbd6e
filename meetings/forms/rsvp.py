from crispy_forms.bootstrap import StrictButton
from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import NEEDS
from lib.form_fields import TOO_LONG, PersonNameField
from lib.form_layout import FormInPage, Section, Unmarked

from ..models import BY_LINK, Reply, Way

CHOOSE = _("Choose one: coming, not coming, or someone comes instead.")

CHOOSE_ONE_OF_TWO = _("Choose one: coming or not coming.")
ONLINE_NEEDS = _(
    "Such as captions, an interpreter, or the slides beforehand. Only the facilitators read this."
)


class ReplyForm(forms.Form):
    """A member's reply.

    The answer is the value of the submit button; everything else is optional. The Enter key sends
    an empty answer: the one that stands is kept then, and a new name sends that person.
    """

    answer = forms.ChoiceField(
        choices=[*Reply.Answer.choices, (BY_LINK, BY_LINK)],
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    substitute_name = PersonNameField(
        label=_("Who comes instead of you"), max_length=200, required=False, says=""
    )
    substitute_email = forms.EmailField(
        label=_("Email of that person"),
        help_text=_(
            "So that the facilitators can reach this person. We write to you, not to them."
        ),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Write an email such as name@agency.org.")},
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
        instead = [self.substitute_section()] if self.takes_substitutes else []
        return FormInPage(self.needs_section(), *instead)

    def needs_section(self):
        food = ["food_needs"] if self.has_room else []
        return Section(
            _("What you need in the room") if self.has_room else _("What you need to take part"),
            "access_needs",
            *food,
            answer_button(self.coming, _("I am coming, with these needs")),
            css_id="needs",
            css_class="h-section",
        )

    @property
    def coming(self):
        """What the button for coming sends: by link for who said so."""
        return BY_LINK if self.reply and self.reply.attends_by == Way.LINK else "coming"

    def substitute_section(self):
        return Section(
            _("Someone comes instead"),
            Unmarked("substitute_name"),
            "substitute_email",
            answer_button("substitute", _("This person comes instead of me")),
            css_id="instead",
            css_class="h-section",
        )

    def __init__(self, *args, meeting, reply=None, own_email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.reply, self.own_email = reply, own_email
        self.takes_substitutes, self.is_hybrid = meeting.takes_substitutes, meeting.is_hybrid
        self.has_room = meeting.has_room
        if not self.has_room:
            self.fields["access_needs"].help_text = ONLINE_NEEDS

    def clean_answer(self):
        return self.cleaned_data["answer"] or (self.reply.answer if self.reply else "")

    def clean_substitute_email(self):
        address = self.cleaned_data["substitute_email"]
        if address and address.casefold() == self.own_email.casefold():
            raise forms.ValidationError(_("This is your own email. Write theirs, or leave it out."))
        return address

    def clean(self):
        cleaned = super().clean()
        self.clean_way(cleaned)
        if self.names_somebody(cleaned):
            cleaned["answer"] = Reply.Answer.SUBSTITUTE
        answer = cleaned.get("answer")
        if self.data.get("answer") and answer != Reply.Answer.SUBSTITUTE:
            self.forget_substitute(cleaned)
        if answer == "":
            self.add_error("answer", CHOOSE if self.takes_substitutes else CHOOSE_ONE_OF_TWO)
        if answer == Reply.Answer.SUBSTITUTE:
            self.require_substitute(cleaned)
        return cleaned

    def require_substitute(self, cleaned):
        """Note an error where nobody may come instead, or where their name is missing."""
        if not self.takes_substitutes:
            self.add_error(
                "answer",
                _("In this group nobody comes in place of a member. Choose another answer."),
            )
        elif cleaned.get("substitute_name") == "":
            self.add_error(
                "substitute_name", _("Write the name of the person who comes instead of you.")
            )

    def forget_substitute(self, cleaned):
        """Whoever answers otherwise is not asked how a name is written, which nobody keeps."""
        if self.errors.pop("substitute_name", None):
            cleaned["substitute_name"] = ""

    def clean_way(self, cleaned):
        """How they come to a hybrid meeting; pressing Enter keeps what stands."""
        cleaned["attends_by"] = ""
        if cleaned.get("answer") == BY_LINK:
            cleaned["answer"] = Reply.Answer.COMING
            cleaned["attends_by"] = Way.LINK if self.is_hybrid else ""
        elif self.is_hybrid and cleaned.get("answer") == Reply.Answer.COMING:
            stands = self.reply.attends_by if self.reply and not self.data.get("answer") else ""
            cleaned["attends_by"] = stands or Way.ROOM

    def names_somebody(self, cleaned):
        """Whether no button was pressed and a name was written that the reply did not have."""
        before = self.reply.substitute_name if self.reply else ""
        name = cleaned.get("substitute_name", "")
        return not self.data.get("answer") and bool(name) and name != before


def answer_button(answer, text):
    return StrictButton(
        text, type="submit", name="answer", value=answer, css_class="btn-outline-primary"
    )


def labels_of_fields(link, names):
    """{name: label} of the fields of a reply."""
    fields = ReplyForm.base_fields
    return {name: fields[name].label for name in names if name in fields}


def reply_form(meeting, membership, reply=None, *, needs=None, data=None, typed=None):
    """The form of this member. reply: for the day on which the meeting is. needs: the reply that
    says what they need, also one for an earlier day; without one, what they said last counts. data:
    what was sent; what it leaves out stays as it was answered. typed: what stands in the fields
    without being sent.
    """
    stands = {name: getattr(needs or membership, name) for name in NEEDS}
    if reply:
        stands |= {name: getattr(reply, name) for name in ["substitute_name", "substitute_email"]}
    sent = None if data is None else stands | data.dict()
    about = {"meeting": meeting, "reply": reply, "own_email": membership.person.email}
    return ReplyForm(sent, initial=stands | (typed or {}), **about)
