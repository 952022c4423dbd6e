from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cohorts.views.look import FormPage, Look, look_or_perform, verb_of
from lib.query import posted

from ..actions.person_acts import edit_person
from ..forms.person_edit import PersonForm
from ..permissions import person_page


@person_page(leads=False)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request, person):
    """GET shows the form, POST what follows from it, and a confirmed POST does it."""
    form = PersonForm(posted(request), person=person)
    page = FormPage(request, form, "lifecycle/person_edit.html", {"person": person})
    if page.is_wanted:
        return page.draw()
    changes, reason = form.changes(), form.cleaned_data["reason"]
    if not changes:
        messages.info(request, "Nothing was changed.")
        return redirect(person)
    look = look_at_person(person, f"Correct what is stored about {person}")
    verb = verb_of(edit_person, person, by=request.user, reason=reason, changes=changes)
    return look_or_perform(request, look, verb, form_page=page)


def look_at_person(person, heading, *, keep_word="Leave it as it is", edit_word="Change it"):
    """The Look of an act about a person, which leads back to the person's page."""
    page = person.get_absolute_url()
    return Look(
        heading,
        [(reverse("cohorts:person-list"), "People"), (page, str(person))],
        next=page,
        keep=page,
        keep_word=keep_word,
        edit_word=edit_word,
    )
