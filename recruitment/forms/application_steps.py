"""The public application form in steps: one form a step, and one of all of them.

The guidebook says in which step each of its questions stands.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lib.form_fields import AS_WRITTEN, AddressField, AddressInput, PersonNameField
from lib.form_layout import Section
from lib.spam_guard import SPAM_TRAP, SpamTrapForm

from .applications import SECTIONS, ApplicationAnswersForm, criterion_field

CHECK = "check"
LAST_SECTION = SECTIONS[-1]


class ApplicationForm(ApplicationAnswersForm):
    """All steps together, bound to what is typed so far."""

    email = AddressField(
        label=_("Your email"),
        help_text=_("We send your copy and our answer here. Use an address that you read."),
        says=_("Write your email, such as name@agency.org."),
        widget=AddressInput(attrs={"autocomplete": "email"}),
    )

    def names_in_step(self, step):
        """The fields of a step; what a criterion asks stands at the end of the last one."""
        criteria = self.criteria if step == LAST_SECTION else []
        return self.names_in(step) + [criterion_field(criterion) for criterion in criteria]

    def typed_summary(self):
        """As `summary`, also of answers that are wrong, as they were typed; sections with any."""
        as_typed = {name: ", ".join(self.data.getlist(name)) for name in self.errors}
        sections = self.display_sections(self.cleaned_data | as_typed)
        return [section for section in sections if any(field.data for field in section["fields"])]


class ApplicationStepForm(SpamTrapForm, ApplicationForm):
    """The fields of one step. own_email: what the step before says, where it is not this one."""

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        for name in set(self.fields) - {*self.names_in_step(step), "second_homepage"}:
            del self.fields[name]

    def layout(self):
        fields = Section(self.heading, *self.names_in(self.step), css_id=self.step)
        criteria = [self.criteria_section()] if self.step == LAST_SECTION and self.criteria else []
        return [fields, *criteria, SPAM_TRAP]

    @property
    def heading(self):
        return self.heading_of(self.step)

    @property
    def is_filled_by_a_program(self):
        return "second_homepage" in self.errors

    @property
    def is_blank(self):
        """Whether it was sent without a word in it."""
        return self.is_bound and not any(any(values) for values in self.typed().values())

    def typed(self):
        """{field: [values]} as they were sent, for the draft."""
        names = self.names_in_step(self.step)
        may_ask = (AddressField, PersonNameField)
        asked = [name + AS_WRITTEN for name in names if isinstance(self.fields[name], may_ask)]
        return {name: self.data.getlist(name) for name in [*names, *asked]}


@dataclass(frozen=True)
class Step:
    """answered, total: of the answers that are needed."""

    key: str
    word: str
    is_done: bool = False
    answered: int = 0
    total: int = 0


class ApplicationSteps:
    """How far a draft is. draft: None before anything is kept."""

    def __init__(self, cohort_part, draft):
        self.draft = draft
        self.form = ApplicationForm(draft.data if draft else {}, cohort_part=cohort_part)
        self.steps = [self.step(key) for key in SECTIONS]

    def step(self, key):
        names = self.form.names_in_step(key)
        needed = [name for name in names if self.form.fields[name].required]
        is_saved = self.draft is not None and key in self.draft.saved_steps
        return Step(
            key,
            self.form.heading_of(key),
            is_done=is_saved and not any(name in self.form.errors for name in names),
            answered=sum(name not in self.form.errors for name in needed),
            total=len(needed),
        )

    @property
    def first_open(self):
        """The first step that is not finished; the check page after all of them."""
        return next((step.key for step in self.steps if not step.is_done), CHECK)

    @property
    def are_done(self):
        return self.first_open == CHECK

    @property
    def answered(self):
        return sum(step.answered for step in self.steps)

    @property
    def total(self):
        return sum(step.total for step in self.steps)

    def may_open(self, key):
        """Whether every step before this one is finished."""
        keys = [*SECTIONS, CHECK]
        return keys.index(key) <= keys.index(self.first_open)

    def after(self, key):
        """Where "Save and go on" leads from this step: the next one that is not finished."""
        following = self.steps[SECTIONS.index(key) + 1 :]
        return next((step.key for step in following if not step.is_done), self.first_open)

    def word_of(self, key):
        return next(step.word for step in self.steps if step.key == key)

    def drawn(self, current):
        """What the component `steps` draws, the check page last."""
        return [step_drawn(step, current) for step in [*self.steps, Step(CHECK, _("Check"))]]


def step_drawn(step, current):
    state = "current" if step.key == current else "done" if step.is_done else "ahead"
    begun = step.answered and not step.is_done
    return {"word": step.word, "state": state} | (
        {"answered": step.answered, "total": step.total} if begun else {}
    )


def step_before(step):
    return SECTIONS[max(SECTIONS.index(step) - 1, 0)]
