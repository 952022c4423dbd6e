"""Habits of the whole tree: where modules lie, how long they are, what nobody does."""

import importlib.util
import re
from collections import defaultdict

from ..source_tree import ROOT, imports_of, python_files, templates


def test_no_signals():
    banned = (
        "django.db.models.signals",
        "django.dispatch",
        "django.core.signals",
        "django.contrib.auth.signals",
        "allauth.account.signals",
    )
    found = [
        s
        for file, source in python_files().items()
        for s in imports_of(file, source)
        if s.module.startswith(banned)
    ]
    assert found == []


def test_no_drawer_for_odds_and_ends():
    names = {
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "services",
        "service",
        "misc",
        "tools",
        "core",
    }
    found = [file for file in python_files() if names & set(file.removesuffix(".py").split("/"))]
    assert found == []


def test_no_file_is_long():
    files = python_files() | {f"templates/{name}": text for name, text in templates().items()}
    files |= {
        str(path): path.read_text()
        for kind in ("css", "js")
        for path in (ROOT / "static" / kind).glob("*")
    }
    long = {file: lines for file, text in files.items() if (lines := text.count("\n")) > 400}
    assert long == {}


def test_settings_come_through_django():
    found = [
        s.file
        for file, source in python_files().items()
        for s in imports_of(file, source)
        if "cop_site.settings" in s.targets
    ]
    assert found == []


def test_no_psycopg_3():
    """Django would silently prefer it; the two differ under load balancers and in cursors."""
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None
    for name in ["requirements.txt", "requirements-test.txt"]:
        assert not re.search(r"(?m)^psycopg(\[|=| )", (ROOT / name).read_text())


def test_permission_table_is_read_by_nobody_but_tests_and_routes():
    """A page that asked the table would make the table check itself."""
    readers = {
        s.file
        for file, source in python_files().items()
        for s in imports_of(file, source)
        if "cop_site.permission_table" in s.targets
    }
    assert readers <= {"cop_site/management/commands/routes.py"}


# --- flat modules ---------------------------------------------------------------------------------

MOST_FLAT_MODULES = 8
#: Every package has these, so they say nothing about how much lies flat beside its folders.
NOT_COUNTED = {"__init__", "apps", "urls", "admin", "permissions", "jobs"}
#: Here each module is one noun of its own.
ONE_NOUN_A_MODULE = {"lib", "cop_site"}


def flat_modules(files):
    """{package: names of the modules at its root that count}."""
    found = defaultdict(list)
    for file in files:
        package, *rest = file.removesuffix(".py").split("/")
        if len(rest) == 1 and rest[0] not in NOT_COUNTED and package not in ONE_NOUN_A_MODULE:
            found[package].append(rest[0])
    return found


def test_few_flat_modules():
    full = {
        package: names
        for package, names in flat_modules(python_files()).items()
        if len(names) > MOST_FLAT_MODULES
    }
    assert full == {}


def test_planted_flat_modules_are_counted():
    files = [f"cohorts/planted_{number}.py" for number in range(9)]
    assert len(flat_modules(files)["cohorts"]) == 9
    assert flat_modules(["cohorts/apps.py", "cohorts/views/planted.py", "lib/planted.py"]) == {}
