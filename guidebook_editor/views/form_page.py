"""Pages with a form of the editor: more rows than a list holds, and the answer."""

from django.shortcuts import render


def refuse_more_than(most, rows, form):
    """An error on the form that adds a row, where there are `most` rows already."""
    if rows.count() >= most:
        sentence = f"There are {most} here already. Remove one before you add another."
        form.add_error(None, sentence)


def render_form(request, template, context):
    """The page of context["form"]: 409 where somebody else changed meanwhile what it would save."""
    status = 409 if context["form"].conflicts else 200
    return render(request, template, context, status=status)
