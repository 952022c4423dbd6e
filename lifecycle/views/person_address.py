from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.models import Cohort, StaffAct
from cohorts.pages.people import people_seen_in
from cohorts.views.look import FormPage, look_or_perform, repeated
from lib.query import posted
from people.actions.change_address import AddressTaken, open_changes

from ..actions.address_acts import change_address, confirm_new_address, drop_change
from ..forms.person_address import PersonAddressForm
from ..permissions import address_page, cohort_of, person_page
from .person_edit import look_at_person


@person_page()
@require_http_methods(["GET", "HEAD", "POST"])
def person_address(request, person):
    cohort = cohort_of(request.user, person)
    look = look_at_person(person, f"Another address of {person}")
    if response := repeated(request, look):
        return response
    form = PersonAddressForm(posted(request), person=person)
    context = {"person": person, "change": open_changes(person).first()}
    page = FormPage(request, form, "lifecycle/person_address.html", context)
    if page.is_wanted:
        return page.draw()
    email = form.cleaned_data["email"]
    try:
        return look_or_perform(
            request,
            look,
            lambda act: change_address(act, person, email=email, by=request.user),
            kind=StaffAct.Kind.ADDRESS_CHANGE,
            cohort=cohort,
            form_page=page,
        )
    except AddressTaken as taken:
        form.add_error("email", sentence_about(request, person, taken.person))
    return page.draw()


def sentence_about(request, person, other):
    """Why the address is refused: whose it is, only to those who may join the two records."""
    led = people_seen_in(Cohort.objects.led_by(request.user))
    if led.filter(pk=other.pk).exists():
        page = reverse("lifecycle:person-join", args=[person.pk])
        return format_html(
            'This is the address of {}. Is it the same person? <a href="{}?other={}">Compare the '
            "two records</a>.",
            other.name,
            page,
            other.pk,
        )
    return "This address cannot be used. Ask the person for another one."


@person_page()
@require_POST
def person_address_drop(request, person):
    change = get_object_or_404(open_changes(person).select_related("link"))
    look = look_at_person(person, f"Drop {change.email}", keep_word="Keep waiting", edit_word="")
    return look_or_perform(request, look, lambda act: drop_change(change))


# --- by a click from the address ------------------------------------------------------------------


@address_page
@require_http_methods(["GET", "HEAD", "POST"])
def address_confirm(request, change):
    """GET asks, because mail programs open links; the button confirms the address."""
    context = {"change": change, "is_done": False}
    if request.method == "POST":
        try:
            context["is_done"] = confirm_new_address(change)
        except AddressTaken:
            messages.warning(
                request, _("This address is in use for somebody else by now. Nothing was changed.")
            )
    return render(request, "lifecycle/address_change_confirm.html", context)
