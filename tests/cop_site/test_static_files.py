"""Static files as a demonstration and production serve them: hashed, compressed, kept for good."""

import fnmatch
import gzip
import os
import subprocess
import sys
from types import SimpleNamespace
from unittest import mock

import pytest
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.test.client import ClientHandler

from cop_site import static_files
from cop_site.static_files import STAMP, UsedFilesConfig, collect

from ..source_tree import ROOT

HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture
def collected(settings, tmp_path):
    """Those in static/ only; the others take a while to compress."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [ROOT / "static"]
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": HASHED}}
    collect()
    client = Client()
    client.handler = ClientHandler(enforce_csrf_checks=False)  # reads the folder as it is now
    return SimpleNamespace(client=client, root=tmp_path)


def test_browsers_keep_them_for_good(collected):
    for name in ["css/site.css", "js/evaluate.js", "fonts/atkinson-bold.woff2", "img/door.svg"]:
        answer = collected.client.get(staticfiles_storage.url(name))
        assert answer.status_code == 200, name
        kept = answer.headers["Cache-Control"]
        assert "immutable" in kept and "public" in kept and "max-age=315360000" in kept, name


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_sheets_and_scripts_are_compressed_but_not_typefaces(collected, encoding):
    for name in ["css/site.css", "js/evaluate.js"]:
        answer = collected.client.get(
            staticfiles_storage.url(name), HTTP_ACCEPT_ENCODING=f"{encoding}, deflate"
        )
        assert answer.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]
        if encoding == "gzip":
            sent = gzip.decompress(b"".join(answer.streaming_content))
            assert len(sent) == len((ROOT / "static" / name).read_bytes())
    typeface = collected.client.get(
        staticfiles_storage.url("fonts/atkinson-bold.woff2"), HTTP_ACCEPT_ENCODING=encoding
    )
    assert "Content-Encoding" not in typeface.headers and "Content-Length" in typeface.headers


def test_pages_name_the_hashed_files(collected):
    page = collected.client.get("/no-such-page/").content.decode()
    assert staticfiles_storage.url("css/participant.css") in page
    assert staticfiles_storage.url("css/participant.css") != "/static/css/participant.css"


def test_the_same_files_are_collected_once(collected):
    with mock.patch.object(static_files, "call_command") as collects:
        collect()
        assert not collects.called
        (collected.root / STAMP).write_text("of an earlier version")
        collect()
        assert collects.called


def test_every_file_of_bootstrap_that_pages_name_is_collected():
    kept = [
        name
        for name, storage in AppDirectoriesFinder().list(UsedFilesConfig.ignore_patterns)
        if fnmatch.fnmatch(name, "*/bootstrap*")
    ]
    assert sorted(kept) == ["css/bootstrap.min.css", "css/bootstrap.min.css.map"]


@pytest.mark.parametrize("debug, storage", [("", HASHED), ("1", "StaticFilesStorage")])
def test_only_who_develops_reads_them_where_they_are_written(debug, storage, tmp_path):
    program = (
        "import cop_site.settings as s; from django.conf import global_settings as g;"
        "print(getattr(s, 'STORAGES', g.STORAGES)['staticfiles']['BACKEND'], s.COLLECTS_STATIC)"
    )
    environment = {"HALLWAY_DEBUG": debug, "HALLWAY_DATA": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        | environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    backend, collects = said.stdout.split()
    assert backend.endswith(storage) and collects == str(not debug)
