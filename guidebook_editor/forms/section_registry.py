"""The sections of the guidebook editor. A new kind of item needs a form and an entry here."""

from dataclasses import dataclass, field

from guidebooks.actions.planned_meetings import renumber_meetings
from guidebooks.letter_placeholders import TITLES
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
    ProfileQuestion,
    ProposedAgreement,
)
from guidebooks.row_order import RowOrder

from . import meeting_items, recruitment_items

#: From a row to its guidebook, by the column that it belongs to.
GUIDEBOOK_LOOKUPS = {
    "": "guidebook",
    "part": "part__guidebook",
    "planned_meeting": "planned_meeting__part__guidebook",
}


@dataclass(frozen=True)
class EditorSection:
    """One section of a draft: a list of items of one model, and how they are shown and edited.

    slug: its path component. item_name: what one item is called. chapter: the heading it stands
    under. parent_column: the foreign key that makes lists of their own, "" where the draft has one
    list. shown: columns that a list shows of an item, the title first; "capacity|seats" adds a unit
    to the value. is_fixed: the items are given; none can be added, moved or removed.
    """

    slug: str
    title: str
    item_name: str
    model: type
    form: type
    description: str
    chapter: str
    shown: tuple
    parent_column: str = ""
    order: RowOrder = field(default_factory=RowOrder)
    is_fixed: bool = False

    def items(self, draft, parent=None):
        """Queryset of the items of a draft, or of those below one parent."""
        items = self.model.objects.filter(**{GUIDEBOOK_LOOKUPS[self.owner_column]: draft})
        return items.filter(**{self.parent_column: parent}) if parent else items

    @property
    def owner_column(self):
        """The foreign key to the row that an item belongs to; meetings belong to a part,
        but are one list.
        """
        return "part" if self.model is PlannedMeeting else self.parent_column

    def parents(self, draft):
        """Queryset of all rows of the draft that items of this section may belong to."""
        return PARENT_SECTIONS[self.parent_column].items(draft)

    def parent_of(self, item):
        return getattr(item, self.parent_column) if self.parent_column else None

    def child_sections(self):
        """The sections whose items belong to items of this one."""
        return [
            other for other in SECTIONS if other.parent_column and other.parent_model is self.model
        ]

    @property
    def parent_model(self):
        return PARENT_SECTIONS[self.parent_column].model


JOINING, MEETING, WRITING = (
    "Who joins, and on what terms",
    "What happens in the meetings",
    "What people are asked and written",
)

