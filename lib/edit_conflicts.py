"""Two people edit the same row: the second one to save is told what the first one wrote,
and may save again.

The form carries the fingerprint of the row as it was when the page was made, in the field `seen`.
If the row has another fingerprint by now, somebody else changed it meanwhile.
"""

import hashlib

from django import forms


def fingerprint(values):
    """16 hexadecimal digits that change with any of these values of a row, bilingual texts
    in both languages.
    """
    text = "\x1f".join(str(getattr(value, "data", value)) for value in values)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class SeenField(forms.CharField):
    """The fingerprint of the row as the editor saw it."""

    def __init__(self):
        super().__init__(required=False, max_length=40, widget=forms.HiddenInput)


def mark_as_seen(data, current):
    """A copy of a form's data with the present fingerprint, so that sending it once more
    replaces the other change.
    """
    data = data.copy()
    data["seen"] = current
    return data
