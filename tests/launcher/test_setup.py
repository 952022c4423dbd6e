"""Starting from nothing: environment, bundled PostgreSQL, environment variables."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.psycopg_any import is_psycopg3

from cop_site import env
from launcher import venv
from launcher.errors import StartupError
from launcher.processes import refuse_busy_port

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-test.txt"]


def test_an_old_python_can_read_the_sentence_that_names_the_new_one():
    source = (ROOT / "manage.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    assert not re.search(r"\bf[\"']", source)  # and Python 2 can read it, too


def test_what_runs_before_the_packages_needs_none_of_them():
    program = (
        "import sys; before = set(sys.modules); import launcher.venv; "
        "print(*set(sys.modules) - before)"
    )
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    others = {name.split(".")[0] for name in loaded.stdout.split()} - sys.stdlib_module_names
    assert others == {"launcher"}


def test_the_environment_belongs_to_this_copy():
    assert venv.HOME == ROOT / ".venv"


def test_django_talks_to_postgresql_with_psycopg2():
    assert not is_psycopg3


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_pin_with_hashes_and_name_no_host(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text and "--index-url" not in text and "--find-links" not in text
    pins = re.findall(r"^\S+==\S+.*(?:\n .*)*", text, re.MULTILINE)
    assert len(pins) > 40 and all("--hash=sha256:" in pin for pin in pins)


def test_lock_files_hold_what_the_project_asks_for_and_agree():
    runtime, testing = (
        dict(re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    )
    assert runtime.items() <= testing.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {re.match(r"[\w-]+", line).group() for line in project["dependencies"]}
    assert asked <= runtime.keys()
    assert {
        re.match(r"[\w-]+", line).group() for line in project["optional-dependencies"]["test"]
    } <= testing.keys()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of what the bootstrap looks at."""
    monkeypatch.setattr(venv, "ROOT", tmp_path)
    monkeypatch.setattr(venv, "HOME", tmp_path / ".venv")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    for lock in LOCKS:
        (tmp_path / lock).write_text(lock)
    return tmp_path


def stamp(folder, *locks):
    lines = [f"{lock} {venv._hash(lock)}\n" for lock in locks]
    (folder / ".venv" / ".stamp").write_text("".join(lines))


def test_an_environment_is_current_while_its_lock_is_unchanged(folder):
    assert not venv._is_current(testing=False)
    stamp(folder, "requirements.txt")
    assert venv._is_current(testing=False)
    assert not venv._is_current(testing=True)
    (folder / "requirements.txt").write_text("something newer")
    assert not venv._is_current(testing=False)


def test_a_torn_stamp_counts_as_none(folder):
    (folder / ".venv" / ".stamp").write_text("requirements.txt\n")
    assert not venv._is_current(testing=False)


def test_without_ensurepip_the_line_to_type_is_printed(monkeypatch):
    monkeypatch.setattr(venv, "find_spec", lambda name: None)
    with pytest.raises(StartupError, match=r"apt-get install -y python3\.\d+-venv"):
        venv._make_environment()


def test_a_busy_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(StartupError, match=rf"Port {port} .* PORT={port + 1} "):
            refuse_busy_port("127.0.0.1", port)


@pytest.mark.parametrize(
    "value, understood", [("1", True), ("No", False), ("", False), (" on ", True)]
)
def test_yes_and_no_in_the_environment(monkeypatch, value, understood):
    monkeypatch.setenv("HALLWAY_X", value)
    assert env.boolean("HALLWAY_X", default=False) is understood


def test_odd_or_missing_values_are_refused_by_name(monkeypatch):
    monkeypatch.setenv("HALLWAY_X", "maybe")
    with pytest.raises(ImproperlyConfigured, match="HALLWAY_X is 'maybe'"):
        env.boolean("HALLWAY_X")
    with pytest.raises(ImproperlyConfigured, match="HALLWAY_X is 'maybe'"):
        env.number("HALLWAY_X", 1, lowest=1, highest=9)
    monkeypatch.setenv("HALLWAY_X", " ")
    with pytest.raises(ImproperlyConfigured, match="HALLWAY_X is not set: it signs"):
        env.required("HALLWAY_X", "it signs cookies")


CLIENT = """
import sys, psycopg2
from launcher import postgres
url = postgres.ensure(sys.argv[1], durable=False)
psycopg2.connect(url).close()
print(url, flush=True)
sys.stdin.read()
"""


def client(data):
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, data],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.alone
def test_the_last_client_out_stops_the_bundled_postgresql(tmp_path_factory):
    data = tmp_path_factory.mktemp("data", numbered=True) / "a folder" / "postgres"
    first, second = client(data), client(data)
    url = first.stdout.readline().strip()
    assert second.stdout.readline().strip() == url

    first.kill()  # however a client ends, its share in the lock ends with it
    first.communicate()
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT usesuper, usecreatedb FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (False, True)
    connection.close()

    second.communicate()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)
