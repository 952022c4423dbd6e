"""HALLWAY_DEBUG=1 shows a developer the traceback of an error, and relaxes nothing else."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client

from cop_site import urls
from cop_site.management.commands import up

from ..source_tree import ROOT


def debug_with(**environment):
    """What settings.DEBUG is with these variables, read by a process of its own."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    program = "import cop_site.settings as settings; print(settings.DEBUG)"
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return said.stdout.strip()


@pytest.mark.parametrize(
    "environment, debug",
    [({}, "False"), ({"HALLWAY_DEBUG": "0"}, "False"), ({"HALLWAY_DEBUG": "1"}, "True")],
)
def test_it_is_on_only_when_asked_for(environment, debug):
    assert debug_with(**environment) == debug


@pytest.fixture
def page_of_an_error(db, monkeypatch):
    """What a browser gets from a health page that fails."""

    @login_not_required
    def broken(request):
        raise ZeroDivisionError("planted")

    health = next(pattern for pattern in urls.urlpatterns if pattern.name == "health")
    monkeypatch.setattr(health, "callback", broken)
    return lambda: Client(raise_request_exception=False).get("/healthz")


def test_an_error_shows_its_traceback_with_the_styles_of_djangos_page(page_of_an_error, settings):
    settings.DEBUG = True
    page = page_of_an_error()
    assert page.status_code == 500
    assert b"ZeroDivisionError" in page.content and b"planted" in page.content
    assert "Content-Security-Policy" not in page.headers


def test_without_it_an_error_tells_nothing(page_of_an_error):
    page = page_of_an_error()
    assert page.status_code == 500
    assert b"planted" not in page.content
    assert "Content-Security-Policy" in page.headers


def test_our_own_pages_keep_the_strict_policy(client, db, settings):
    strict = client.get("/privacy/").headers["Content-Security-Policy"]
    settings.DEBUG = True
    assert client.get("/privacy/").headers["Content-Security-Policy"] == strict
    assert "unsafe-inline" not in strict


def test_reload_starts_the_web_server_and_the_worker_that_watch_the_code():
    command = up.Command()
    command.host, command.port, command.reload = "127.0.0.1", 8000, True
    assert command.commands() == {
        "web server": [sys.executable, "manage.py", "runserver", "127.0.0.1:8000"],
        "background worker": [sys.executable, "manage.py", "work", "--reload"],
    }
