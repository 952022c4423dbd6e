from functools import partial

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.models import StaffAct
from cohorts.views.look import FormPage, look_or_perform, repeated
from lib.query import posted

from ..actions.director_acts import change_director, end_supervision
from ..forms.person_directors import DirectorForm
from ..permissions import cohort_of, person_page
from .person_edit import look_at_person


@person_page()
@require_http_methods(["GET", "HEAD", "POST"])
def person_directors(request, person):
    """The directors of somebody, and another one."""
    cohort = cohort_of(request.user, person)
    look = look_at_person(person, f"Another director of {person}")
    if response := repeated(request, look):
        return response
    form = DirectorForm(posted(request), person=person, cohort=cohort)
    page = FormPage(request, form, "lifecycle/person_directors.html", context_of(person))
    if page.is_wanted:
        return page.draw()
    verb = partial(change_director, person=person, by=request.user, **form.changes())
    kind = StaffAct.Kind.DIRECTOR_CHANGE
    return look_or_perform(request, look, verb, kind=kind, cohort=cohort, form_page=page)


def context_of(person):
    """What stands around the form: whose directors, and which they are now."""
    lines = person.supervised_by.filter(ends_on=None).select_related("supervisor")
    return {"person": person, "lines": lines.order_by("starts_on", "pk")}


@person_page()
@require_POST
def supervision_end(request, person, supervision):
    cohort_of(request.user, person)  # its time zone says which day it is
    lines = person.supervised_by.select_related("supervisor", "person")
    line = get_object_or_404(lines, pk=supervision)
    look = look_at_person(
        person,
        f"{line.supervisor} is the director no longer",
        keep_word=f"Keep {line.supervisor}",
        edit_word="",
    )
    return look_or_perform(request, look, lambda act: end_supervision(line, by=request.user))
