"""Forms about a draft as a whole: copying a guidebook, its basics,
and the labels of the application form.
"""

from django import forms
from i18nfield.strings import LazyI18nString

from guidebooks.actions.drafts import RESERVED_SLUGS
from guidebooks.models import Guidebook
from lib.form_layout import FormInPage
from people.models import Network

from .base import DraftForm
from .translation_fields import BilingualField

#: Fields of every application that a guidebook may label in its own way: {column: usual label}.
LABELS = {
    "agency_name": "Agency",
    "site_name": "Site",
    "director_name": "Director's name",
    "director_email": "Director's email",
}


class CopyForm(forms.Form):
    """Network, name and slug of a copy. networks: those that the person may copy into."""

    helper = FormInPage()

    network = forms.ModelChoiceField(
        Network.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choose a network that you work for."},
    )
    name = BilingualField(
        label="Name",
        max_length=200,
        required_message="Write a name in English. Spanish may follow.",
        help_text="One of its own, so that nobody takes it for the original.",
    )
    slug = forms.SlugField(
        label="Word in addresses",
        max_length=50,
        help_text="Letters, digits and hyphens. It stays, also when the name changes.",
        error_messages={
            "required": "Write a word for addresses.",
            "invalid": "Write letters, digits and hyphens only, such as our-guidebook.",
        },
    )

    def __init__(self, *args, networks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = Network.objects.filter(
            pk__in=[network.pk for network in networks]
        )
        if len(networks) == 1:
            self.fields["network"].widget = forms.HiddenInput()

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if slug in RESERVED_SLUGS or Guidebook.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Another guidebook has this word. Choose another.")
        return slug


class BasicsForm(DraftForm):
    class Meta(DraftForm.Meta):
        model = Guidebook
        fields = [
            "name",
            "summary",
            "domain",
            "community",
            "practice",
            "members_word",
            "minutes_per_meeting",
            "hours_between_meetings",
            "capacity",
            "notice_days_minimum",
            "topics",
            "community_presenters_first",
            "learning_map",
            "substitutes",
            "co_facilitators_minimum",
        ]
        labels = {
            "members_word": "Whom it is for, in the plural",
            "minutes_per_meeting": "Minutes of a meeting",
            "capacity": "Seats",
            "hours_between_meetings": "Hours of work between meetings, at most",
            "notice_days_minimum": "Days of notice before the first meeting",
            "topics": "Who chooses the topics",
            "community_presenters_first": "Members present before guests are invited",
            "learning_map": "Members keep a learning map",
            "substitutes": "Somebody else may come instead of a member",
            "co_facilitators_minimum": "Co-facilitators, at least",
        }


class LabelsForm(forms.Form):
    """Labels and help texts of the first fields of the application;
    an empty one means the usual text.

    labels: the stored ones, as `Guidebook.labels` has them.
    """

    helper = FormInPage()

    def __init__(self, *args, labels, **kwargs):
        super().__init__(*args, **kwargs)
        for column, usual in LABELS.items():
            stored = labels.get(column, {})
            for part, what in [("label", "what it is called"), ("help", "a word of help")]:
                name = f"{column}_{part}"
                self.fields[name] = BilingualField(
                    label=f"{usual}: {what}", max_length=300, required=False
                )
                self.initial[name] = LazyI18nString(stored.get(part) or "")

    def labels(self):
        """The value for `Guidebook.labels`, without what is empty."""
        labels = {}
        for column in LABELS:
            parts = {part: self.cleaned_data[f"{column}_{part}"].data for part in ("label", "help")}
            if filled := {part: text for part, text in parts.items() if text}:
                labels[column] = filled
        return labels
