"""The application: its sections, with fields from the guidebook's questions and criteria."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from lib.form_fields import (
    AddressField,
    AddressInput,
    NameField,
    PersonNameField,
    PersonNameInput,
    PhoneField,
)
from lib.form_layout import FormInPage, Section
from lib.text import normalize_email
from people.models import County

from .application_questions import answer_values, build_field, field_name, initial_value

SECTIONS = ["you", "site", "why"]
CRITERIA_HEADING = _("Does this fit you?")
CRITERIA_LEAD = _(
    "Tick what is true. If one does not fit, leave it empty and apply anyway: "
    "whoever chooses decides."
)
DIRECTOR_FIELDS = ["director_name", "director_email", "director_language"]
#: Columns of Application, by section.
OWN_FIELDS = {
    "you": ["name", "email", "phone"],
    "site": ["agency_name", "site_name", "county", *DIRECTOR_FIELDS],
    "why": [],
}
MODEL_FIELDS = [name for names in OWN_FIELDS.values() for name in names]


#: A browser does not fill in the applicant where somebody else is asked for.
OF_SOMEBODY_ELSE = {"autocomplete": "off"}


class ApplicationAnswersForm(forms.Form):
    """Everything an applicant can change later: all but their own address.

    The guidebook adds a field for each of its questions and criteria, and may rename
    those for site and director. own_email: the address of an existing application, which
    may not be the director's too.
    """

    name = PersonNameField(
        label=_("Your name"),
        says=_("Write your name."),
        widget=PersonNameInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(label=_("Phone"), help_text=_("Only if we may call you."))
    agency_name = NameField(
        label=_("Your agency"),
        help_text=_("The district, county office or organization that runs the program."),
        says=_("Write the name of your agency."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    site_name = NameField(
        label=_("Your site"),
        help_text=_("Usually the name of the school."),
        says=_("Write the name of your site."),
    )
    county = forms.ModelChoiceField(
        County.objects.none(),
        label=_("County"),
        empty_label=_("Choose a county"),
        error_messages={
            "required": _("Choose the county of your site."),
            "invalid_choice": _("Choose the county of your site."),
        },
    )
    director_name = PersonNameField(
        label=_("Your program director's name"),
        help_text=_("Or the person who supervises you."),
        says=_("Write your director's name."),
        widget=PersonNameInput(attrs=OF_SOMEBODY_ELSE),
    )
    director_email = AddressField(
        label=_("Your director's email"),
        help_text=_("We write to them and ask for a signature. Talk with them before you send."),
        says=_("Write your director's email, such as name@agency.org."),
        widget=AddressInput(attrs=OF_SOMEBODY_ELSE),
    )

    director_language = forms.ChoiceField(
        label=_("Language of your director's letters"),
        help_text=_("Your director can change it."),
        choices=[("", _("I do not know")), *settings.LANGUAGES],
        required=False,
        error_messages={"invalid_choice": _("Choose one of these languages.")},
    )

    def __init__(self, *args, cohort_part, own_email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort_part, self.own_email = cohort_part, own_email
        cohort = cohort_part.cohort
        self.set_counties(cohort)
        if not cohort_part.part.asks_sign_off:
            for name in DIRECTOR_FIELDS:
                del self.fields[name]
        self.set_labels(cohort.guidebook.labels)
        self.add_fields_of(cohort.guidebook)
        self.order_fields([name for key in SECTIONS for name in self.names_in(key)])

    def set_counties(self, cohort):
        """Counties of the region, else of the network;
        in a network without counties there is no such field.
        """
        here = (
            {"region": cohort.region_id}
            if cohort.region_id
            else {"region__network": cohort.network_id}
        )
        self.fields["county"].queryset = counties = County.objects.filter(**here)
        self.fields["county"].help_text = help_with_county(cohort)
        if not cohort.region_id and not counties.exists():
            del self.fields["county"]

    def set_labels(self, labels):
        """labels: {field name: {"label", "help"}}, each in two languages, from the guidebook."""
        for name, texts in labels.items():
            if name in self.fields:
                field = self.fields[name]
                field.label = str(LazyI18nString(texts.get("label"))) or field.label
                # The usual help speaks of the usual place, such as a school.
                own_help = "" if "label" in texts else field.help_text
                field.help_text = str(LazyI18nString(texts.get("help"))) or own_help
                field.error_messages["required"] = _("Write an answer here.")
                field.is_named_in_summary = True

    def add_fields_of(self, guidebook):
        self.questions = list(guidebook.application_questions.all())
        self.criteria = list(guidebook.criteria.all())
        for question in self.questions:
            self.fields[field_name(question)] = build_field(question)
        for criterion in self.criteria:
            self.fields[criterion_field(criterion)] = forms.BooleanField(
                label=str(criterion.text), help_text=str(criterion.help), required=False
            )

    def clean_director_email(self):
        address = self.cleaned_data["director_email"]
        if normalize_email(address) == normalize_email(
            self.cleaned_data.get("email") or self.own_email
        ):
            raise forms.ValidationError(
                _("This is your own address. Write the email of the person who supervises you.")
            )
        return address

    @property
    def helper(self):
        return FormInPage(*self.layout())

    def layout(self):
        sections = [
            Section(self.heading_of(key), *self.names_in(key), css_id=key) for key in SECTIONS
        ]
        if self.criteria:
            sections.append(self.criteria_section())
        return sections

    def criteria_section(self):
        names = [criterion_field(criterion) for criterion in self.criteria]
        return Section(CRITERIA_HEADING, *names, css_id="criteria", lead=CRITERIA_LEAD)

    def heading_of(self, section):
        """A guidebook that does not call it a site has no "Your site"."""
        labels = self.cohort_part.cohort.guidebook.labels
        site = _("Where you work") if "site_name" in labels else _("Your site")
        return {"you": _("You"), "site": site, "why": _("Why")}[section]

    def sections(self):
        """[{"key", "word": heading, "fields": bound fields}]"""
        return [
            {
                "key": key,
                "word": self.heading_of(key),
                "fields": [self[name] for name in self.names_in(key)],
            }
            for key in SECTIONS
        ]

    def names_in(self, section):
        own = [name for name in OWN_FIELDS[section] if name in self.fields]
        return own + [
            field_name(question) for question in self.questions if question.step == section
        ]

    def criteria_fields(self):
        return [self[criterion_field(criterion)] for criterion in self.criteria]

    def application_fields(self):
        """{column of Application: cleaned value}"""
        met = [
            criterion.code
            for criterion in self.criteria
            if self.cleaned_data[criterion_field(criterion)]
        ]
        return {
            name: self.cleaned_data[name] for name in MODEL_FIELDS if name in self.cleaned_data
        } | {"criteria_met": met}

    def answers(self):
        """{question: (text, [chosen values])} as `write_answers` takes it."""
        return {
            question: answer_values(self.cleaned_data[field_name(question)])
            for question in self.questions
        }

    def summary(self):
        """The cleaned values as text, for the check page:
        the sections with `pairs` of label and text.
        """
        return self.display_sections(self.cleaned_data)

    def initial_summary(self):
        """The same of the application this form was made `of`, for the applicant's own page."""
        return self.display_sections(self.initial | {"county": self.initial.get("county_name", "")})

    def display_sections(self, values):
        return [
            section
            | {"pairs": [(f.label, self.display_value(f.name, values)) for f in section["fields"]]}
            for section in self.sections()
        ]

    @property
    def are_criteria_met(self):
        return bool(self.criteria) and all(bound.value() for bound in self.criteria_fields())

    def display_value(self, name, values):
        for question in self.questions:
            if field_name(question) == name:
                return question.display_answer(*answer_values(values.get(name)))
        if name == "director_language":
            return str(dict(settings.LANGUAGES).get(values.get(name), _("I do not know")))
        return str(values.get(name) or "")

    def with_typed(self, data):
        """This unbound form with these values in it, so without errors."""
        for name, field in self.fields.items():
            if isinstance(field, PersonNameField):
                self.initial[name] = field.widget.value_from_datadict(data, {}, name) or ""
                continue
            values = data.getlist(name)
            several = isinstance(field, forms.MultipleChoiceField)
            self.initial[name] = values if several else values[-1] if values else ""
        return self

    @classmethod
    def of(cls, application, data=None, **kwargs):
        """The form of an existing application, with its values as initial ones."""
        form = cls(data, own_email=application.email, **kwargs)
        own = {name: getattr(application, name) for name in MODEL_FIELDS}
        met = {criterion_field(c): c.code in application.criteria_met for c in form.criteria}
        form.initial = own | form.initial_answers(application) | met
        form.initial["county_name"] = str(application.county or "")
        return form

    def initial_answers(self, application):
        """{field name: the stored answer, as an initial value} of the questions answered."""
        answers = {answer.question_id: answer for answer in application.answers.all()}
        return {
            field_name(question): initial_value(question, answers[question.pk])
            for question in self.questions
            if question.pk in answers
        }


def help_with_county(cohort):
    """Whom to ask; a guidebook's page draws the form without a cohort, so without anybody."""
    contact = [getattr(cohort, name, "") for name in ("contact_name", "contact_email")]
    if contact[0]:
        return _("These are the counties of this group. Is yours not here? Ask %(name)s.") % {
            "name": ", ".join(filter(None, contact))
        }
    return _(
        "These are the counties of this group. Is yours not here? The help page says whom to ask."
    )


def criterion_field(criterion):
    return f"criterion_{criterion.code}".replace("-", "_")
