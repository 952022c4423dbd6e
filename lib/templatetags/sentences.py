"""{% load sentences %}: names in a sentence of the page's language."""

from django import template

from ..sentences import list_names

register = template.Library()
register.filter("list_names", list_names)
