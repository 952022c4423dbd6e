"""The language of a document, among those of a network, and of a page that holds a form."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language


def language_asked(request, network):
    """The code of `?language=es` if the network has it, else the language of the page,
    else the network's first.
    """
    languages = network.languages or ["en"]
    asked = [request.GET.get("language"), get_language()]
    return next((language for language in asked if language in languages), languages[0])


def page_language(network):
    """The language of the page if the network has it, else the network's first."""
    languages = network.languages or ["en"]
    return get_language() if get_language() in languages else languages[0]


def language_asked_in_form(request):
    """The language that was asked for by a button of the page's own form, "" for none.

    Activates it: the page is drawn again with all that was typed.
    """
    language = request.POST.get("page_language", "")
    if language not in dict(settings.LANGUAGES):
        return ""
    translation.activate(language)
    return language


def remember_language(request, response, language):
    """The response, with the cookie of this language if there is one; for somebody who is signed
    in, it is the language of their letters too.
    """
    if language:
        if request.user.is_authenticated:
            request.user.set_language(language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response
