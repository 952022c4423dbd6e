"""Letters of no cohort, and so of no guidebook: their text is a template file of the package
that writes them.
"""

from django.template.loader import render_to_string
from django.utils import translation

from lib.text import normalize_email

from ..models import Letter
from .compose import one_line


def build_letter(
    code, template_name, *, to_email, to_name, subject, context, person=None, link=None
):
    """A Letter in the active language, not saved.

    context: what the template is rendered with, beside `name`.
    Several letters can be saved by one bulk_create.
    """
    name = one_line(to_name)
    return Letter(
        code=code,
        to_email=to_email,
        to_key=normalize_email(to_email),
        to_name=name[:200],
        language=translation.get_language(),
        subject=one_line(subject)[:300],
        body=render_to_string(template_name, {"name": name} | context),
        person=person,
        link=link,
    )
