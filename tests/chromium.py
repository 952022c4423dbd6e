"""Browser tests need a Chromium.

Without one they are skipped and the last line says so; CI skips nothing.
"""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
MAC_APPS = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_skipped = set()


def find_chromium():
    """The browser of this machine, CHROMIUM first; None where there is none."""
    named = [os.environ.get("CHROMIUM")] if os.environ.get("CHROMIUM") else []
    installed = [shutil.which(name) for name in named + NAMES] + [
        path for path in MAC_APPS if Path(path).exists()
    ]
    return next(filter(None, installed), None)


@pytest.fixture(scope="session")
def chromium():
    """A running browser, shared by the session; tests open a context of their own in it."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # playwright keeps an event loop in this thread
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def pytest_collection_modifyitems(items):
    if find_chromium() is None:
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_runtest_logreport(report):
    if report.skipped and "browser" in report.keywords:
        _skipped.add(report.nodeid)


def pytest_sessionfinish(session, exitstatus):
    if _skipped and os.environ.get("CI") == "true" and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure():
    if _skipped:
        remedy = "install Chromium (on Debian: apt-get install -y chromium) and run them again"
        print(f"Browser tests skipped: {len(_skipped)}. To run them, {remedy}.")
