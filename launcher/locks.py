"""File locks between the processes of one machine, also of different users."""

import fcntl
import os
from contextlib import contextmanager


def open_lock(path):
    """A file descriptor to lock. Read access is enough for flock, and another user has no more."""
    return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)


@contextmanager
def one_at_a_time(path):
    """Hold an exclusive lock on this file while the block runs; waits for whoever has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
