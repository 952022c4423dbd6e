"""Forms about a draft as a whole: copying, and the words of the application form."""

from django import forms
from i18nfield.strings import LazyI18nString

from guidebooks.actions.drafts import NOT_A_SLUG
from guidebooks.models import Guidebook
from people.models import Network

from .fields import TwoLanguages

#: Fields of every application whose label and help a guidebook may say in its own words.
LABELS = {"agency_name": "Agency", "site_name": "Site", "director_name": "Director's name", "director_email": "Director's email"}


class CopyForm(forms.Form):
    """A copy gets a name and a word for addresses of its own."""

    network = forms.ModelChoiceField(Network.objects.none(), empty_label=None, error_messages={"invalid_choice": "Choose a network that you work for."})
    name = TwoLanguages(label="Name", max_length=200, says="Write a name in English. Spanish may follow.")
    slug = forms.SlugField(
        label="Word in addresses", max_length=50, help_text="Letters, digits and hyphens. It stays, also when the name changes.",
        error_messages={"required": "Write a word for addresses.", "invalid": "Write letters, digits and hyphens only, such as our-guidebook."},
    )  # fmt: skip

    def __init__(self, *args, networks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = Network.objects.filter(pk__in=[network.pk for network in networks])
        if len(networks) == 1:
            self.fields["network"].widget = forms.HiddenInput()

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if slug in NOT_A_SLUG or Guidebook.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Another guidebook has this word. Choose another.")
        return slug


class LabelsForm(forms.Form):
    """What the first fields of the application are called here; empty: as everywhere."""

    def __init__(self, *args, labels, **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in LABELS.items():
            said = labels.get(code, {})
            for part, word in [("label", "what it is called"), ("help", "a word of help")]:
                field = TwoLanguages(label=f"{name}: {word}", max_length=300, required=False)
                self.fields[f"{code}_{part}"] = field
                self.initial[f"{code}_{part}"] = LazyI18nString(said.get(part) or "")

    def labels(self):
        found = {code: {part: self.cleaned_data[f"{code}_{part}"].data for part in ("label", "help")} for code in LABELS}
        said = {code: {part: words for part, words in parts.items() if words} for code, parts in found.items()}
        return {code: parts for code, parts in said.items() if parts}
