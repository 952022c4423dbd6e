"""{% load bilingual %}: texts of JSON columns in the language of the page."""

from django import template

from .. import bilingual

register = template.Library()
register.filter("in_words", bilingual.in_words)
