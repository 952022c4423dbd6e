"""What a form field needs in order to be drawn in the look, with or without Bootstrap."""

from django.forms import BaseFormSet, widgets
from django.utils.translation import gettext as _


def mistakes(*forms):
    """Everything a summary has to name, in the order of the page: words and, where there is one, the field."""
    found = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            found += [{"words": words, "target": ""} for words in (form.non_form_errors() if form.is_bound else [])]
            found += mistakes(*form.forms)
        elif form is not None and form.is_bound:
            found += mistakes_of_form(form)
    return found


def mistakes_of_form(form):
    found = [{"words": words, "target": ""} for words in form.non_field_errors()]
    for bound in form:
        found += [{"words": words, "target": first_control(bound)} for words in bound.errors]
    return found


def first_control(bound):
    """The id the summary leads to: the control, or the first of several."""
    return bound.id_for_label or f"{bound.auto_id}_0"


SHAPES = [
    (widgets.RadioSelect, "choice", ""),
    (widgets.CheckboxSelectMultiple, "ticks", "form-check-input"),
    (widgets.CheckboxInput, "tick", "form-check-input"),
    (widgets.Select, "control", "form-select"),
]


def shape_of(bound):
    widget = bound.field.widget
    for widget_class, shape, css in SHAPES:
        # CheckboxSelectMultiple inherits from RadioSelect.
        if isinstance(widget, widget_class) and not (shape == "choice" and isinstance(widget, widgets.CheckboxSelectMultiple)):
            return shape, css
    return "control", "form-control"


def dress(bound, css):
    """Put the class of the look on the widget; forms copy their fields, so nobody else wears it."""
    wanted = [css, "is-invalid" if bound.errors and css else ""]
    worn = bound.field.widget.attrs.get("class", "").split()
    bound.field.widget.attrs["class"] = " ".join(worn + [c for c in wanted if c and c not in worn])


def field_context(bound, *, wide, optional):
    if bound.is_hidden:
        return {"field": bound, "shape": "hidden"}
    shape, css = shape_of(bound)
    dress(bound, css)
    may_stay_empty = optional and not bound.field.required and shape == "control"
    return {"field": bound, "shape": shape, "wide": wide, "grouped": bound.use_fieldset, "note": _("optional") if may_stay_empty else ""}
