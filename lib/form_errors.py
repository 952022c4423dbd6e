"""The summary of a form's errors."""

from collections import Counter

from django.forms import BaseFormSet


def error_summary(*forms):
    """All errors of these forms and formsets in the order of the page:
    [{"words", "target", "about"}].

    words: the message. target: the id of the control it is about, or "". about: the label, where
    the message alone would not say which field is meant: a field says so of its messages by
    `is_named_in_summary`.
    """
    return disambiguate(list(iter_errors(forms)))


def disambiguate(found):
    """Keep the label only where the text alone does not say which field is meant: a text that is
    too long, or two errors with the same text, such as "Choose one." twice.
    """
    texts = Counter(str(error["words"]) for error in found)
    for error in found:
        if not error.pop("is_unclear") and texts[str(error["words"])] == 1:
            error["about"] = ""
    return found


def iter_errors(forms):
    for form in forms:
        if isinstance(form, BaseFormSet):
            messages = form.non_form_errors() if form.is_bound else []
            yield from (summary_line(message) for message in messages)
            yield from iter_errors(form.forms)
        elif form and form.is_bound:  # templates may pass a variable that is not there
            yield from form_errors(form)


def form_errors(form):
    found = [summary_line(message) for message in form.non_field_errors()]
    for bound in form:
        target, about = first_control(bound), label_prefix(bound.label)
        for message, error in zip(bound.errors, bound.errors.as_data(), strict=True):
            is_unclear = error.code in ("max_length", "min_length") or getattr(
                bound.field, "is_named_in_summary", False
            )
            found.append(summary_line(message, target, about, is_unclear))
    return found


def summary_line(message, target="", about="", is_unclear=False):
    return {"words": message, "target": target, "about": about, "is_unclear": is_unclear}


def label_prefix(label):
    return label if str(label).endswith(("?", ".", ":")) else f"{label}:"


def first_control(bound):
    """The id of the field's control, or of the first one of several."""
    return bound.id_for_label or f"{bound.auto_id}_0"
