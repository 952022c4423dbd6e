"""GET /healthz: ok or not, details only from this machine, and a quick answer
when the database is away.
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts.models import SignInRequest
from cohorts.models import Letter
from lib.jobs.models import Job, WorkerPulse

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=6)


@pytest.fixture
def alive():
    return WorkerPulse.objects.create(worker="one", at=timezone.now(), mail_at=timezone.now())


def old_letter():
    then = timezone.now() - LONG_AGO
    Letter.objects.create(
        code="offer",
        to_email="canary@example.org",
        subject="Canary",
        body="B",
        queued_at=then,
        try_at=then,
    )


BROKEN = {
    "no worker": (WorkerPulse.objects.all().delete, "worker"),
    "silent worker": (
        lambda: WorkerPulse.objects.update(at=timezone.now() - timedelta(seconds=61)),
        "worker",
    ),
    "mail lies": (old_letter, "mail"),
    "nobody looks who wants to come in": (
        lambda: SignInRequest.objects.create(
            email="canary@example.org", asked_at=timezone.now() - LONG_AGO
        ),
        "mail",
    ),
    "jobs lie": (
        lambda: Job.objects.create(kind="example", created_at=timezone.now() - LONG_AGO),
        "jobs",
    ),
}


def test_all_is_well(client, alive):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "ok": True,
        "database": True,
        "worker": True,
        "mail": True,
        "jobs": True,
    }


@pytest.mark.parametrize("trouble", BROKEN)
def test_trouble_is_named(client, alive, trouble):
    break_it, name = BROKEN[trouble]
    break_it()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert {key for key, well in response.json().items() if not well} == {"ok", name}


@pytest.mark.parametrize(
    "far", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}]
)
def test_from_elsewhere_it_says_one_word(client, alive, far):
    old_letter()
    response = client.get("/healthz", **far)
    assert response.status_code == 503 and response.json() == {"ok": False}


def test_it_tells_no_names_and_no_numbers(client, alive):
    old_letter()
    assert set(map(type, client.get("/healthz").json().values())) == {bool}
    assert client.post("/healthz").status_code == 405 and client.head("/healthz").status_code == 503


@pytest.mark.alone
def test_without_a_database_the_answer_is_quick(monkeypatch):
    """One try, and no waiting for another."""
    tries = []

    def away(*args, **kwargs):
        tries.append(args)
        raise OperationalError("connection refused: password=hunter2")

    monkeypatch.setattr(connection, "ensure_connection", away)
    monkeypatch.setattr(connection, "cursor", away)
    browser = Client(raise_request_exception=False)
    with mock.patch("time.sleep") as sleep:
        response = browser.get("/healthz")
    assert response.status_code == 503 and len(tries) == 1 and not sleep.called
    assert b"hunter2" not in response.content and response.json()["ok"] is False


def test_a_database_that_does_not_answer_is_given_up_soon():
    assert 1 <= int(connection.settings_dict["OPTIONS"]["connect_timeout"]) <= 5
