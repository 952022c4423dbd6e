"""How a form is drawn: helpers and layout objects for django-crispy-forms beside the package's own.

Templates of the pack are in `templates/hallway/`. Legends and HTML() of crispy are templates, so
texts from the database never go into them.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout


class FormInPage(FormHelper):
    """The helper of a form whose page holds the <form> tag, the token, the buttons and
    the summary of errors.

    Without arguments it draws every field in order; it can be shared by all forms of a class then.
    """

    form_tag = False
    disable_csrf = True
    include_media = False

    def __init__(self, *layout):
        super().__init__()
        if layout:
            self.layout = Layout(*layout)


class FieldInRow(FormInPage):
    """The helper of a form whose fields stand in the rows of a list, each with a hidden label."""

    field_template = "hallway/layout/inline_field.html"


class FieldsInTable(FormInPage):
    """The helper of a form whose fields are rows of a table: the label, then the control."""

    field_template = "hallway/layout/table_row.html"


class Unmarked(Field):
    """A field that may stay empty and does not say "optional": something else asks for it."""

    def render(self, *args, extra_context=None, **kwargs):
        extra = {**(extra_context or {}), "without_optional": True}
        return super().render(*args, extra_context=extra, **kwargs)


class Part(Div):
    """Fields under a heading."""

    template = "%s/layout/part.html"

    def __init__(self, heading, *fields, **kwargs):
        super().__init__(*fields, **kwargs)
        self.heading = heading


class Section(Part):
    """A part that is a landmark; css_id: of its heading. lead: a sentence before the fields."""

    template = "%s/layout/section.html"

    def __init__(self, heading, *fields, lead="", **kwargs):
        super().__init__(heading, *fields, **kwargs)
        self.lead = lead
