from django import forms
from django.utils.translation import gettext_lazy as _

from lib.form_layout import FormInPage

from ..models import PROFILE_FIELDS, Profile

#: {field: (label, help text)}
QUESTIONS = {
    "work": (_("Your work"), _("What a usual day looks like, and with whom.")),
    "background": (
        _("Where you come from"),
        _("What you did before, where you learned, what shaped you."),
    ),
    "strengths": (_("Your strengths"), _("What others may ask you about.")),
    "growth_edges": (
        _("Where you are growing"),
        _("What you are practicing, or find hard right now."),
    ),
    "desired_outcomes": (
        _("What you hope for"),
        _("What would make these meetings worth your time."),
    ),
    "why_this_path": (
        _("Why this path"),
        _("What made you choose this work, and what keeps you in it."),
    ),
}


def answer_field(name):
    label, help_text = QUESTIONS[name]
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Write it in 600 letters or fewer.")},
    )


class ProfileForm(forms.Form):
    """Six questions, none of them required."""

    helper = FormInPage()

    work = answer_field("work")
    background = answer_field("background")
    strengths = answer_field("strengths")
    growth_edges = answer_field("growth_edges")
    desired_outcomes = answer_field("desired_outcomes")
    why_this_path = answer_field("why_this_path")


def profile_form(membership, data=None):
    """The form with what the member told before, if anything."""
    profile = Profile.objects.filter(membership=membership).first()
    return ProfileForm(
        data, initial={name: getattr(profile, name) for name in PROFILE_FIELDS} if profile else {}
    )
