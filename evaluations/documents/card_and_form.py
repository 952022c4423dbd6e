"""Printed documents of an evaluation: the table card with the QR code,
and the form to fill in by hand.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from lib.dates import long_day
from lib.switches import is_on
from meetings.documents.header import header_context

from .evaluation_qr import evaluation_code


def evaluation_card(meeting, *, topics=()):
    """Template context of the table card:
    two cards a page, the network's languages side by side.
    """
    languages = [card_texts(code, meeting) for code in meeting.cohort.network.languages or ["en"]]
    return header_context(meeting, topics) | {
        "languages": languages,
        "code": evaluation_code(meeting),
        "cards": range(2),
    }


def card_texts(code, meeting):
    with translation.override(code):
        return {
            "code": code,
            "title": _("How was today?"),
            "lead": _(
                "Three minutes on your phone: point the camera at the code, or type the address."
            ),
            "until": until(meeting.evaluation),
            "confidential": confidential(meeting),
            "paper": answers_by_hand(),
        }


def answers_by_hand():
    """What the form on the table is for, in the active language."""
    if is_on("paper-evaluations"):
        return _(
            "Rather on paper? The form on your table counts the same. Please use one or the other."
        )
    return _(
        "Rather on paper? Your facilitators read the form on your table; figures count "
        "what is answered online."
    )


def confidential(meeting):
    if meeting.cohort.guidebook.asks_director:
        return _(
            "Confidential. Your name is not stored with your answers, and your director "
            "never sees them."
        )
    return _("Confidential. Your name is not stored with your answers.")


def until(evaluation):
    """The last day to answer, in the active language."""
    return _("You can answer until %(day)s.") % {"day": long_day(evaluation.last_day)}


def evaluation_form(meeting, *, topics=()):
    """Template context of the form on paper: the same questions as online, by kind."""
    return (
        header_context(meeting, topics)
        | meeting.evaluation.form.questions_by_kind()
        | {"code": evaluation_code(meeting), "until": until(meeting.evaluation)}
    )
