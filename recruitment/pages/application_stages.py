"""How far an application is: received, director, choice, answer."""

from django.utils.translation import gettext as _


def application_stages(application):
    """(words of the stages, number of the present one from 1), for the component `steps`.

    Where no director signs, there are three.
    """
    asks = application.asks_sign_off
    director = [_("Your director")] if asks else []
    words = [_("Received"), *director, _("The choice"), _("Our answer")]
    endorsement = application.endorsement
    is_signed = not asks or (endorsement is not None and endorsement.state == "given")
    undecided = len(words) - 1 if is_signed else 2
    return words, len(words) if application.decision else undecided
