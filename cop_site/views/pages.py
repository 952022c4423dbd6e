from email.utils import parseaddr

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from dashboards.help.contacts import help_contacts, what_somebody_is, who_has_a_phone
from people.models import Network

from .links import LANGUAGE_OF_LINK


@login_not_required
@require_POST
def set_language(request):
    """Set the language of pages; for somebody who is signed in, of their letters too."""
    if request.user.is_authenticated and check_for_language(request.POST.get("language", "")):
        request.user.set_language(request.POST["language"])
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


@login_not_required
@require_safe
def help_page(request):
    """Whom to call, and answers to what people ask most. Visitors get the address that letters
    come from: it is in every letter.
    """
    contacts = help_contacts(request.user) if request.user.is_authenticated else []
    context = {
        "contacts": contacts,
        "with_phone": who_has_a_phone(contacts),
        "roles": what_somebody_is(contacts) or ["visitor"],
        "networks": [] if contacts else list(Network.objects.order_by("pk")),
        "address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }
    return render(request, "cop_site/help.html", context)
