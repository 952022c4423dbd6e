"""Forms of a roster import: the file, the columns matched by hand, and the answers."""

from django import forms

from lib.form_layout import FormInPage, Unmarked
from lib.spreadsheets.client import read_pasted, read_spreadsheet
from lib.spreadsheets.data import MAX_BYTES, UnreadableFile, column_letter
from lib.spreadsheets.letters import ENCODINGS

from ..roster_import.draft import read_draft
from ..roster_import.headings import HEADING_ROWS
from ..roster_import.roster_columns import COLUMNS

NOT_USED = "not used"
#: Values that are shown below each column.
SAMPLES = 3


class RosterFileForm(forms.Form):
    """A file, or rows that are pasted. After cleaning, `book` is the Spreadsheet that was read."""

    helper = FormInPage(Unmarked("file"), Unmarked("letters"), Unmarked("pasted"))

    file = forms.FileField(
        required=False,
        label="The roster, as an Excel workbook (.xlsx) or CSV",
        help_text=(
            "Columns: Name, or First and Last name; Email, Phone, Language, Agency, Site, County, "
            "Director, Director email. Headings may be called otherwise. At most 2 MB and 2000 "
            "rows."
        ),
        max_length=300,
        error_messages={
            "empty": "The file is empty.",
            "max_length": "The name of the file is too long. Give it a shorter one.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,text/csv"}),
    )
    letters = forms.ChoiceField(
        label="Letters, if accents look wrong", choices=list(ENCODINGS.items()), required=False
    )

    pasted = forms.CharField(
        required=False,
        label="Or paste the rows from a spreadsheet",
        help_text=(
            "Copy them with the row of headings. The same columns and the same limits as in a file."
        ),
        max_length=MAX_BYTES,
        error_messages={"max_length": "Paste at most 2 MB and 2000 rows. Send it in parts."},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(
                "The file is larger than 2 MB. Send only the rows and columns you need."
            )
        return upload

    def clean(self):
        cleaned = super().clean()
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if file and pasted.strip():
            self.add_error(
                "pasted", "Send the file or the pasted rows, not both. Empty one of them."
            )
        elif file:
            self.read("file", lambda: read_spreadsheet(file, encoding=cleaned.get("letters", "")))
        elif pasted.strip():
            self.read("pasted", lambda: read_pasted(pasted))
        elif not self.errors:
            self.add_error("file", "Choose a file, or paste the rows below.")
        return cleaned

    def read(self, field, reader):
        try:
            self.book = reader()
            draft = read_draft(self.book.as_json(), {})
            if not draft.headings.trouble:
                draft.people()
        except UnreadableFile as refusal:
            self.add_error(field, str(refusal))

    @property
    def file_name(self):
        file = self.cleaned_data.get("file")
        return file.name if file else ""


class HeadingRowForm(forms.Form):
    """Which sheet is read, and which of its rows holds the headings."""

    helper = FormInPage()

    sheet = forms.TypedChoiceField(label="Table", coerce=int, required=False)
    row = forms.TypedChoiceField(label="Row with the headings", coerce=int)

    def __init__(self, *args, book, table, **kwargs):
        super().__init__(*args, **kwargs)
        titles = [(at, other.title or "The table") for at, other in enumerate(book.sheets)]
        self.fields["sheet"].choices = titles
        if len(titles) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()
        self.fields["row"].choices = [
            (index, f"Row {number}: {' | '.join(text for text in map(str, cells) if text)[:80]}")
            for index, (number, cells) in enumerate(table.rows[: HEADING_ROWS * 2])
        ]


class ColumnsForm(forms.Form):
    """What each column holds, as a person says."""

    def __init__(self, *args, table, headings, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = {at: name for name, indexes in headings.columns.items() for at in indexes[:1]}
        body = [cells for _number, cells in table.rows[headings.last + 1 :]]
        width = max((len(cells) for cells in body), default=0)
        for at in sorted({*headings.seen, *range(width)}):
            values = [str(cells[at])[:30] for cells in body if at < len(cells) and cells[at]]
            if not values and at not in headings.seen:
                continue
            label = f"{column_letter(at)}: {headings.seen.get(at, 'no heading')[:80]}"
            self.fields[f"column-{at}"] = choice_of_column(label, values, chosen.get(at, ""))
        self.helper = FormInPage(*map(Unmarked, self.fields))

    @property
    def columns(self):
        """{index as text: column} of the columns that are used."""
        return {
            name.removeprefix("column-"): column
            for name, column in self.cleaned_data.items()
            if column
        }

    def clean(self):
        cleaned = super().clean()
        used = [column for column in cleaned.values() if column]
        for column in dict.fromkeys(used):
            if used.count(column) > 1:
                names = [name for name, value in cleaned.items() if value == column]
                self.add_error(
                    names[1], f"{COLUMNS[column]} is chosen twice. Each row holds one person."
                )
        if not {"name", "last_name"} & {*used}:
            self.add_error(None, "Say which column holds the name.")
        elif len(used) < 2:
            self.add_error(None, "Say what one more column holds, such as Email or Site.")
        return cleaned


def choice_of_column(label, values, chosen):
    """The field that says what a column holds. values: its filled cells; some of them are shown."""
    samples = "; ".join(dict.fromkeys(values[:SAMPLES]))
    return forms.ChoiceField(
        label=label,
        help_text=f"Such as {samples}" if values else "Empty",
        choices=[("", NOT_USED), *COLUMNS.items()],
        required=False,
        initial=chosen,
    )


class AnswersForm(forms.Form):
    """The open questions about a roster, each once for all rows that it is about."""

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {f"answer-{place}": group for place, group in enumerate(groups)}
        for name, group in self.groups.items():
            self.fields[name] = choice_of_answer(group)
        self.helper = FormInPage(*map(Unmarked, self.fields))

    @property
    def answers(self):
        """{(row, about): choice} of what was answered."""
        return {
            (row, group.about): choice
            for name, group in self.groups.items()
            if (choice := self.cleaned_data.get(name))
            for row in group.rows
        }

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.values()) and not self.errors:
            self.add_error(next(iter(self.groups), None), "Answer at least one question.")
        return cleaned


def choice_of_answer(group):
    """The field that answers a QuestionGroup, for all of its rows."""
    rows = ", ".join(map(str, group.rows[:10]))
    more = f" and {len(group.rows) - 10} more" if len(group.rows) > 10 else ""
    word = "Row" if len(group.rows) == 1 else "Rows"
    return forms.ChoiceField(
        label=f"{word} {rows}{more}: {group.question}",
        choices=[(choice, choice) for choice in group.choices],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one of these."},
    )
