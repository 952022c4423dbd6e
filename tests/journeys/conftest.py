"""What journeys share: the post, and a clock that can be set."""

from contextlib import ExitStack
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions.signin_links import process_sign_in_requests
from cohorts.letters.delivery import send_due_letters
from cohorts.models import Letter
from lib.jobs.queue import run_pending


@pytest.fixture
def post():
    """Everything that waits is done and sent, also what waits ten minutes after an act of staff;
    returns the letters of this round.
    """

    def collect():
        process_sign_in_requests()
        run_pending()
        mail.outbox.clear()
        Letter.objects.filter(attempts=0).update(try_at=timezone.now())
        while send_due_letters():
            pass
        return list(mail.outbox)

    return collect


@pytest.fixture
def clock():
    """`clock(moment)`: from now on it is this moment, for pages, links and jobs alike."""
    with ExitStack() as until_the_end:
        yield lambda moment: until_the_end.enter_context(
            mock.patch("django.utils.timezone.now", return_value=moment)
        )
