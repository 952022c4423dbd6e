from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.db import transaction

from cop_site.demo_marker import is_demo_database
from cop_site.management.commands import up
from cop_site.old_layout import drop_everything, holds_only_invented_people, is_old_layout

from ...data.build import build


class Command(up.Command):
    help = "Run Hallway with invented people and meetings to look at."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demo never runs in production mode: unset HALLWAY_PRODUCTION, "
                "or use another machine."
            )
        super().handle(**options)

    def prepare(self):
        if is_old_layout() and holds_only_invented_people():
            self.stdout.write(
                "This demo was built by an earlier layout of Hallway. It is built anew."
            )
            drop_everything()
        super().prepare()
        if not is_demo_database():
            self.build_demo()

    def build_demo(self):
        if get_user_model().objects.exists():
            raise CommandError(
                "This database holds people and is no demo, so nothing was put into it. "
                "Use an empty one: HALLWAY_DATA=var/demo python3 manage.py demo"
            )
        self.stdout.write(
            "Building the demo: four invented regions, five meetings each "
            "(under a minute, this once)."
        )
        self.stdout.flush()
        with transaction.atomic():
            build(stdout=self.stdout)

    def greet(self):
        super().greet()
        self.stdout.write(
            f"Everybody here is invented. Become anyone at {self.address}/demo/ and read their "
            "mail at /demo/mail/."
        )
        self.stdout.flush()
