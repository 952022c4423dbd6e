"""Builds the virtual environment .venv and continues inside it.

Only the standard library is imported here.

`.venv/.stamp` holds the hashes of the lock files that the environment was built from. If they have
changed, a new environment is built beside the old one and replaces it when it is complete, so an
interrupted build changes nothing.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from .errors import StartupError

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv"
UNFINISHED = ROOT / ".venv.unfinished"
OUTDATED = ROOT / ".venv.outdated"
#: Variables that make pip install into another folder.
ELSEWHERE = {"PIP_TARGET", "PIP_PREFIX"}
#: Arguments of Python; the lock file follows.
INSTALL = [
    "-m",
    "pip",
    "install",
    "-qq",
    "--no-input",
    "--disable-pip-version-check",
    "--require-hashes",
    "-r",
]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def enter_environment(*, testing):
    """Restart this program with the environment's Python, after building the environment
    where necessary.

    testing: with the packages that tests need. Returns at once inside the environment, or if
    HALLWAY_NO_BOOTSTRAP is 1. Raises StartupError.
    """
    if os.environ.get("HALLWAY_NO_BOOTSTRAP") == "1":
        return
    if not _is_current(testing):
        with _alone() as lock:
            if not _is_current(testing):  # another process may have built it while this one waited
                _build(testing, lock)
    if not _inside():
        os.execv(_python_of(HOME), [str(_python_of(HOME)), *sys.orig_argv[1:]])


def _inside():
    return Path(sys.prefix).resolve() == HOME.resolve()


def _python_of(environment):
    return environment / "bin" / "python"


def _is_current(testing):
    stamp = _stamp()
    if (
        _inside() and stamp.get("python") != PYTHON
    ):  # the system's Python changed under the environment
        return False
    return _python_of(HOME).exists() and all(
        stamp.get(name) == _hash(name) for name in _lock_files(testing)
    )


def _lock_files(testing):
    return ["requirements.txt", "requirements-test.txt"] if testing else ["requirements.txt"]


def _hash(name):
    return sha256((ROOT / name).read_bytes()).hexdigest()


def _stamp():
    """{name of a lock file: its hash, "python": its version} of the present environment;
    empty without one.
    """
    try:
        return dict(line.split() for line in (HOME / ".stamp").read_text().splitlines())
    except (OSError, ValueError):
        return {}


@contextmanager
def _alone():
    """One build at a time.

    pip inherits the lock, so that the pip of a killed process is waited for.
    """
    # inside, because Windows has no such module and manage.py should start there and say so
    import fcntl

    try:
        lock = os.open(ROOT / ".venv.lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StartupError(
            f"Hallway keeps its packages in {HOME} and cannot write there ({error.strerror}).\n"
            "Start from a copy of your own, or install requirements.txt yourself and set "
            "HALLWAY_NO_BOOTSTRAP=1."
        ) from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another start is installing Hallway's packages; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


def _build(testing, lock):
    testing = testing or "requirements-test.txt" in _stamp()
    locks = _lock_files(testing)
    stamp = "".join(f"{name} {_hash(name)}\n" for name in locks) + f"python {PYTHON}\n"
    _say(f"Installing Hallway's packages into {HOME} (under a minute, this once).")
    try:
        _make_environment()
        _install(locks[-1], lock)  # the last one holds everything in the ones before it
        _name_the_final_folder()
        (UNFINISHED / ".stamp").write_text(stamp)
        _take_the_place()
    except OSError as error:
        raise StartupError(f"Hallway's packages could not be put into {HOME}: {error}.") from error


def _make_environment():
    if find_spec("ensurepip") is None:
        raise StartupError(
            "This Python cannot make an environment: its part `ensurepip` is missing. "
            "On Debian and Ubuntu, type\n"
            f"    {_as_root()}apt-get install -y python{PYTHON}-venv\nand start again."
        )
    shutil.rmtree(UNFINISHED, ignore_errors=True)
    _run([sys._base_executable, "-m", "venv", UNFINISHED], "The environment could not be made")


def _install(lock_file, lock):
    _run(
        [_python_of(UNFINISHED), *INSTALL, ROOT / lock_file],
        (
            "The packages could not be installed. Nothing was changed; "
            "see whether this machine reaches its package index"
        ),
        pass_fds=[lock],
    )


def _run(command, complaint, **more):
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),
        env={**environment, "PIP_USER": "0"},
        **more,
    )
    if done.returncode:
        raise StartupError(f"{complaint} (the lines above say why). Then start again.")


def _name_the_final_folder():
    """Put the final path into the scripts in bin/, which hold the path they were installed in."""
    for script in (UNFINISHED / "bin").iterdir():
        if script.is_file() and not script.is_symlink():
            script.write_bytes(
                script.read_bytes().replace(os.fsencode(UNFINISHED), os.fsencode(HOME))
            )


def _take_the_place():
    shutil.rmtree(OUTDATED, ignore_errors=True)
    if HOME.exists() or HOME.is_symlink():
        HOME.rename(OUTDATED)
    UNFINISHED.rename(HOME)
    shutil.rmtree(OUTDATED, ignore_errors=True)


def _as_root():
    return "" if os.geteuid() == 0 else "sudo "


def _say(sentence):
    print(sentence, file=sys.stderr, flush=True)
