"""The sections of a draft: one table for one editor. A new kind of row is a form and a line here."""

from dataclasses import dataclass, field

from guidebooks.actions.planned_meetings import put_in_order
from guidebooks.models import (
    ApplicationQuestion,
    Commitment,
    Criterion,
    LetterTemplate,
    Part,
    PlannedBudgetLine,
    PlannedDirectorSession,
    PlannedDuty,
    PlannedMeeting,
    PlannedSegment,
    ProposedAgreement,
)
from guidebooks.placeholders import TITLES
from guidebooks.row_order import Place

from . import sections as forms


@dataclass(frozen=True)
class Section:
    """`word` stands in addresses; `within` is the column of the row it belongs to, when that is not the guidebook itself."""

    word: str
    title: str
    one: str
    model: type
    form: type
    about: str
    chapter: str
    within: str = ""
    place: Place = field(default_factory=Place)
    #: These rows are a given set: none is added, none goes.
    is_fixed: bool = False
    #: What of the row is said in a list: a title, then some facts.
    says: tuple = ()

    def rows(self, draft, parent=None):
        rows = self.model.objects.filter(**{self.up: draft})
        return rows.filter(**{self.within: parent}) if parent else rows

    @property
    def up(self):
        """The way from a row to its guidebook."""
        return {"": "guidebook", "part": "part__guidebook", "planned_meeting": "planned_meeting__part__guidebook"}[self.owner]

    @property
    def owner(self):
        return "part" if self.model is PlannedMeeting else self.within

    def parents(self, draft):
        """Everything this section's rows may belong to."""
        return PARENTS[self.within].rows(draft)


def in_words(row, name):
    """A column as people read it: its choice in words, or itself."""
    name, _, unit = name.partition("|")
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if value in (None, "", False) or (value == 0 and not unit):
        return ""
    return f"{value} {unit}".strip() if unit or value is not True else str(row._meta.get_field(name).verbose_name)


#: The chapters in which a draft is read.
JOINING, MEETING, WRITING = "Who joins, and on what terms", "What happens in the meetings", "What people are asked and written"

TABLE = [
    Section("parts", "Parts", "part", Part, forms.PartForm, "A stretch that people commit to as one: a year, a school year, October to April.", JOINING,
            place=Place("number"), says=("name", "entry", "capacity|seats")),
    Section("commitments", "Commitments", "commitment", Commitment, forms.CommitmentForm, "What participants and their directors sign for this part.", JOINING,
            within="part", place=Place(apart="audience"), says=("text",)),
    Section("sessions", "Director sessions", "session", PlannedDirectorSession, forms.SessionForm, "Hours with directors: an orientation first, a review after meetings.", JOINING,
            within="part", says=("title", "kind", "minutes|minutes")),
    Section("criteria", "Who may apply", "condition", Criterion, forms.CriterionForm, "Each condition with the sentence that explains it.", JOINING,
            place=Place(coded="text"), says=("text", "help")),
    Section("application", "Application questions", "question", ApplicationQuestion, forms.ApplicationQuestionForm,
            "What the application asks beyond name, site, agency and director.", JOINING, place=Place(coded="label"), says=("label", "step", "kind")),
    Section("meetings", "Meetings", "meeting", PlannedMeeting, forms.MeetingForm, "In the order in which they are held.", MEETING,
            place=Place(coded="", renumber=put_in_order), says=("title", "part", "weeks_after_first|weeks after the first", "setting")),
    Section("blocks", "Blocks", "block", PlannedSegment, forms.BlockForm, "What happens, minute by minute.", MEETING, within="planned_meeting",
            says=("title", "kind", "lead")),
    Section("agreements", "Proposed agreements", "agreement", ProposedAgreement, forms.AgreementForm,
            "What a room starts from. Each cohort changes these until they fit, and adopts its own.", MEETING, place=Place(coded="title"), says=("title", "text")),
    Section("duties", "Duties", "duty", PlannedDuty, forms.DutyForm, "What facilitators and co-facilitators share out among themselves.", MEETING,
            place=Place(coded="text"), says=("text",)),
    Section("budget", "Budget", "line", PlannedBudgetLine, forms.BudgetForm, "Small sums, and gifts to ask for.", MEETING, says=("what", "purpose", "source", "amount|dollars")),
    Section("letters", "Letters", "letter", LetterTemplate, forms.LetterForm, "What people are written, from the application to new dates.", WRITING,
            place=Place(None), is_fixed=True, says=("title", "subject")),
]  # fmt: skip
SECTIONS = {section.word: section for section in TABLE}
PARENTS = {"part": SECTIONS["parts"], "planned_meeting": SECTIONS["meetings"]}


def title_of(row):
    """How a row is called where it is listed or removed."""
    if isinstance(row, LetterTemplate):
        return TITLES.get(row.code, row.code)
    section = next(section for section in TABLE if section.model is type(row))
    return in_words(row, section.says[0])


def facts_of(row):
    section = next(section for section in TABLE if section.model is type(row))
    return [words for name in section.says[1:] if (words := in_words(row, name))]
