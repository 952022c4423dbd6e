"""Which of a network's languages a reader asks for."""

from django.utils.translation import get_language


def language_asked(request, network):
    """`?language=es` among the network's languages; else the language of the page, else the network's first."""
    languages = network.languages or ["en"]
    asked = [request.GET.get("language"), get_language()]
    return next((language for language in asked if language in languages), languages[0])
