"""How far an application is: received, director, choice, answer."""

from django.utils.translation import gettext as _


def stage_labels(part):
    """The stages of an application to this part; where no director signs, there are three."""
    director = [_("Your director")] if part.asks_sign_off else []
    return [_("Received"), *director, _("The choice"), _("Our answer")]


def application_stages(application):
    """(words of the stages, number of the present one from 1), for the component `steps`."""
    asks, words = application.asks_sign_off, stage_labels(application.part)
    endorsement = application.endorsement
    is_signed = not asks or (endorsement is not None and endorsement.state == "given")
    undecided = len(words) - 1 if is_signed else 2
    return words, len(words) if application.told_decision else undecided
