"""Databases of the benchmark's own, on the server that settings name; the user's data is never opened for writing.

One migrated database is the original; each size is a copy of it, filled once. A name carries a mark of everything
that decides what is inside, so that `--keep` finds only what is still true.
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

OURS = "hallway_bench_"


def mark():
    """Migrations, guidebooks and the generator itself decide what is inside; and today, since plans age."""
    folders = [Path(app.path, "migrations") for app in apps.get_app_configs()] + [Path(__file__).parent / "rows"]
    files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    files += sorted(Path(settings.BASE_DIR, "fixtures").rglob("*.json"))
    content = b"".join(path.read_bytes() for path in files) + date.today().isoformat().encode()
    return sha256(content).hexdigest()[:12]


def existing():
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [OURS])
        return [name for (name,) in cursor]


def on_server(statement):
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(statement)


def drop(names):
    for name in names:
        on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Databases:
    """The benchmark's databases: `filled(size, fill)` makes one if need be, `using(name)` works in it."""

    def __init__(self):
        self.mark, self.user_connection, self.open = mark(), connections["default"], {}

    def name_of(self, what):
        return f"{OURS}{what}_{self.mark}"

    def filled(self, size, fill):
        """The database of this size; `fill` makes its rows. A half filled one never has the final name."""
        name = self.name_of(f"{size.name}_{size.people}")
        if name not in existing():
            unfinished = f"{name}_unfinished"
            drop([unfinished])
            on_server(f'CREATE DATABASE "{unfinished}" TEMPLATE "{self.migrated()}"')
            with self.using(unfinished):
                fill(size)
            self.open.pop(unfinished).close()
            on_server(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        return name

    def migrated(self):
        name = self.name_of("migrated")
        if name not in existing():
            on_server(f'CREATE DATABASE "{name}"')
            with self.using(name):
                call_command("migrate", verbosity=0)
                call_command("createcachetable", verbosity=0)
            self.open.pop(name).close()
        return name

    @contextmanager
    def using(self, name):
        """Everything inside talks to this database."""
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
        drop([name for name in existing() if not keep or self.mark not in name])
        connections["default"] = self.user_connection


def connection_to(name):
    """A connection like the user's, to another database of the same server."""
    connection = connections.create_connection("default")
    connection.settings_dict = {**connections["default"].settings_dict, "NAME": name}
    return connection
