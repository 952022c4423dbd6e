"""A lock between the processes of one machine, whoever they run as."""

import fcntl
import os
from contextlib import contextmanager


def open_lock(path):
    return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)  # reading is enough to lock, and all another user may do


@contextmanager
def one_at_a_time(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
