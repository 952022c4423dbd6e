"""The benchmark's own databases, on the server of the settings.

The data of the installation is not opened.

One database is migrated; for each size a copy of it is filled. Names hold a hash of everything that
decides about the content, so that `--keep` only finds databases that are still right.
"""

from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections

NAME_PREFIX = "hallway_bench_"


def content_hash():
    """12 hexadecimal digits of a hash of migrations, fixtures, the generator and today's date."""
    folders = [Path(app.path, "migrations") for app in apps.get_app_configs()] + [
        Path(__file__).parent / "rows"
    ]
    files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    files += sorted(Path(settings.BASE_DIR, "fixtures").rglob("*.json"))
    content = b"".join(path.read_bytes() for path in files) + date.today().isoformat().encode()
    return sha256(content).hexdigest()[:12]


def existing_names():
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [NAME_PREFIX]
        )
        return [name for (name,) in cursor]


def execute_on_server(statement):
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(statement)


def drop_databases(names):
    for name in names:
        execute_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Databases:
    """Makes, opens and drops the benchmark's databases."""

    def __init__(self):
        self.mark, self.user_connection, self.open = content_hash(), connections["default"], {}

    def name_of(self, what):
        return f"{NAME_PREFIX}{what}_{self.mark}"

    def filled(self, size, fill):
        """The name of this size's database; a missing one is filled by `fill(size)` and renamed."""
        name = self.name_of(f"{size.name}_{size.people}")
        if name not in existing_names():
            unfinished = f"{name}_unfinished"
            drop_databases([unfinished])
            execute_on_server(f'CREATE DATABASE "{unfinished}" TEMPLATE "{self.migrated()}"')
            with self.using(unfinished):
                fill(size)
            self.open.pop(unfinished).close()
            execute_on_server(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        return name

    def migrated(self):
        name = self.name_of("migrated")
        if name not in existing_names():
            execute_on_server(f'CREATE DATABASE "{name}"')
            with self.using(name):
                call_command("migrate", verbosity=0)
                call_command("createcachetable", verbosity=0)
            self.open.pop(name).close()
        return name

    @contextmanager
    def using(self, name):
        """Make this database the default connection inside the block."""
        before = connections["default"]
        connections["default"] = self.open.setdefault(name, connection_to(name))
        ContentType.objects.clear_cache()
        try:
            yield connections["default"]
        finally:
            connections["default"] = before

    def close(self, *, keep):
        for connection in self.open.values():
            connection.close()
        drop_databases([name for name in existing_names() if not keep or self.mark not in name])
        connections["default"] = self.user_connection


def connection_to(name):
    """A connection with the settings of the default one, to another database of its server."""
    connection = connections.create_connection("default")
    connection.settings_dict = {**connections["default"].settings_dict, "NAME": name}
    return connection
