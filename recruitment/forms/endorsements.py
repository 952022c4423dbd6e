"""The director's forms: one choice for each applicant, the commitments to tick and a typed name."""

import re

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib import dates
from lib.form_fields import NameField
from lib.form_layout import FormInPage, Unmarked
from lib.sentences import list_names
from lib.text import inside_sentence, plain_text

from ..colleagues import takes_part
from ..models import NOT_MINE
from .endorsement_forward import ForwardForm

CHOICES = [("sign", _("I sign")), ("decline", _("I decline")), ("not-mine", _("Not my staff"))]
MAX_REASON_LENGTH = 300
REASON_LABEL = _("A line about it")
TAKES_PART = _(
    "You take part in this group yourself, or have applied. Whoever signs for "
    "somebody in it can no longer read its agreements, workbooks and topics. If "
    "you direct %(names)s, tick the box and send again. If not, choose “Not my "
    "staff”."
)
OTHER_NAME = _(
    "%(applicant)s named %(director)s, and you wrote %(signed)s. If that is your "
    "name, tick the box and send again."
)


class ReasonToDecline(Div):
    """The line about one applicant, folded away until it has words or an error."""

    template = "recruitment/_endorsement_reason.html"

    def __init__(self, bound, endorsement):
        super().__init__(bound.name)
        self.application = endorsement.application
        self.is_open = bool(bound.value() or bound.errors)


