"""The outbox: a letter comes with its decision, leaves once, and waits while the mail server
is in trouble.
"""

import smtplib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from cohorts.letters import delivery
from cohorts.letters.compose import write_letter
from cohorts.letters.delivery import MAX_ATTEMPTS, send_due_letters
from cohorts.models import CohortMembership, Letter, Seat
from cohorts.models.letter import LetterQuerySet
from people.models import Link, LinkSecret, Person
from recruitment.actions.applications import withdraw
from recruitment.actions.endorsement_void import void_and_request_again, void_open_requests
from recruitment.actions.endorsements import decline
from recruitment.letters import write_letter_to_director, write_to_applicant, write_to_director
from recruitment.models import Application, SupervisorEndorsement
from recruitment.pages.endorsement_history import history_of

from .. import factories
from ..shown import shown

pytestmark = pytest.mark.django_db


class Server(EmailBackend):
    """A mail server in a mood: it raises what `trouble` holds for an address,
    else takes the letter.
    """

    trouble = {}

    def send_messages(self, messages):
        for message in messages:
            if trouble := self.trouble.get(message.to[0]) or self.trouble.get("*"):
                raise trouble
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.trouble = {}
    mail.outbox = []
    return mail.outbox


def letter_to(cohort, address="ana@example.org", **fields):
    person = fields.pop("person", None) or factories.create_person()
    fields |= {
        "link": Link.make(
            "sign-in", until=timezone.now() + timedelta(hours=1), address=address, person=person
        ),
        "person": person,
    } | fields
    return write_letter(
        "sign-in-link",
        to_email=address,
        to_name="Ana",
        language="en",
        cohort=cohort,
        person_name="Ana",
        **fields,
    )


def make_due():
    Letter.objects.update(try_at=timezone.now() - timedelta(seconds=1))


def test_a_letter_is_gone_with_its_decision(cohort):
    with pytest.raises(RuntimeError), transaction.atomic():
        letter_to(cohort)
        raise RuntimeError("the decision fell through")
    assert Letter.objects.count() == 0 and send_due_letters() == 0


def test_a_letter_leaves_once_with_a_link_made_at_that_moment(cohort, mailbox):
    letter = letter_to(cohort)
    assert LinkSecret.objects.count() == 0
    assert [send_due_letters(), send_due_letters()] == [1, 0]
    letter.refresh_from_db()
    assert letter.status == "sent" and letter.sent_at and mailbox[0].to == ["ana@example.org"]
    secret = mailbox[0].body.split("/l/")[1].split("/")[0]
    assert Link.objects.with_secret(secret).get().person == letter.person
    assert (
        secret not in str(Letter.objects.values().get())
        and "{link}" in letter.body
        and letter.demo_text == ""
    )


def test_each_letter_has_one_reader(cohort, mailbox):
    for n in range(5):
        letter_to(cohort, f"reader{n}@example.org")
    send_due_letters()
    assert [len(message.recipients()) for message in mailbox] == [1] * 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(cohort, mailbox):
    for n in range(12):
        letter_to(cohort, f"reader{n}@example.org")
    gate = Barrier(4)

    def work():
        gate.wait(timeout=600)
        send_due_letters()
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(message.to[0] for message in mailbox) == sorted(
        f"reader{n}@example.org" for n in range(12)
    )


def test_a_worker_that_died_after_the_server_said_yes_sends_once_more_under_the_same_id(
    cohort, mailbox, monkeypatch
):
    letter = letter_to(cohort)

    def die(*args):
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(delivery, "record_success", die)
        send_due_letters()
    assert send_due_letters() == 0, "another worker leaves it alone for a while"
    make_due()
    assert [send_due_letters(), send_due_letters()] == [1, 0]
    letter.refresh_from_db()
    assert [message.extra_headers["Message-ID"] for message in mailbox] == [letter.message_id] * 2


TROUBLES = [
    TimeoutError("timed out"),
    smtplib.SMTPServerDisconnected("gone"),
    smtplib.SMTPConnectError(451, b"later"),
    ConnectionRefusedError(),
]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_server_in_trouble_is_asked_once_a_round(cohort, mailbox, trouble):
    letters = [letter_to(cohort, f"reader{n}@example.org") for n in range(5)]
    Server.trouble, began = {"*": trouble}, timezone.now()
    assert send_due_letters() == 1
    letters[0].refresh_from_db()
    assert (letters[0].status, letters[0].attempts, letters[0].last_error) == (
        "queued",
        1,
        type(trouble).__name__,
    )
    assert letters[0].try_at > began + timedelta(minutes=1)
    Server.trouble = {}
    assert send_due_letters() == 4


