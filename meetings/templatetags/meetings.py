"""{% load meetings %}: texts of JSON columns in the language of the page."""

from django import template
from django.utils import timezone
from i18nfield.strings import LazyI18nString

register = template.Library()


@register.filter
def in_words(text):
    """A text of a JSON column ({"en": …, "es": …}, or plain words) in the language of the page."""
    return LazyI18nString(text) if text else ""


@register.filter
def days_late(due):
    """How many days ago something was due; zero or less when it is not late or has no date."""
    return (timezone.localdate() - due).days if due else 0


@register.filter
def dollars(amount):
    """$1,200.00"""
    return f"${amount:,.2f}"
