"""The language of a document, among those of a network."""

from django.utils.translation import get_language


def language_asked(request, network):
    """The code of `?language=es` if the network has it, else the language of the page,
    else the network's first.
    """
    languages = network.languages or ["en"]
    asked = [request.GET.get("language"), get_language()]
    return next((language for language in asked if language in languages), languages[0])
