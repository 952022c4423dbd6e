from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from cohorts.pages.people_to_call import people_of_recruitment
from dashboards.help.contacts import (
    applies_with_director,
    help_contacts,
    what_somebody_is,
    who_has_a_phone,
)
from people.models import Link, Network
from people.permissions import links_from_cookie
from recruitment.director_language import choose_language
from recruitment.permissions import get_application_link

from .links import LANGUAGE_OF_LINK


@login_not_required
@require_POST
def set_language(request):
    """Set the language of pages; for somebody who is signed in, and for a director by link, of
    their letters too.
    """
    language = request.POST.get("language", "")
    if request.user.is_authenticated and check_for_language(language):
        request.user.set_language(language)
    elif link := links_from_cookie(request, Link.Purpose.SIGN_OFF).first():
        choose_language(link.email_key, language)
    response = django_set_language(request)
    response.delete_cookie(LANGUAGE_OF_LINK)
    return response


@login_not_required
@require_safe
def privacy(request):
    return render(request, "cop_site/privacy.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "cop_site/accessibility.html")


def cohort_of_link(request):
    """The cohort of the sign-off or application whose link this browser holds; or None."""
    for purpose in (Link.Purpose.SIGN_OFF, Link.Purpose.APPLICATION):
        if found := get_application_link(request, purpose):
            return found.application.cohort
    return None


@login_not_required
@require_safe
def help_page(request):
    """Whom to call, and answers to what people ask most. Visitors get the address that letters
    come from: it is in every letter.
    """
    contacts = help_contacts(request.user) if request.user.is_authenticated else []
    cohort = None if contacts else cohort_of_link(request)
    context = {
        "contacts": contacts,
        "cohort": cohort,
        "to_call": people_of_recruitment(cohort) if cohort else [],
        "with_phone": who_has_a_phone(contacts),
        "asks_sign_off": applies_with_director(contacts),
        "roles": what_somebody_is(contacts) or ["visitor"],
        "networks": [] if contacts else list(Network.objects.order_by("pk")),
        "address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }
    return render(request, "cop_site/help.html", context)
