"""Which fields of a page were drawn by the template pack, and which by hand."""

from html.parser import HTMLParser

from django.forms import BaseForm, BaseFormSet, BoundField

#: The templates of the pack that draw a field.
FIELD_TEMPLATES = {
    "hallway/field.html",
    "hallway/layout/inline_field.html",
    "hallway/layout/table_row.html",
}
#: Fields that buttons send: {form class: field}.
SENT_BY_BUTTONS = {"ReplyForm": "answer", "AttendanceMarkForm": "status"}
#: Controls that belong to no form class, by name: ticks in the rows of the board of applications
#: and of the texts of a draft, and the one for all of them, which is not sent.
LEFT_OUT = {"application", "keep", ""}
NO_CONTROLS = {"hidden", "submit", "button", "image", "reset"}


class Controls(HTMLParser):
    """(name, id) of every control that somebody can see; searches and filters, which are sent
    by GET, are left out.
    """

    def __init__(self, html):
        super().__init__()
        self.found, self.is_search = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.is_search = attrs.get("method", "get") == "get"
        is_control = tag in {"select", "textarea"} or (
            tag == "input" and attrs.get("type", "text") not in NO_CONTROLS
        )
        if is_control and not self.is_search:
            self.found.append((attrs.get("name", ""), attrs.get("id", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_search = False


def drawn_by_hand(response):
    """What a page shows of its forms without the pack, and what of a form it leaves away."""
    drawn = drawn_fields(response)
    controls = Controls(response.content.decode()).found
    ids = [bound.auto_id for bound in drawn.values()]
    strays = {
        f"control {name}"
        for name, number in controls
        if name not in LEFT_OUT and not any(is_part_of(number, whole) for whole in ids)
    }
    return sorted(strays | forgotten_fields(response, drawn))


def is_part_of(number, whole):
    """Whether this id is that of a field, or of one of its controls."""
    return number == whole or number.startswith(f"{whole}_")


def forgotten_fields(response, drawn):
    """Visible fields of a form that is on the page, which the pack has not drawn."""
    shown = {id(bound.form) for bound in drawn.values()}
    return {
        f"{type(form).__name__}.{bound.name}"
        for form in forms_of(response)
        if id(form) in shown
        for bound in form.visible_fields()
        if (id(form), bound.name) not in drawn
        and SENT_BY_BUTTONS.get(type(form).__name__) != bound.name
    }


def drawn_fields(response):
    """{(id of the form, name): bound field} of what the pack has drawn.

    A copied context shares its dicts, so each field has to be in one of its own: `with field=…`.
    """
    fields = [
        context["field"]
        for template, context in zip(response.templates, contexts_of(response), strict=True)
        if template.name in FIELD_TEMPLATES and isinstance(context.get("field"), BoundField)
    ]
    return {(id(bound.form), bound.name): bound for bound in fields}


def contexts_of(response):
    """One for each template; the test client takes a single one out of its list."""
    return [response.context] if len(response.templates) == 1 else response.context or []


def forms_of(response):
    """Every form in the contexts of a page, those of formsets and of rows included."""
    found = {}
    for context in contexts_of(response):
        for layer in context.dicts:
            for value in layer.values():
                found |= {id(form): form for form in forms_in(value)}
    return found.values()


def forms_in(value):
    if isinstance(value, BaseForm):
        yield value
    elif isinstance(value, BaseFormSet):
        yield from value.forms
    elif isinstance(value, list | tuple):
        for part in value:
            yield from forms_in(part)
    elif isinstance(value, dict):
        yield from forms_in(list(value.values()))
