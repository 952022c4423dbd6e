"""The application: four sections that grow from the guidebook, and the guards of a public form."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from lib.form_fields import AddressField, NameField, PhoneField
from lib.spam_guard import SpamGuardForm
from lib.text import normalize_email
from people.models import County

from .application_questions import field_for, kept, name_of, shown, typed

SECTIONS = [("you", _("You")), ("site", _("Where you work")), ("why", _("Why"))]
#: Columns of the application row, by section.
OWN_FIELDS = {
    "you": ["name", "email", "phone"],
    "site": ["agency_name", "site_name", "county", "director_name", "director_email"],
    "why": [],
}
MODEL_FIELDS = [name for names in OWN_FIELDS.values() for name in names]


class AnswersForm(forms.Form):
    """What can be said about oneself, and changed later: everything but the own address."""

    name = NameField(label=_("Your name"), says=_("Write your name."), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(label=_("Phone"), help_text=_("Only if we may call you."))
    agency_name = NameField(
        label=_("Your agency"), help_text=_("The district, county office or organization that runs the program."), says=_("Write the name of your agency."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    site_name = NameField(label=_("Your site"), help_text=_("Usually the name of the school."), says=_("Write the name of your site."))
    county = forms.ModelChoiceField(
        County.objects.none(), label=_("County"), empty_label=_("Choose a county"),
        error_messages={"required": _("Choose the county of your site."), "invalid_choice": _("Choose the county of your site.")},
    )  # fmt: skip
    director_name = NameField(label=_("Your program director's name"), help_text=_("Or the person who supervises you."), says=_("Write your director's name."))
    director_email = AddressField(
        label=_("Your director's email"), help_text=_("We write to them once and ask for a signature. Talk with them before you send."),
        says=_("Write your director's email, such as name@agency.org."),
    )  # fmt: skip

    def __init__(self, *args, cohort_part, own_email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort_part, self.own_email = cohort_part, own_email
        cohort = cohort_part.cohort
        self.offer_counties(cohort)
        if not cohort_part.part.asks_sign_off:
            del self.fields["director_name"], self.fields["director_email"]
        self.name_as(cohort.guidebook.labels)
        self.questions = list(cohort.guidebook.application_questions.all())
        self.criteria = list(cohort.guidebook.criteria.all())
        for question in self.questions:
            self.fields[name_of(question)] = field_for(question)
        for criterion in self.criteria:
            self.fields[criterion_field(criterion)] = forms.BooleanField(
                label=str(criterion.text), help_text=str(criterion.help), required=False
            )

    def offer_counties(self, cohort):
        """Those of the region, else of the network; a network without counties does not ask."""
        here = {"region": cohort.region_id} if cohort.region_id else {"region__network": cohort.network_id}
        self.fields["county"].queryset = counties = County.objects.filter(**here)
        if not cohort.region_id and not counties.exists():
            del self.fields["county"]

    def name_as(self, labels):
        """The guidebook's own words for site, agency and director."""
        for name, words in labels.items():
            if name in self.fields:
                field = self.fields[name]
                field.label = str(LazyI18nString(words.get("label"))) or field.label
                field.help_text = str(LazyI18nString(words.get("help"))) or field.help_text
                field.error_messages["required"] = _("Write an answer here.")

    def clean_director_email(self):
        address = self.cleaned_data["director_email"]
        if normalize_email(address) == normalize_email(self.cleaned_data.get("email") or self.own_email):
            raise forms.ValidationError(_("This is your own address. Write the email of the person who supervises you."))
        return address

    def sections(self):
        """The sections of the page: word, key, bound fields."""
        return [{"key": key, "word": word, "fields": [self[name] for name in self.names_in(key)]} for key, word in SECTIONS]

    def names_in(self, section):
        own = [name for name in OWN_FIELDS[section] if name in self.fields]
        return own + [name_of(question) for question in self.questions if question.step == section]

    def criteria_fields(self):
        return [self[criterion_field(criterion)] for criterion in self.criteria]

    def row(self):
        """The columns of the application."""
        met = [criterion.code for criterion in self.criteria if self.cleaned_data[criterion_field(criterion)]]
        return {name: self.cleaned_data[name] for name in MODEL_FIELDS if name in self.cleaned_data} | {"criteria_met": met}

    def answers(self):
        return {question: kept(self.cleaned_data[name_of(question)]) for question in self.questions}

    def summary(self):
        """What was typed, in words, section by section: for the check page."""
        return self.in_sections(self.cleaned_data)

    def said(self):
        """What the application says, in words, section by section: for the own page."""
        return self.in_sections(self.initial | {"county": self.initial.get("county_name", "")})

    def in_sections(self, values):
        return [
            section | {"pairs": [(field.label, self.in_words(field.name, values)) for field in section["fields"]]}
            for section in self.sections()
        ]

    def in_words(self, name, values):
        for question in self.questions:
            if name_of(question) == name:
                return shown(question, *kept(values.get(name)))
        return str(values.get(name) or "")

    @classmethod
    def of(cls, application, data=None, **about):
        """The form of an application that exists, filled with what it says."""
        said = {answer.question_id: answer for answer in application.answers.all()}
        form = cls(data, own_email=application.email, **about)
        initial = {name: getattr(application, name) for name in MODEL_FIELDS}
        initial |= {name_of(question): typed(question, said[question.pk]) for question in form.questions if question.pk in said}
        initial |= {criterion_field(criterion): criterion.code in application.criteria_met for criterion in form.criteria}
        form.initial = initial | {"county_name": str(application.county or "")}
        return form


def criterion_field(criterion):
    return f"criterion_{criterion.code}".replace("-", "_")


class ApplicationForm(SpamGuardForm, AnswersForm):
    """The public form. It carries a key of its own, so that sending it twice makes one application."""

    email = AddressField(
        label=_("Your email"), help_text=_("We send your copy and our answer here. Use an address that you read."),
        says=_("Write your email, such as name@agency.org."), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ["name", "email", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["form_key"] = uuid.uuid4()

    def clean_form_key(self):
        return self.cleaned_data["form_key"] or uuid.uuid4()

    def as_typed(self):
        """The same values in a fresh form without complaints: for going back from the check page."""
        values = {name: self.data.getlist(name) if self.takes_several(name) else self.data.get(name) for name in self.fields}
        form = type(self)(cohort_part=self.cohort_part)
        form.initial |= {name: value for name, value in values.items() if value}
        return form

    def takes_several(self, name):
        return isinstance(self.fields[name], forms.MultipleChoiceField)