def test_one_bad_address_does_not_hold_up_the_others(cohort, mailbox):
    for address in ["bad@example.org", "good@example.org"]:
        letter_to(cohort, address)
    Server.trouble = {
        "bad@example.org": smtplib.SMTPRecipientsRefused({"bad@example.org": (550, b"unknown")})
    }
    assert send_due_letters() == 2 and [message.to for message in mailbox] == [["good@example.org"]]


def test_what_cannot_be_delivered_is_given_up_and_seen(cohort, regional_lead, client_of):
    endorsement = factories.create_endorsement(
        factories.create_application(cohort, name="Wanda Waiting")
    )
    letter = write_letter_to_director(
        endorsement, "signoff-request", until=timezone.now() + timedelta(days=9)
    )
    Letter.objects.filter(pk=letter.pk).update(to_email="bad@example.org")
    Server.trouble = {
        "bad@example.org": smtplib.SMTPRecipientsRefused({"bad@example.org": (550, b"unknown")})
    }
    pauses = []
    for _ in range(MAX_ATTEMPTS + 2):
        make_due()
        send_due_letters()
        letter.refresh_from_db()
        pauses.append(letter.try_at)
    assert (letter.status, letter.attempts, letter.last_error) == (
        "failed",
        MAX_ATTEMPTS,
        "SMTPRecipientsRefused",
    )
    assert [event.word for event in history_of(endorsement)] == ["Asked", "Not delivered"]
    page = shown(client_of(regional_lead).get(f"/cohorts/{cohort.slug}/letters/"))
    assert "bad@example.org" in page and "Not delivered" in page
    Server.trouble = {}
    assert letter.send_again() and send_due_letters() == 1


def test_a_poisoned_letter_is_parked_and_the_rest_leave(cohort, mailbox):
    poisoned = letter_to(cohort, "first@example.org")
    Letter.objects.filter(pk=poisoned.pk).update(
        to_email="two\nlines@example.org", queued_at=timezone.now() - timedelta(hours=1)
    )
    letter_to(cohort, "second@example.org")
    for _ in range(MAX_ATTEMPTS):
        make_due()
        send_due_letters()
    poisoned.refresh_from_db()
    assert poisoned.status == "failed" and {message.to[0] for message in mailbox} == {
        "second@example.org"
    }


@pytest.mark.parametrize(
    "name",
    [
        "Ana\r\nBcc: x@y.example",
        "Ana\nSubject: Hello",
        "Ana\u2028Bcc: x@y.example",
        "=?utf-8?q?Ana?=\r\n\r\nBody",
    ],
)
def test_no_name_becomes_a_header(cohort, mailbox, name):
    cohort.name = name
    application = factories.create_application(cohort, name=name)
    # the subject of the guidebook's letters may hold a name
    with factories.as_draft(cohort.guidebook) as guidebook:
        guidebook.letter_templates.filter(code="offer").update(
            subject="{person_name} and {cohort_name}"
        )
    letter = write_letter(
        "offer",
        to_email="ana@example.org",
        to_name=name,
        language="en",
        cohort=cohort,
        person_name=application.name,
    )
    assert send_due_letters() == 1
    message = mailbox[0].message()
    assert (
        message["Bcc"] is None
        and len(message.get_all("Subject")) == 1
        and mailbox[0].recipients() == ["ana@example.org"]
    )
    assert "\n" not in letter.subject + letter.to_name


def test_braces_in_a_name_fill_nothing(cohort, mailbox):
    letter = letter_to(cohort, person=factories.create_person())
    Letter.objects.filter(pk=letter.pk).delete()
    write_letter(
        "offer",
        to_email="ana@example.org",
        to_name="A",
        language="en",
        cohort=cohort,
        person_name="{link} {cohort_name.__class__} {0}",
    )
    send_due_letters()
    assert "<class" not in mailbox[0].body and "/l/" not in mailbox[0].body


# --- what is no longer so does not leave ----------------------------------------------------------


