"""The two steps of a roster import: the file, then its validated rows,
signed against changes in between.
"""

from django import forms
from django.core import signing

from lib.form_layout import FormInPage, Unmarked
from lib.spreadsheets import ENCODINGS, MAX_BYTES, UnreadableFile, read_pasted, read_spreadsheet

from ..roster_import.roster_columns import parse_rows
from .decisions import LateReasonForm

#: Seconds within which a preview can be confirmed.
PREVIEW_MAX_AGE = 3600
SALT = "roster"
TOO_OLD = "The check is more than an hour old or was changed. Choose the file once more."


class RosterFileForm(forms.Form):
    """A file, or rows that are pasted.

    After cleaning, `rows` and `notes` are what `parse_rows` found in them.
    """

    helper = FormInPage(Unmarked("file"), Unmarked("letters"), Unmarked("pasted"))

    file = forms.FileField(
        required=False,
        label="The roster, as an Excel workbook (.xlsx) or CSV",
        help_text=(
            "Columns: Name, Email, Phone, Language, Agency, Site, County, Director, Director email."
            " At most 2 MB and 2000 rows."
        ),
        max_length=300,
        error_messages={
            "empty": "The file is empty.",
            "max_length": "The name of the file is too long. Give it a shorter one.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
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
            self.rows, self.notes = parse_rows(reader())
        except UnreadableFile as refusal:
            self.add_error(field, str(refusal))


class RosterConfirmForm(LateReasonForm):
    """Carries the validated rows in a signed hidden field, bound to the cohort,
    for PREVIEW_MAX_AGE seconds.

    asks_reason: the group is closed already, so the reason is asked why they join now.
    """

    helper = FormInPage()

    rows = forms.CharField(
        widget=forms.HiddenInput,
        max_length=1_500_000,
        error_messages={"required": TOO_OLD, "max_length": TOO_OLD},
    )

    def __init__(self, *args, cohort, asks_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["late_reason"]
        for validator in self.fields["rows"].validators:
            validator.message = TOO_OLD
        self.salt = f"{SALT}-{cohort.pk}"

    def clean_rows(self):
        try:
            return signing.loads(self.cleaned_data["rows"], salt=self.salt, max_age=PREVIEW_MAX_AGE)
        except signing.BadSignature as error:
            raise forms.ValidationError(TOO_OLD) from error

    @classmethod
    def carrying(cls, rows, cohort, *, asks_reason=False):
        """An unbound form with these rows of a preview, without their state."""
        form = cls(cohort=cohort, asks_reason=asks_reason)
        rows = [{name: value for name, value in row.items() if name != "state"} for row in rows]
        form.initial = {"rows": signing.dumps(rows, salt=form.salt, compress=True)}
        return form
