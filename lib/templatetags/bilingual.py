"""{% load bilingual %}: the filter `localized` shows a text of a JSON column in the language
of the page.
"""

from django import template

from .. import bilingual

register = template.Library()
register.filter("localized", bilingual.localized_text)