def outdated(cohort, kind):
    application = factories.create_application(cohort)
    endorsement = factories.create_endorsement(application)
    membership = factories.create_membership(cohort)
    if kind == "voided":
        letter = write_to_director(endorsement, "signoff-request")
    elif kind == "withdrawn":
        letter = write_to_applicant(application, "application-copy")
    else:
        letter = letter_to(cohort)
    if kind == "voided":
        endorsement.void()
    elif kind == "withdrawn":
        withdraw(application)
    elif kind == "link has ended":
        Link.objects.update(expires_at=timezone.now())
    elif kind == "left":
        Link.objects.update(purpose="reply")
        Letter.objects.update(membership=membership)
        membership.leave(reason="Moved away")
    elif kind == "closed account":
        Person.objects.filter(pk=letter.person_id).update(is_active=False)
    return letter


@pytest.mark.parametrize(
    "kind", ["voided", "withdrawn", "link has ended", "left", "closed account"]
)
def test_a_letter_about_what_is_over_stays(cohort, mailbox, kind):
    letter = outdated(cohort, kind)
    assert send_due_letters() == 0 and mailbox == [] and LinkSecret.objects.count() == 0
    letter.refresh_from_db()
    assert letter.status == "dropped" and not letter.send_again()


BY_AN_ACTION = ["voided", "withdrawn", "left"]


@pytest.mark.parametrize("kind", BY_AN_ACTION)
def test_the_action_that_outdates_a_letter_drops_it(cohort, kind):
    """At once, and not when the letter would leave; so delivery need not ask about applications
    and members.
    """
    letter = outdated(cohort, kind)
    letter.refresh_from_db()
    assert letter.status == "dropped" and not letter.is_outdated


@pytest.mark.parametrize("kind", BY_AN_ACTION)
def test_it_is_dropped_in_the_transaction_of_the_action(cohort, kind, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the action fell through")

    monkeypatch.setattr(LetterQuerySet, "drop_queued", fail)
    with pytest.raises(RuntimeError):
        outdated(cohort, kind)
    monkeypatch.undo()
    assert not Application.objects.filter(withdrawn_at__isnull=False).exists()
    assert not SupervisorEndorsement.objects.filter(voided_at__isnull=False).exists()
    assert not CohortMembership.objects.filter(left_on__isnull=False).exists()
    assert Seat.objects.free().count() == Seat.objects.count() - 1


def test_withdrawing_drops_the_letter_to_the_director_too(cohort):
    application = factories.create_application(cohort, endorsed="waiting")
    to_director = write_to_director(application.endorsement, "signoff-request")
    withdraw(application)
    to_director.refresh_from_db()
    assert to_director.status == "dropped" and Link.objects.get(pk=to_director.link_id).revoked_at


def test_an_answer_that_is_changed_drops_what_was_queued_about_it(cohort):
    application = factories.create_application(cohort, endorsed=True)
    letter = write_letter_to_director(
        application.endorsement, "signoff-request", until=timezone.now() + timedelta(days=9)
    )
    decline(application.endorsement, seen="given")
    letter.refresh_from_db()
    assert letter.status == "dropped"


def test_letters_about_others_stay_queued(cohort):
    other = factories.create_application(cohort, endorsed="waiting")
    letters = [
        write_to_director(other.endorsement, "signoff-request"),
        write_to_applicant(other, "application-copy"),
    ]
    for kind in BY_AN_ACTION:
        application = factories.create_application(cohort, endorsed="waiting")
        membership = factories.create_membership(cohort)
        application.endorsement.void() if kind == "voided" else withdraw(
            application
        ) if kind == "withdrawn" else membership.leave(reason="Moved")
    assert {Letter.objects.get(pk=letter.pk).status for letter in letters} == {"queued"}


@pytest.mark.parametrize("kind", BY_AN_ACTION)
def test_what_did_not_arrive_is_not_sent_again_when_it_is_no_longer_so(cohort, kind):
    letter = outdated(cohort, kind)
    Letter.objects.filter(pk=letter.pk).update(status="failed", failed_at=timezone.now())
    if kind == "voided":
        void_open_requests(Application.objects.get())
    assert letter.send_again() == (
        kind == "withdrawn"
    )  # the applicant's own link opens until the end


def test_of_two_directors_asked_in_turn_only_the_second_hears(cohort, mailbox):
    application = factories.create_application(
        cohort, endorsed="waiting", director_email="first@example.org"
    )
    void_and_request_again(application)
    Letter.objects.all().delete()
    application.director_email = "second@example.org"
    application.save()
    void_and_request_again(application)
    void_and_request_again(application)
    send_due_letters()
    assert {message.to[0] for message in mailbox} <= {"second@example.org"} and len(mailbox) == 1
