"""Template data for form fields and for the summary of a form's errors."""

from collections import Counter

from django.conf import settings
from django.forms import BaseFormSet, widgets
from django.utils.translation import gettext as _
from i18nfield.forms import I18nWidget


def error_summary(*forms):
    """All errors of these forms and formsets in the order of the page:
    [{"words", "target", "about"}].

    words: the message. target: the id of the control it is about, or "". about: the label, where
    the message alone would not say which field is meant.
    """
    return disambiguate(list(iter_errors(forms)))


def disambiguate(found):
    """Keep the label only where two errors have the same text, such as "Choose one." twice."""
    texts = Counter(str(error["words"]) for error in found)
    for error in found:
        error["about"] = error["about"] if texts[str(error["words"])] > 1 else ""
    return found


def iter_errors(forms):
    for form in forms:
        if isinstance(form, BaseFormSet):
            messages = form.non_form_errors() if form.is_bound else []
            yield from ({"words": message, "target": "", "about": ""} for message in messages)
            yield from iter_errors(form.forms)
        elif form and form.is_bound:  # templates may pass a variable that is not there
            yield from form_errors(form)


def form_errors(form):
    found = [{"words": message, "target": "", "about": ""} for message in form.non_field_errors()]
    for bound in form:
        target, about = first_control(bound), label_prefix(bound.label)
        found += [{"words": message, "target": target, "about": about} for message in bound.errors]
    return found


def label_prefix(label):
    return label if str(label).endswith(("?", ".", ":")) else f"{label}:"


def first_control(bound):
    """The id of the field's control, or of the first one of several."""
    return bound.id_for_label or f"{bound.auto_id}_0"


WIDGET_SHAPES = [
    (I18nWidget, "languages", "form-control"),
    # Before RadioSelect, which it inherits from.
    (widgets.CheckboxSelectMultiple, "ticks", "form-check-input"),
    (widgets.RadioSelect, "choice", ""),
    (widgets.CheckboxInput, "tick", "form-check-input"),
    (widgets.Select, "control", "form-select"),
]


def shape_of(bound):
    widget = bound.field.widget
    for widget_class, shape, css in WIDGET_SHAPES:
        if isinstance(widget, widget_class):
            return shape, css
    return "control", "form-control"


def add_css_class(bound, css):
    """Add the CSS class, and "is-invalid" if there are errors, to the widget.

    Forms have copies of their fields.
    """
    wanted = [css, "is-invalid" if bound.errors and css else ""]
    widget = bound.field.widget
    for part in [widget, *getattr(widget, "widgets", [])]:
        present = part.attrs.get("class", "").split()
        part.attrs["class"] = " ".join(
            present + [name for name in wanted if name and name not in present]
        )


def language_controls(bound):
    """The controls of a bilingual field, one a language:
    {"id", "name" (of the language), "control" (HTML)}.
    """
    widget, value = bound.field.widget, bound.value()
    words = value if isinstance(value, list) else widget.decompress(value)
    names = dict(settings.LANGUAGES)
    for place, (language, part) in enumerate(zip(widget.locales, widget.widgets, strict=True)):
        if language in widget.enabled_locales:
            number = f"{bound.auto_id}_{place}"
            value = words[place] if place < len(words) else None
            control = part.render(
                f"{bound.html_name}_{place}", value, {"id": number, "lang": language}
            )
            yield {"id": number, "name": names.get(language, language), "control": control}


def field_context(bound, *, wide, optional):
    if bound.is_hidden:
        return {"field": bound, "shape": "hidden"}
    shape, css = shape_of(bound)
    add_css_class(bound, css)
    may_stay_empty = optional and not bound.field.required and shape in ("control", "languages")
    return {
        "field": bound,
        "shape": shape,
        "wide": wide,
        "grouped": bound.use_fieldset,
        "languages": list(language_controls(bound)) if shape == "languages" else [],
        "note": _("optional") if may_stay_empty else "",
    }
