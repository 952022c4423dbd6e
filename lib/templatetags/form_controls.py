"""What the template pack needs to know of a field."""

from django import template
from django.conf import settings
from django.forms import widgets

register = template.Library()

#: CSS classes of controls, by widget; the first that fits.
CSS_CLASSES = [
    # Before Select and RadioSelect, which it inherits from.
    (widgets.CheckboxSelectMultiple, "form-check-input"),
    (widgets.RadioSelect, ""),
    (widgets.CheckboxInput, "form-check-input"),
    (widgets.Select, "form-select"),
]


@register.filter
def styled(bound):
    """The bound field, with the CSS classes of its kind on its widget.

    Forms have copies of their fields.
    """
    widget = bound.field.widget
    css = next((css for kind, css in CSS_CLASSES if isinstance(widget, kind)), "form-control")
    wanted = [css, "is-invalid"] if css and bound.errors else [css]
    for part in [widget, *getattr(widget, "widgets", [])]:
        present = part.attrs.get("class", "").split()
        part.attrs["class"] = " ".join(
            present + [name for name in wanted if name and name not in present]
        )
    return bound


@register.filter
def languages(bound):
    """The controls of a bilingual field, one a language, empty for another field:
    {"id", "name" (of the language), "control" (HTML)}.
    """
    widget, value = bound.field.widget, bound.value()
    if not hasattr(widget, "enabled_locales"):
        return
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
