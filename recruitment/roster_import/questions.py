"""What a person has to say before a roster can be read in, and what went wrong in it."""

from dataclasses import dataclass, field

#: A choice of every question about one row.
SKIP = "leave this row out"


@dataclass(frozen=True)
class RosterError:
    """A mistake in one cell. column: its heading in the file, or its title where the file has no
    such column; cell: such as B4, empty where there is none.
    """

    row: int
    column: str
    message: str
    value: str = ""
    cell: str = ""

    @property
    def place(self):
        return f"{self.column} (cell {self.cell})" if self.cell else self.column


@dataclass(frozen=True)
class RosterQuestion:
    """One thing to settle in one row. about: a short word for it; choices: what may be answered,
    as the reader sees it.
    """

    row: int
    about: str
    question: str
    choices: tuple


@dataclass
class Asking:
    """Answers that were given, {(row, about): choice}, and what was asked, in this order."""

    answers: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)
    used: set = field(default_factory=set)

    def ask(self, row, about, question, *choices):
        """The choice; None if it is not answered yet: then the question stands.

        Whoever chooses SKIP has the row left out.
        """
        choices = (*choices, SKIP)
        given = self.answers.get((row["number"], about))
        if given in choices:
            self.used.add((row["number"], about))
            if given == SKIP:
                row["is_left_out"] = True
            return given
        self.questions.append(RosterQuestion(row["number"], about, question, choices))
        return None


@dataclass(frozen=True)
class QuestionGroup:
    """The same question about several rows, answered once."""

    rows: tuple
    about: str
    question: str
    choices: tuple

    @property
    def key(self):
        return f"{self.about}-{self.rows[0]}"


def grouped(questions):
    """QuestionGroups in the order of their first rows."""
    groups = {}
    for asked in questions:
        same = (asked.about, asked.question, asked.choices)
        groups.setdefault(same, []).append(asked.row)
    return [QuestionGroup(tuple(rows), *same) for same, rows in groups.items()]