class EndorsementForm(forms.Form):
    """One form for all applicants of a director.

    endorsements: those that can be answered, each with `terms_hash`. Their fields are named says_,
    reason_, seen_ and mark_ with the endorsement's key; seen_ and mark_ carry the state and the
    terms' hash that the page showed. commitments: the director's commitments of the part, each a
    box that must be ticked to sign. own_name is there only once a signature has no word of the
    name that was asked for, and must be ticked then.
    """

    signed_name = NameField(
        label=_("Your full name"),
        help_text=_(
            "Typing your name signs the wording above. We keep your name, the time "
            "and this wording."
        ),
        says=_("Write your full name."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args, endorsements, commitments, **kwargs):
        super().__init__(*args, **kwargs)
        self.endorsements, self.commitments = endorsements, commitments
        for endorsement in endorsements:
            self.add_applicant(endorsement)
        for commitment in commitments:
            field = forms.BooleanField(label=str(commitment.text), required=False)
            self.fields[f"commitment_{commitment.pk}"] = field
        self.fields["signed_name"] = self.fields.pop("signed_name")  # errors are told in this order

    def add_applicant(self, endorsement):
        hidden = {"widget": forms.HiddenInput, "required": False}
        fields = {
            "says": choice_about(endorsement),
            "reason": reason_about(endorsement),
            "seen": forms.CharField(initial=endorsement.state, **hidden),
            "mark": forms.CharField(initial=endorsement.terms_hash, **hidden),
        }
        for name, field in fields.items():
            self.fields[f"{name}_{endorsement.pk}"] = field

    def clean(self):
        cleaned = super().clean()
        says = [cleaned.get(f"says_{endorsement.pk}") for endorsement in self.endorsements]
        if self.endorsements and not any(says) and not self.errors:
            self.add_error(f"says_{self.endorsements[0].pk}", self.says_what_is_missing())
        if "sign" in says:
            self.clean_signature(cleaned)
        return cleaned

    def says_what_is_missing(self):
        if len(self.endorsements) > 1:
            return gettext("Choose an answer for at least one person.")
        return gettext("Choose an answer for %(name)s.") % {
            "name": self.endorsements[0].application.name
        }

    def clean_signature(self, cleaned):
        names = [f"commitment_{commitment.pk}" for commitment in self.commitments]
        unticked = [name for name in names if not cleaned.get(name)]
        if unticked:
            self.add_error(unticked[0], _("Tick every line to sign, or decline instead."))
        if not cleaned.get("signed_name") and "signed_name" not in self.errors:
            self.add_error("signed_name", _("Write your full name. Typing it signs."))
        elif "signed_name" not in self.errors:
            self.clean_whose_name(cleaned)
        self.clean_whether_colleague(cleaned)

    def clean_whether_colleague(self, cleaned):
        """Ask a director who takes part in the same cohort whether she is the director: whoever
        signs can no longer read what the group says.
        """
        signing = self.to_be_signed(cleaned)
        if not takes_part(signing[0].supervisor_email, signing[0].application.cohort):
            return
        names = list_names(endorsement.application.name for endorsement in signing)
        label = _("Yes, I am the director of %(names)s") % {"names": names}
        self.ask_back("is_director", label, TAKES_PART % {"names": names})

    def clean_whose_name(self, cleaned):
        """Ask back once when the signature has no word of a name under which applicants asked."""
        signed = cleaned["signed_name"]
        for endorsement in self.to_be_signed(cleaned):
            if is_other_name(signed, endorsement.supervisor_name):
                applicant, director = endorsement.application.name, endorsement.supervisor_name
                names = {"applicant": applicant, "director": director, "signed": signed}
                self.ask_back("own_name", _("Yes, that is my name"), OTHER_NAME % names)
                return

    def to_be_signed(self, cleaned):
        return [e for e in self.endorsements if cleaned.get(f"says_{e.pk}") == "sign"]

    def ask_back(self, name, label, question):
        """Add a box to tick; until it is ticked, the question stands as an error beside it."""
        self.fields[name] = forms.BooleanField(label=label, required=False)
        if not self[name].data:
            self.add_error(name, question)

    @property
    def helper(self):
        """The answers and the commitments; the signature stands beside the buttons."""
        answers = [self.answer_to(endorsement) for endorsement in self.endorsements]
        ticks = [f"commitment_{commitment.pk}" for commitment in self.commitments]
        agreed = Fieldset(_("What you agree to, if you sign"), *ticks)
        return FormInPage(*answers, *([Div(agreed, css_class="h-ticks")] if ticks else []))

    @property
    def signature_helper(self):
        asked_back = [name for name in ("own_name", "is_director") if name in self.fields]
        return FormInPage(Unmarked("signed_name"), *asked_back)

    def answer_to(self, endorsement):
        """The part of the layout about one applicant."""
        pk = endorsement.pk
        reason = ReasonToDecline(self[f"reason_{pk}"], endorsement)
        fields = [f"seen_{pk}", f"mark_{pk}", InlineRadios(f"says_{pk}"), reason]
        return Div(*fields, css_class="h-asked")

    def answers(self):
        """{endorsement pk: answer} for `answer_for_all`, of the applicants
        for whom something was chosen.
        """
        keys = [endorsement.pk for endorsement in self.endorsements]
        return {pk: self.answer_about(pk) for pk in keys if self.cleaned_data[f"says_{pk}"]}

    def answer_about(self, pk):
        says, reason = self.cleaned_data[f"says_{pk}"], self.cleaned_data[f"reason_{pk}"]
        return {
            "says": "sign" if says == "sign" else "decline",
            "seen": self.cleaned_data[f"seen_{pk}"],
            "shown_hash": self.cleaned_data[f"mark_{pk}"],
            "reason": reason_of(says, reason),
        }

    def refresh_hashes(self):
        """Post the terms' present hashes next time: what changed meanwhile is on the page
        that comes back.
        """
        self.data = self.data.copy()
        for endorsement in self.endorsements:
            self.data[f"mark_{endorsement.pk}"] = endorsement.terms_hash


def labels_of_fields(link, names):
    """{name: label} of the fields in which a director writes, of whichever link."""
    fields = ForwardForm.base_fields | EndorsementForm.base_fields
    known = {name: fields[name].label for name in names if name in fields}
    return known | {name: REASON_LABEL for name in names if name.startswith("reason_")}


def choice_about(endorsement):
    return forms.ChoiceField(
        label=endorsement.application.name,
        help_text=about(endorsement),
        choices=CHOICES,
        widget=forms.RadioSelect,
        required=False,
    )


def reason_about(endorsement):
    return forms.CharField(
        label=REASON_LABEL,
        max_length=MAX_REASON_LENGTH,
        required=False,
        help_text=who_reads(endorsement),
        initial=endorsement.own_reason,
    )


def reason_of(says, words):
    """What is stored as the reason."""
    return ": ".join(filter(None, [NOT_MINE, words])) if says == "not-mine" else words


def is_other_name(signed, asked):
    """Whether the two names share no word, whatever their accents and signs."""
    ours, theirs = (set(re.findall(r"\w+", plain_text(name))) for name in (signed, asked))
    return bool(theirs) and not ours & theirs


def initial_reason(endorsement):
    """The reason given with an earlier answer, to be kept or changed."""
    return endorsement.decline_reason.removeprefix(NOT_MINE).removeprefix(": ")


def about(endorsement):
    where = site_and_county(endorsement.application)
    before = answer_so_far(endorsement) or getattr(endorsement, "sign_again", "")
    return f"{where}. {before}" if before else where


def who_reads(endorsement):
    lead = inside_sentence(endorsement.application.cohort.lead_title)
    return gettext("Only the %(lead)s can read it.") % {"lead": lead}


def answer_so_far(endorsement):
    """What a director answered who may change it; "" if nothing yet."""
    if endorsement.given_at:
        return gettext("You signed on %(day)s.") % {"day": local_day(endorsement.given_at)}
    if endorsement.declined_at:
        said = (
            gettext("You said on %(day)s: not my staff.")
            if endorsement.is_not_mine
            else gettext("You declined on %(day)s.")
        )
        return said % {"day": local_day(endorsement.declined_at)}
    return ""


def local_day(moment):
    return dates.day(timezone.localtime(moment))


def site_and_county(application):
    return ", ".join(filter(None, [application.site_name, str(application.county or "")]))
