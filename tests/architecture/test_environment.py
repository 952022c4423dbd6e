"""docs/operations.md names every environment variable that the code reads."""

import re

from ..source_tree import ROOT, python_files

#: Calls of cop_site/env.py and os.environ with the name as first argument; names of our own,
#: which may stand in a constant.
READ = re.compile(
    r"""(?:\benv\.\w+|\bos\.environ\.get|\b(?:text|boolean))\(\s*"([A-Z_]+)"
    |\bos\.environ\["([A-Z_]+)"\]
    |"(HALLWAY_[A-Z_]+)\"""",
    re.VERBOSE,
)
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def variables_read(source):
    return {name for names in READ.findall(source) for name in names if name}


def sources():
    flat = [(ROOT / name).read_text() for name in ("manage.py", "gunicorn.conf.py")]
    return [*python_files().values(), *flat]


def test_every_variable_that_is_read_is_named():
    read = set().union(*(variables_read(source) for source in sources()))
    assert {"DATABASE_URL", "WEB_CONCURRENCY", "HALLWAY_TEST_SERVER"} <= read
    assert {name for name in read if f"`{name}`" not in OPERATIONS} == set()


def test_every_way_of_reading_one_is_seen():
    planted = """
        PLANTED = env.comma_separated(
            "PLANTED_A", default=[])
        os.environ.get("PLANTED_B", 2)
        os.environ["PLANTED_C"]
        NAME = "HALLWAY_PLANTED"
        boolean("PLANTED_D")
    """
    assert variables_read(planted) == {
        "PLANTED_A",
        "PLANTED_B",
        "PLANTED_C",
        "PLANTED_D",
        "HALLWAY_PLANTED",
    }
