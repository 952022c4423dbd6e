"""The supervisor of web server and worker."""

import sys
import time

import pytest

from launcher import processes
from launcher.errors import StartupError
from launcher.processes import ProcessGroup

ENDS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def started(tmp_path):
    """started(keep_trying=...) is a group whose worker has ended with code 3."""
    groups = []

    def start(*, keep_trying):
        group = ProcessGroup({"worker": ENDS}, cwd=tmp_path, keep_trying=keep_trying)
        groups.append(group)
        group._start("worker")
        group.processes["worker"].wait()
        return group

    yield start
    for group in groups:
        group._stop()


def age(group, seconds):
    group.started["worker"] = time.monotonic() - seconds


def test_a_process_that_ends_at_once_stops_everything(started):
    group = started(keep_trying=False)
    age(group, 0)
    with pytest.raises(StartupError, match=r"The worker stopped as soon as it had started"):
        group._restart_ended()


def test_while_developing_it_is_tried_again_after_some_seconds(started, capsys):
    group = started(keep_trying=True)
    first = group.processes["worker"]
    age(group, 0)
    group._restart_ended()
    assert group.processes["worker"] is first
    age(group, processes.SHORTEST_RUN_SECONDS)
    group._restart_ended()
    assert group.processes["worker"] is not first
    assert capsys.readouterr().err == "The worker stopped (exit code 3) and is started again.\n"
