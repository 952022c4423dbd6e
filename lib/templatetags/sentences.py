"""{% load sentences %}: names and titles in a sentence of the page's language."""

from django import template

from ..sentences import list_names
from ..text import inside_sentence

register = template.Library()
register.filter("list_names", list_names)
register.filter("inside_sentence", inside_sentence)
