"""Day, hour and length of each meeting, on the form that changes a cohort."""

from django import forms

from lib.form_fields import DayInput


def named(meeting, name):
    """The name of its field for this column."""
    return f"{name}_{meeting.position}"


def fields_of(meeting):
    """{name: field} of its three columns that can be changed."""
    n = meeting.position
    return {
        named(meeting, "on"): day_field(n),
        named(meeting, "starts"): hour_field(n),
        named(meeting, "minutes"): minutes_field(n),
    }


def day_field(n):
    return forms.DateField(
        label=f"Meeting {n}",
        widget=DayInput(),
        error_messages={
            "required": f"Choose the day of meeting {n}.",
            "invalid": f"Write the day of meeting {n} as a date such as 2027-03-05.",
        },
    )


def hour_field(n):
    return forms.TimeField(
        label=f"Meeting {n} begins",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": f"Choose when meeting {n} begins.",
            "invalid": f"Write when meeting {n} begins, such as 9:00.",
        },
    )


def minutes_field(n):
    return forms.IntegerField(
        label=f"Meeting {n}, minutes",
        min_value=15,
        max_value=720,
        error_messages={
            "required": f"Write how many minutes meeting {n} lasts.",
            "invalid": f"Write the minutes of meeting {n} as a number, such as 270.",
            "min_value": f"Meeting {n} lasts at least 15 minutes.",
            "max_value": f"Meeting {n} lasts at most 720 minutes.",
        },
    )
