"""What the template pack needs to know of a field."""

from django import forms, template
from django.conf import settings
from django.forms import widgets
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()

#: Free text says its limit from so many characters on; of a limit above the other nobody hears.
SAYS_LIMIT_FROM, SAYS_LIMIT_TO = 300, 5000

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
    """The bound field, with the CSS classes of its kind on its widget, and without `maxlength`:
    a browser cuts what is pasted without a word. The form refuses it and keeps it.

    Forms have copies of their fields.
    """
    widget = bound.field.widget
    widget.attrs.pop("maxlength", None)
    css = next((css for kind, css in CSS_CLASSES if isinstance(widget, kind)), "form-control")
    wanted = [css, "is-invalid"] if css and bound.errors else [css]
    for part in [widget, *getattr(widget, "widgets", [])]:
        add_classes(part, wanted)
    return bound


def add_classes(widget, wanted):
    present = widget.attrs.get("class", "").split()
    new = [name for name in wanted if name and name not in present]
    widget.attrs["class"] = " ".join(present + new)


@register.filter
def with_limit(bound):
    """The bound field, whose help text says how long free text may be; its control is described
    by the help text.
    """
    field = bound.field
    limit = getattr(field, "max_length", None) or 0
    is_free = isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField)
    if is_free and SAYS_LIMIT_FROM <= limit <= SAYS_LIMIT_TO:
        words = _("At most %(limit)d characters.") % {"limit": limit}
        bound.help_text = format_html("{} {}", field.help_text, words) if field.help_text else words
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
