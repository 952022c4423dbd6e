"""What a form field needs in order to be drawn in the look, with or without Bootstrap."""

from collections import Counter

from django.conf import settings
from django.forms import BaseFormSet, widgets
from django.utils.translation import gettext as _
from i18nfield.forms import I18nWidget


def error_summary(*forms):
    """Everything a summary has to name, in the order of the page: words and, where there is one, the field."""
    return disambiguate(list(iter_errors(forms)))


def disambiguate(found):
    """The same words about two fields name the field too: "Choose one." twice helps nobody."""
    said = Counter(str(mistake["words"]) for mistake in found)
    for mistake in found:
        mistake["about"] = mistake["about"] if said[str(mistake["words"])] > 1 else ""
    return found


def iter_errors(forms):
    for form in forms:
        if isinstance(form, BaseFormSet):
            yield from ({"words": words, "target": "", "about": ""} for words in (form.non_form_errors() if form.is_bound else []))
            yield from iter_errors(form.forms)
        elif form and form.is_bound:  # a page without a form gives nothing
            yield from form_errors(form)


def form_errors(form):
    found = [{"words": words, "target": "", "about": ""} for words in form.non_field_errors()]
    for bound in form:
        found += [{"words": words, "target": first_control(bound), "about": label_prefix(bound.label)} for words in bound.errors]
    return found


def label_prefix(label):
    return label if str(label).endswith(("?", ".", ":")) else f"{label}:"


def first_control(bound):
    """The id the summary leads to: the control, or the first of several."""
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
    """Put the class of the look on the widget; forms copy their fields, so nobody else wears it."""
    wanted = [css, "is-invalid" if bound.errors and css else ""]
    widget = bound.field.widget
    for part in [widget, *getattr(widget, "widgets", [])]:
        worn = part.attrs.get("class", "").split()
        part.attrs["class"] = " ".join(worn + [c for c in wanted if c and c not in worn])


def language_controls(bound):
    """Each language of a text is a field of its own, under its own name."""
    widget, value = bound.field.widget, bound.value()
    words = value if isinstance(value, list) else widget.decompress(value)
    names = dict(settings.LANGUAGES)
    for place, (language, part) in enumerate(zip(widget.locales, widget.widgets, strict=True)):
        if language in widget.enabled_locales:
            number = f"{bound.auto_id}_{place}"
            value = words[place] if place < len(words) else None
            control = part.render(f"{bound.html_name}_{place}", value, {"id": number, "lang": language})
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