SECTIONS = [
    EditorSection(
        slug="parts",
        title="Parts",
        item_name="part",
        model=Part,
        form=recruitment_items.PartForm,
        description=(
            "A stretch that people commit to as one: a year, a school year, October to April."
        ),
        chapter=JOINING,
        order=RowOrder("number"),
        shown=("name", "entry", "capacity|seats"),
    ),
    EditorSection(
        slug="commitments",
        title="Commitments",
        item_name="commitment",
        model=Commitment,
        form=recruitment_items.CommitmentForm,
        description="What participants and their directors sign for this part.",
        chapter=JOINING,
        parent_column="part",
        order=RowOrder(group_by="audience"),
        shown=("text",),
    ),
    EditorSection(
        slug="sessions",
        title="Director sessions",
        item_name="session",
        model=PlannedDirectorSession,
        form=recruitment_items.DirectorSessionForm,
        description="Hours with directors: an orientation first, a review after meetings.",
        chapter=JOINING,
        parent_column="part",
        shown=("title", "kind", "minutes|minutes"),
    ),
    EditorSection(
        slug="criteria",
        title="Who may apply",
        item_name="condition",
        model=Criterion,
        form=recruitment_items.CriterionForm,
        description="Each condition with the sentence that explains it.",
        chapter=JOINING,
        order=RowOrder(code_from="text"),
        shown=("text", "help"),
    ),
    EditorSection(
        slug="application",
        title="Application questions",
        item_name="question",
        model=ApplicationQuestion,
        form=recruitment_items.ApplicationQuestionForm,
        description="What the application asks beyond name, site, agency and director.",
        chapter=JOINING,
        order=RowOrder(code_from="label"),
        shown=("label", "step", "kind"),
    ),
    EditorSection(
        slug="meetings",
        title="Meetings",
        item_name="meeting",
        model=PlannedMeeting,
        form=meeting_items.MeetingForm,
        description="In the order in which they are held.",
        chapter=MEETING,
        order=RowOrder(code_from="", renumber=renumber_meetings),
        shown=("title", "part", "weeks_after_first|weeks after the first", "setting"),
    ),
    EditorSection(
        slug="blocks",
        title="Blocks",
        item_name="block",
        model=PlannedSegment,
        form=meeting_items.BlockForm,
        description="What happens, minute by minute.",
        chapter=MEETING,
        parent_column="planned_meeting",
        shown=("title", "kind", "lead"),
    ),
    EditorSection(
        slug="agreements",
        title="Proposed agreements",
        item_name="agreement",
        model=ProposedAgreement,
        form=meeting_items.AgreementForm,
        description=(
            "What a room starts from. Each cohort changes these until they fit, and adopts its own."
        ),
        chapter=MEETING,
        order=RowOrder(code_from="title"),
        shown=("title", "text"),
    ),
    EditorSection(
        slug="duties",
        title="Duties",
        item_name="duty",
        model=PlannedDuty,
        form=meeting_items.DutyForm,
        description="What facilitators and co-facilitators share out among themselves.",
        chapter=MEETING,
        order=RowOrder(code_from="text"),
        shown=("text",),
    ),
    EditorSection(
        slug="budget",
        title="Budget",
        item_name="line",
        model=PlannedBudgetLine,
        form=meeting_items.BudgetLineForm,
        description="Small sums, and gifts to ask for.",
        chapter=MEETING,
        shown=("what", "purpose", "source", "amount|dollars"),
    ),
    EditorSection(
        slug="profile",
        title="What members tell each other",
        item_name="question",
        model=ProfileQuestion,
        form=recruitment_items.ProfileQuestionForm,
        description=(
            "Under “Who is here” each member may answer these; only the group and its "
            "facilitators read it."
        ),
        chapter=WRITING,
        order=RowOrder(code_from="text"),
        shown=("text", "help"),
    ),
    EditorSection(
        slug="letters",
        title="Letters",
        item_name="letter",
        model=LetterTemplate,
        form=recruitment_items.LetterForm,
        description="What people are written, from the application to new dates.",
        chapter=WRITING,
        order=RowOrder(None),
        is_fixed=True,
        shown=("title", "subject"),
    ),
]
SECTION_BY_SLUG = {section.slug: section for section in SECTIONS}
SECTION_OF_MODEL = {section.model: section for section in SECTIONS}
PARENT_SECTIONS = {"part": SECTION_BY_SLUG["parts"], "planned_meeting": SECTION_BY_SLUG["meetings"]}


def item_title(item):
    """What an item is called where it is listed or removed."""
    if isinstance(item, LetterTemplate):
        return TITLES.get(item.code, item.code)
    return display_value(item, SECTION_OF_MODEL[type(item)].shown[0])


def item_facts(item):
    """What a list shows of an item beside its title, without what is empty."""
    return [
        text
        for name in SECTION_OF_MODEL[type(item)].shown[1:]
        if (text := display_value(item, name))
    ]


def display_value(item, name):
    """A column's value to read: the label of a choice, the column's name for True, "" for nothing.

    name: the column, with "|unit" to add a unit; 0 is shown only with a unit.
    """
    name, _, unit = name.partition("|")
    display = getattr(item, f"get_{name}_display", None)
    value = display() if display else getattr(item, name)
    if value in (None, "", False) or (value == 0 and not unit):
        return ""
    if value is True and not unit:
        return str(item._meta.get_field(name).verbose_name)
    return f"{value} {unit}".strip()
