"""The bundled PostgreSQL: for trying out, developing and testing,
used only when DATABASE_URL is unset.

Every process that calls `ensure` holds a shared lock on the data folder until it ends,
however it ends. A process that can make the lock exclusive when it ends was the last
one, and stops the server.
"""

import atexit
import fcntl
import os
import shlex
import shutil
import subprocess
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2

from .locks import one_at_a_time, open_lock
from .postgres_paths import PostgresError, ServerPaths

ROLE = DATABASE = "hallway"
CLUSTER_OPTIONS = [
    "-U",
    "postgres",
    "--auth-local=trust",
    "--auth-host=reject",
    "-E",
    "UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
]
#: Settings for data that may be lost, such as a test's.
FAST_SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]

_joined = {}  # home folder -> (ServerPaths, descriptor that holds this process's shared lock)


def ensure(data, *, durable=True):
    """Create and start the server in this folder where necessary;
    returns the URL of Hallway's database in it.

    durable=False makes it faster and loses data when the machine crashes. Raises PostgresError.
    """
    paths = ServerPaths(data)
    with _alone(paths):
        if not _answers(paths):
            _create_cluster(paths)
            _start(paths, durable)
            _prepare(paths)
        _join(paths)
    return _url(paths, ROLE)


def joined_url():
    """The URL of the server that this process has joined last; None if it has joined none."""
    return _url(list(_joined.values())[-1][0], ROLE) if _joined else None


def stop(data):
    """Stop the server at once, even if other processes use it."""
    paths = ServerPaths(data)
    with _alone(paths):
        _stop(paths)


def _url(paths, role):
    return f"postgresql://{role}@/{DATABASE}?host={quote(str(paths.socket), safe='')}"


def _alone(paths):
    """A lock, so that one process at a time creates, starts or stops the server."""
    return one_at_a_time(paths.home / "start.lock")


def _answers(paths):
    try:
        _connect(paths, ROLE, DATABASE).close()
    except psycopg2.OperationalError:
        return False
    return True


def _connect(paths, role, database):
    connection = psycopg2.connect(
        host=str(paths.socket), user=role, dbname=database, connect_timeout=10
    )
    connection.autocommit = True
    return connection


def _create_cluster(paths):
    """Made under another name and then renamed, so that a folder called `cluster`
    is always complete.
    """
    if paths.cluster.exists():
        return
    unfinished = paths.home / "cluster.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    made = paths.run("initdb", "-D", unfinished, *CLUSTER_OPTIONS)
    if made.returncode:
        raise PostgresError(
            f"The bundled PostgreSQL could not make its data folder.\n{made.stderr.strip()}"
        )
    unfinished.rename(paths.cluster)


def _start(paths, durable):
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={paths.socket}",
        "max_connections=200",
    ]
    options = " ".join(
        f"-c {shlex.quote(setting)}" for setting in settings + ([] if durable else FAST_SETTINGS)
    )
    for _ in range(20):  # after a crash the old server's processes can take some seconds to end
        if paths.run("pg_isready", "-q", "-h", paths.socket, "-U", "postgres").returncode == 0:
            return
        _forget_dead_server(paths)
        started = paths.run(
            "pg_ctl", "start", "-w", "-D", paths.cluster, "-l", paths.log, "-o", options
        )
        if started.returncode:
            time.sleep(0.5)
    raise PostgresError(
        f"The bundled PostgreSQL did not start. {paths.log} says:\n{_last_lines(paths.log)}\n"
        "Set DATABASE_URL to use your own server instead."
    )


def _forget_dead_server(paths):
    """Remove the pid file of a crashed server whose number another program has by now:
    PostgreSQL would wait for it.
    """
    pid_file = paths.cluster / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = pid_file.read_text().split("\n")[0].strip()
    if "postgres" not in _command_of(pid):
        pid_file.unlink(missing_ok=True)


def _command_of(pid):
    """The command line of a process, "" if there is none."""
    if Path("/proc/self/cmdline").exists():
        command = Path("/proc") / pid / "cmdline"
        return command.read_bytes().decode(errors="replace") if command.exists() else ""
    return subprocess.run(
        ["ps", "-p", pid, "-o", "command="], capture_output=True, text=True
    ).stdout


def _last_lines(log):
    return (
        "\n".join(log.read_text(errors="replace").splitlines()[-8:])
        if log.exists()
        else "(nothing)"
    )


def _prepare(paths):
    """Make the role and the database, for which a superuser is needed once."""
    with (
        closing(_connect(paths, "postgres", "postgres")) as connection,
        connection.cursor() as cursor,
    ):
        if not _found(cursor, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER")
        if not _found(cursor, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def _found(cursor, query, name):
    cursor.execute(query, [name])
    return cursor.fetchone() is not None


def _join(paths):
    if paths.home not in _joined:
        descriptor = open_lock(paths.home / "clients.lock")
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        _joined[paths.home] = paths, descriptor


def _leave():
    for paths, descriptor in _joined.values():
        with _alone(paths):
            if _is_last(descriptor):
                _stop(paths)
            os.close(descriptor)
    _joined.clear()


def _is_last(descriptor):
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop(paths):
    paths.run("pg_ctl", "stop", "-m", "fast", "-D", paths.cluster)


def _join_again():
    """Give a forked child a lock of its own, so that it neither shares its parent's lock
    nor loses it.
    """
    all_paths = [paths for paths, _ in _joined.values()]
    inherited = [descriptor for _, descriptor in _joined.values()]
    _joined.clear()
    for paths in all_paths:
        _join(paths)
    for descriptor in inherited:
        os.close(descriptor)


atexit.register(_leave)
os.register_at_fork(after_in_child=_join_again)
