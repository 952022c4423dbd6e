import io
import os
import socket
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError, connection

from launcher.locks import one_at_a_time
from launcher.processes import ProcessGroup, refuse_busy_port

from ... import env
from ...static_files import collect


class Command(BaseCommand):
    help = (
        "Bring the database up to date and run Hallway: the web server and one background worker."
    )
    requires_system_checks = []  # migrate runs them, once there is a database to ask

    def add_arguments(self, parser):
        parser.add_argument(
            "--share", action="store_true", help="let other machines on this network reach it"
        )
        parser.add_argument(
            "--reload",
            action="store_true",
            help="start web server and worker again when the code changes, to develop",
        )

    def handle(self, *, share, reload, **options):
        if reload and settings.PRODUCTION:
            raise CommandError("--reload is for developing: unset HALLWAY_PRODUCTION.")
        self.reload = reload
        self.host = "0.0.0.0" if share else "127.0.0.1"
        self.port = env.number("PORT", 8000, lowest=1, highest=65535)
        refuse_busy_port(self.host, self.port)
        refuse_silent_database()
        with one_at_a_time(settings.DATA_DIR / "prepare.lock"):
            self.prepare()
        connection.close()  # from here on this process only watches the others
        os.environ |= {
            "HALLWAY_NO_BOOTSTRAP": "1",
            "HALLWAY_SHARE": str(int(share)),
        }  # for the processes started next
        if share:
            self.name_this_machine()
        group = ProcessGroup(self.commands(), cwd=settings.BASE_DIR, keep_trying=self.reload)
        group.run(health=f"{self.address}/healthz", when_up=self.greet)

    def prepare(self):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_guidebooks", stdout=io.StringIO())
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if settings.COLLECTS_STATIC:
            collect()

    def commands(self):
        bind = f"{self.host}:{self.port}"
        if self.reload:
            return {
                "web server": [sys.executable, "manage.py", "runserver", bind],
                "background worker": [sys.executable, "manage.py", "work", "--reload"],
            }
        return {
            "web server": [sys.executable, "-m", "gunicorn", "--bind", bind],
            "background worker": [sys.executable, "manage.py", "work"],
        }

    def name_this_machine(self):
        """Accept requests for this machine's address in the network, and begin links with it."""
        known_as = address_on_the_network()
        os.environ.setdefault(
            "ALLOWED_HOSTS", f"localhost,127.0.0.1,{socket.gethostname()},{known_as}"
        )
        os.environ.setdefault("SITE_URL", f"http://{known_as}:{self.port}")
        self.stdout.write(
            f"Other machines on this network reach it at http://{known_as}:{self.port}"
        )

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def greet(self):
        self.stdout.write(f"Hallway is at {self.address} (Ctrl-C stops it).")
        self.stdout.flush()


def refuse_silent_database():
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(
            f"The database that DATABASE_URL names does not let Hallway in: {error}"
        ) from None


def address_on_the_network():
    """The IP address that this machine sends from. Connecting a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]
