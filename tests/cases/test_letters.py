"""Cases E from outside: letters, and what mail programs and mail servers do to them."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from cohorts.letters.delivery import send_due_letters
from cohorts.models import Letter
from meetings.actions.meeting_reminders import send_reminders
from people.models import Link

from .. import factories
from . import later

pytestmark = pytest.mark.django_db


class Refusing(EmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


@pytest.fixture
def membership(participant):
    return participant.memberships.get()


def remind(meeting):
    """The reminder to the only member, sent."""
    send_reminders(meeting)
    send_due_letters()
    return Letter.objects.get(code="meeting-reminder")


@pytest.mark.parametrize(
    "shape", ["{0}/", "{0}", "{0}/>", "{0}%252F"], ids=["as sent", "no slash", "bracket", "twice"]
)
def test_e02_a_link_that_mail_programs_changed_opens(membership, shape):
    assert open_link(membership, shape) == "/reply/"


@later.LETTERS
@pytest.mark.parametrize(
    "shape",
    ["{0}/ to answer", "{0}&amp;data=05", "{0}_", "{0}-"],
    ids=["words behind it", "a parameter", "an underscore", "a hyphen"],
)
def test_e02_what_is_glued_to_a_link_is_ignored(membership, shape):
    assert open_link(membership, shape) == "/reply/"


def open_link(membership, shape):
    _link, secret = factories.mint_link(
        Link.Purpose.REPLY, membership=membership, meeting_position=1
    )
    return Client().get("/l/" + shape.format(secret)).headers.get("Location")


@later.LETTERS
def test_e08_a_refusal_for_good_is_said_at_once(membership, meeting, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    letter = remind(meeting)
    assert letter.status == Letter.Status.FAILED and "550" in letter.last_error


@later.LETTERS
def test_e10_an_answer_reaches_whoever_runs_the_cohort(
    membership, meeting, facilitator, regional_lead
):
    remind(meeting)
    message = mail.outbox[0]
    assert set(message.reply_to) & {facilitator.email, regional_lead.email}
    assert message.extra_headers.get("Auto-Submitted") == "auto-generated"
