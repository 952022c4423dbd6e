"""Starting the bundled PostgreSQL before Django reads its settings, unless DATABASE_URL names
another server.
"""

import os
from pathlib import Path

from . import postgres

ROOT = Path(__file__).resolve().parents[1]
#: Names the server of the tests for the processes that one run of them starts.
TEST_SERVER = "HALLWAY_TEST_SERVER"
#: Values of a variable that mean no.
NO = {"0", "false", "no", "off"}


def start_bundled_server():
    """Start it in the data folder where necessary; `bundled_url` then knows its address.

    Raises PostgresError.
    """
    if not _other_server():
        postgres.ensure(data_folder() / "postgres")


def start_test_server():
    """The same for tests: another server, faster and less durable;
    its address is left in the environment.
    """
    if not _other_server():
        os.environ[TEST_SERVER] = postgres.ensure(data_folder() / "postgres-test", durable=False)


def bundled_url():
    """The URL of Hallway's database in the server that this process started or joined;
    None without one.
    """
    return postgres.joined_url() or os.environ.get(TEST_SERVER)


def data_folder():
    """The folder of the bundled database and of generated files."""
    return Path(os.environ.get("HALLWAY_DATA", "").strip() or ROOT / "var").resolve()


def _other_server():
    """Whether DATABASE_URL names a server, or production demands that it does."""
    production = os.environ.get("HALLWAY_PRODUCTION", "").strip().lower() not in {"", *NO}
    return production or os.environ.get("DATABASE_URL", "").strip()
