from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext_lazy as _

from lib.bilingual import initial_by_language, merge_languages
from lib.edit_conflicts import SeenField
from lib.form_layout import FormInPage


class AgreementForm(forms.Form):
    """Title and text of an agreement in two languages; Spanish is optional.

    seen: the agreement's fingerprint when the form was loaded,
    to notice that somebody else amended it.
    """

    helper = FormInPage("seen", Row("title_en", "title_es"), Row("text_en", "text_es"))
    seen = SeenField()
    title_en = forms.CharField(
        label=_("Title"),
        max_length=100,
        error_messages={"required": _("Write a short title, such as Play fair")},
    )
    text_en = forms.CharField(
        label=_("What we agree on"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you agree on, in the room's own words")},
    )
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=100, required=False)
    text_es = forms.CharField(
        label=_("What we agree on, in Spanish"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wording(self):
        """The values of the agreement's columns title and text."""
        return {
            "title": merge_languages(self.cleaned_data, "title"),
            "text": merge_languages(self.cleaned_data, "text"),
        }


def agreement_form(agreement=None, data=None):
    initial = (
        initial_by_language(agreement, "title", "text") | {"seen": agreement.fingerprint}
        if agreement
        else {}
    )
    return AgreementForm(data, initial=initial)
