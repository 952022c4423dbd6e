"""Amounts of money as people type them."""

import re
from decimal import Decimal

from django import forms
from django.core.validators import MaxLengthValidator

LARGEST = Decimal("9999999.99")
#: Thousands in groups of three by comma, point or space; cents after a point or a comma.
AMOUNT = re.compile(r"(?P<whole>\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,](?P<cents>\d{1,2}))?", re.ASCII)
WRITE_AN_AMOUNT = "Write an amount such as 120 or 120.50."


class AmountField(forms.CharField):
    """Cleans 1200, 1,200.50 or 1.200,50, with a dollar sign or without, to a Decimal;
    empty to None.

    Error codes: max_length and invalid (no amount), negative, too_large.
    """

    default_error_messages = {
        "max_length": WRITE_AN_AMOUNT,
        "invalid": WRITE_AN_AMOUNT,
        "negative": "Write an amount of 0 or more.",
        "too_large": "Write an amount below 10,000,000.",
    }

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 40, "required": False} | kwargs)
        self.widget.attrs["inputmode"] = "decimal"
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = self.error_messages["max_length"]

    def prepare_value(self, value):
        return f"{value:.2f}" if isinstance(value, Decimal) else value

    def clean(self, value):
        text = super().clean(value).replace("$", "").strip()
        if not text:
            return None
        if text.startswith(("-", "−")):
            raise self.error("negative")
        found = AMOUNT.fullmatch(text)
        if not found:
            raise self.error("invalid")
        amount = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["cents"] or "0"))
        if amount > LARGEST:
            raise self.error("too_large")
        return amount

    def error(self, code):
        return forms.ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial, data):
        """Compare amounts and not texts: "40" and 40.00 are the same."""
        try:
            return self.clean(data) != initial
        except forms.ValidationError:
            return True
