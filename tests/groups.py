"""Which tests one worker runs together, and in which order (`-n 2`).

A file whose tests share a fixture of the module stays in one worker, or each worker would build
the fixture again. Otherwise each function is a group of its own, and each quarter of a grid of the
audit, whose functions take up to an hour. What takes long begins first.
"""

import gc
from zlib import crc32

import pytest

#: The names of the shared rows that a test begins with (tests/shared.py).
SHARED = pytest.StashKey[list]()
#: Into so many groups a function of the audit is divided.
SHARES = 4


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    sharing = {item.path for item in items if module_fixtures(item)}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item, sharing)))
    result = yield
    if hasattr(config, "workerinput"):  # the controller takes the order of its workers
        items.sort(key=lambda item: turn_of(item, sharing))  # stable: otherwise as they stand
    return result


def pytest_collection_finish(session):
    """What is loaded by now stays to the end: the garbage collector need not look at it again."""
    if hasattr(session.config, "workerinput") and any("@" not in i.nodeid for i in session.items):
        pytest.exit("pytest-xdist does not group the tests: see the versions in pyproject.toml")
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def module_fixtures(item):
    """The names of the fixtures of this test that live as long as its file."""
    definitions = item._fixtureinfo.name2fixturedefs.items()
    return {name for name, found in definitions if found[-1].scope == "module"}


def group_of(item, sharing):
    if "alone" in item.keywords:
        return "alone"
    if "browser" in item.keywords:
        return "browser"
    path = item.path.relative_to(item.config.rootpath).as_posix()
    if path.startswith("tests/architecture/"):
        return "architecture"  # its files read the same sources
    if item.path in sharing:
        return path
    share = crc32(item.name.encode()) % SHARES if "audit" in item.keywords else 0
    return f"{path}::{item.originalname}::{share}"


def turn_of(item, sharing):
    """One worker begins with the browser, which keeps more than one processor busy, and the other
    with tests that commit: most of them wait for a lock or a clock.

    Files with fixtures of their own and the grids over all pages, in the folder of the tests
    itself, come before the many short groups, so that no worker is left with a long one. There,
    tests that begin with the same shared rows follow each other, so that these are made once.
    """
    if "browser" in item.keywords:
        return 0, []
    if commits(item):
        return 1, []
    if item.path in sharing:
        return 2, []
    rows = item.stash.get(SHARED, [])
    is_grid = item.path.parent == item.config.rootpath / "tests" or "house" in rows
    return 3 if is_grid else 4, rows


def commits(item):
    """Whether the test commits its transactions, so that the tables are emptied after it."""
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(item.fixturenames)
    )
