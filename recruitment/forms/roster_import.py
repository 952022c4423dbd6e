"""The two steps of a roster import: the file, then its validated rows,
signed against changes in between.
"""

from django import forms
from django.core import signing

from lib.form_layout import FormInPage, Unmarked
from lib.spreadsheets import ENCODINGS, MAX_BYTES, UnreadableFile, read_spreadsheet

from ..roster_import.roster_columns import parse_rows

#: Seconds within which a preview can be confirmed.
PREVIEW_MAX_AGE = 3600
SALT = "roster"
TOO_OLD = "The check is more than an hour old or was changed. Choose the file once more."


class RosterFileForm(forms.Form):
    """After cleaning, `rows` and `notes` are what `parse_rows` found in the file."""

    helper = FormInPage("file", Unmarked("letters"))

    file = forms.FileField(
        label="The roster, as an Excel workbook (.xlsx) or CSV",
        help_text=(
            "Columns: Name, Email, Phone, Language, Agency, Site, County, Director, Director email."
            " At most 2 MB and 2000 rows."
        ),
        max_length=300,
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "max_length": "The name of the file is too long. Give it a shorter one.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
    )
    letters = forms.ChoiceField(
        label="Letters, if accents look wrong", choices=list(ENCODINGS.items()), required=False
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                "The file is larger than 2 MB. Send only the rows and columns you need."
            )
        return upload

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file"):
            try:
                sheet = read_spreadsheet(cleaned["file"], encoding=cleaned.get("letters", ""))
                self.rows, self.notes = parse_rows(sheet)
            except UnreadableFile as refusal:
                self.add_error("file", str(refusal))
        return cleaned


class RosterConfirmForm(forms.Form):
    """Carries the validated rows in a signed hidden field, bound to the cohort,
    for PREVIEW_MAX_AGE seconds.
    """

    helper = FormInPage()

    rows = forms.CharField(
        widget=forms.HiddenInput,
        max_length=1_500_000,
        error_messages={"required": TOO_OLD, "max_length": TOO_OLD},
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        for validator in self.fields["rows"].validators:
            validator.message = TOO_OLD
        self.salt = f"{SALT}-{cohort.pk}"

    def clean_rows(self):
        try:
            return signing.loads(self.cleaned_data["rows"], salt=self.salt, max_age=PREVIEW_MAX_AGE)
        except signing.BadSignature as error:
            raise forms.ValidationError(TOO_OLD) from error

    @classmethod
    def carrying(cls, rows, cohort):
        """An unbound form with these rows of a preview, without their state."""
        form = cls(cohort=cohort)
        rows = [{name: value for name, value in row.items() if name != "state"} for row in rows]
        form.initial = {"rows": signing.dumps(rows, salt=form.salt, compress=True)}
        return form
