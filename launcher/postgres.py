"""The bundled PostgreSQL: for trying, developing and testing, used only when DATABASE_URL is unset.

Every process that calls `ensure` holds a shared lock on the data folder for as long as it lives, however it ends.
Whoever can make that lock exclusive on the way out was the last one, and stops the server.
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
EXTENSIONS = ["unaccent", "pg_trgm", "citext", "btree_gist"]
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]  # for data that may be lost: tests

_joined = {}  # home folder -> (place, descriptor that holds this process's shared lock)


def ensure(data, *, durable=True):
    """Create and start the server in this folder if need be; the URL of Hallway's database in it."""
    place = ServerPaths(data)
    with _alone(place):
        if not _answers(place):
            _create_cluster(place)
            _start(place, durable)
            _prepare(place)
        _join(place)
    return _url(place, ROLE)


def superuser_url(data):
    """For tests that try what somebody with every right in the database could find out."""
    return _url(ServerPaths(data), "postgres")


def stop(data):
    """Stop the server now, whoever still uses it."""
    place = ServerPaths(data)
    with _alone(place):
        _stop(place)


def _url(place, role):
    return f"postgresql://{role}@/{DATABASE}?host={quote(str(place.socket), safe='')}"


def _alone(place):
    """One process at a time creates, starts or stops."""
    return one_at_a_time(place.home / "start.lock")


def _answers(place):
    try:
        _connect(place, ROLE, DATABASE).close()
    except psycopg2.OperationalError:
        return False
    return True


def _connect(place, role, database):
    connection = psycopg2.connect(host=str(place.socket), user=role, dbname=database, connect_timeout=10)
    connection.autocommit = True
    return connection


def _create_cluster(place):
    """Made beside and renamed, so that a folder called `cluster` is always a whole one."""
    if place.cluster.exists():
        return
    unfinished = place.home / "cluster.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    made = place.run(
        "initdb", "-D", unfinished, "-U", "postgres", "--auth-local=trust", "--auth-host=reject", "-E", "UTF8",
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
    )
    if made.returncode:
        raise PostgresError(f"The bundled PostgreSQL could not make its data folder.\n{made.stderr.strip()}")
    unfinished.rename(place.cluster)


def _start(place, durable):
    settings = ["listen_addresses=", f"unix_socket_directories={place.socket}", "max_connections=200"]
    options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings + ([] if durable else QUICK))
    for _ in range(20):  # after a crash the old server's last processes can linger for some seconds
        if place.run("pg_isready", "-q", "-h", place.socket, "-U", "postgres").returncode == 0:
            return
        _forget_dead_server(place)
        started = place.run("pg_ctl", "start", "-w", "-D", place.cluster, "-l", place.log, "-o", options)
        if started.returncode:
            time.sleep(0.5)
    raise PostgresError(
        f"The bundled PostgreSQL did not start. {place.log} says:\n{_last_lines(place.log)}\n"
        "Set DATABASE_URL to use your own server instead."
    )


def _forget_dead_server(place):
    """After a crash the number in the pid file may by now belong to some other program, and PostgreSQL would wait."""
    pid_file = place.cluster / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = pid_file.read_text().split("\n")[0].strip()
    if "postgres" not in _command_of(pid):
        pid_file.unlink(missing_ok=True)


def _command_of(pid):
    if Path("/proc/self/cmdline").exists():
        command = Path("/proc") / pid / "cmdline"
        return command.read_bytes().decode(errors="replace") if command.exists() else ""
    return subprocess.run(["ps", "-p", pid, "-o", "command="], capture_output=True, text=True).stdout


def _last_lines(log):
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else "(nothing)"


def _prepare(place):
    """The extensions need the superuser once; what is made from template1 later, like a test's database, has them."""
    _install_extensions(place, "template1")
    with closing(_connect(place, "postgres", "postgres")) as connection, connection.cursor() as cursor:
        if not _found(cursor, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER")
        if not _found(cursor, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
    _install_extensions(place, DATABASE)


def _install_extensions(place, database):
    with closing(_connect(place, "postgres", database)) as connection, connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def _found(cursor, query, name):
    cursor.execute(query, [name])
    return cursor.fetchone() is not None


def _join(place):
    if place.home not in _joined:
        descriptor = open_lock(place.home / "clients.lock")
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        _joined[place.home] = place, descriptor


def _leave():
    for place, descriptor in _joined.values():
        with _alone(place):
            if _is_last(descriptor):
                _stop(place)
            os.close(descriptor)
    _joined.clear()


def _is_last(descriptor):
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stop(place):
    place.run("pg_ctl", "stop", "-m", "fast", "-D", place.cluster)


def _join_again():
    """A forked child is a client of its own: it must neither share its parent's lock nor lose it."""
    places = [place for place, _ in _joined.values()]
    inherited = [descriptor for _, descriptor in _joined.values()]
    _joined.clear()
    for place in places:
        _join(place)
    for descriptor in inherited:
        os.close(descriptor)


atexit.register(_leave)
os.register_at_fork(after_in_child=_join_again)
