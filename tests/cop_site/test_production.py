"""Production mode refuses to start until everything it needs is set,
and then has nothing to complain about.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from people.models import Person

from .. import factories

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"SECRET_KEY": "s" + "7wq9x!k2" * 8, "HALLWAY_LINK_KEY": "l" + "3fz8v-m5" * 8}
COMPLETE = {
    **KEYS,
    "HALLWAY_PRODUCTION": "1",
    "HALLWAY_NO_BOOTSTRAP": "1",
    "ALLOWED_HOSTS": "hallway.example.org",
    "SITE_URL": "https://hallway.example.org",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


def manage(*command, **environment):
    bare = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "HOME", "LANG", "TMPDIR")
    }
    settings = {
        name: value for name, value in (COMPLETE | environment).items() if value is not None
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=bare | settings,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "HALLWAY_LINK_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL"],
)
def test_what_is_missing_is_named_in_one_sentence(name):
    said = manage("check", **{name: None})
    lines = (said.stdout + said.stderr).strip().splitlines()
    assert said.returncode != 0 and len(lines) == 1 and name in lines[0] and lines[0].endswith(".")


ODD = {
    "a short key": ({"SECRET_KEY": "short"}, "at least 50"),
    "one key for both": ({"HALLWAY_LINK_KEY": KEYS["SECRET_KEY"]}, "two different"),
    "an odd switch": ({"HALLWAY_PRODUCTION": "maybe"}, "HALLWAY_PRODUCTION"),
    "an empty host list": ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS"),
    "a traceback for everybody": ({"HALLWAY_DEBUG": "1"}, "HALLWAY_DEBUG"),
    "every host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    "no safe address": ({"SITE_URL": "http://hallway.example.org"}, "SITE_URL"),
    "no address": ({"SITE_URL": "hallway.example.org"}, "SITE_URL"),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_values_are_refused_in_words(kind):
    environment, words = ODD[kind]
    said = manage("check", **environment)
    lines = (said.stdout + said.stderr).strip().splitlines()
    assert said.returncode != 0 and len(lines) == 1 and words in lines[0]
    assert not any(secret in lines[0] for secret in KEYS.values())


@pytest.mark.django_db(transaction=True)
def test_when_everything_is_set_the_check_is_clean():
    said = manage(
        "check", "--deploy", "--fail-level", "WARNING", DATABASE_URL=address_of_this_database()
    )
    assert said.returncode == 0, said.stderr
    assert "no issues" in said.stdout + said.stderr


@pytest.mark.django_db(transaction=True)
def test_a_database_of_the_demonstration_is_refused():
    """Production settings over a database that holds one invented person:
    the check before a start says no.
    """
    factories.create_person("Ivy Invented", is_demo=True)
    said = manage(
        "check", "--deploy", "--fail-level", "WARNING", DATABASE_URL=address_of_this_database()
    )
    assert (
        said.returncode != 0
        and "hallway.E001" in said.stderr
        and "holds the invented people" in said.stderr
    )
    Person.objects.update(is_demo=False)
    said = manage(
        "check", "--deploy", "--fail-level", "WARNING", DATABASE_URL=address_of_this_database()
    )
    assert said.returncode == 0, said.stderr


def address_of_this_database():
    data = connection.settings_dict
    secret = f":{data['PASSWORD']}" if data["PASSWORD"] else ""
    place = f"{data['HOST']}:{data['PORT']}" if data["HOST"] else ""
    socket = f"?host={quote(data['OPTIONS']['host'], safe='')}" if "host" in data["OPTIONS"] else ""
    return f"postgresql://{data['USER']}{secret}@{place}/{data['NAME']}{socket}"


def test_the_demonstration_never_runs():
    said = manage("demo")
    assert (
        said.returncode != 0
        and "never runs in production" in said.stderr
        and "Traceback" not in said.stderr
    )


def test_nothing_reloads():
    said = manage("up", "--reload")
    assert (said.returncode, said.stderr) == (
        1,
        "CommandError: --reload is for developing: unset HALLWAY_PRODUCTION.\n",
    )


def test_cookies_belong_to_this_host_and_nobody_skips_the_second_factor():
    program = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_SAMESITE, s.SECURE_SSL_REDIRECT, s.DEBUG, "
        "s.EMAIL_BACKEND.split('.')[-2],"
        " repr(s.SECOND_FACTOR_EXEMPTION))"
    )
    said = manage("shell", "-v0", "-c", program)
    assert said.stdout.split() == [
        "__Host-hallway",
        "__Host-csrf",
        "True",
        "True",
        "True",
        "Lax",
        "True",
        "False",
        "smtp",
        "''",
    ], said.stderr
