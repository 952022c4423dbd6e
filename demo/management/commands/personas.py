import json
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.management.commands.signin_link import sign_in_address
from cop_site.demo_marker import is_demo_database

from ...personas import personas, personas_of_communities


class Command(BaseCommand):
    help = (
        "List one person for each role of the demonstration, each with a link that signs in once "
        "after one click."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--everywhere",
            action="store_true",
            help="also those of the other communities, as participant:<network>",
        )

    def handle(self, *, json: bool, everywhere: bool = False, **options):
        if settings.PRODUCTION or not is_demo_database():
            raise CommandError(
                "There is no demonstration in this database. Start one with: python3 manage.py demo"
            )
        communities = personas_of_communities().values() if everywhere else []
        elsewhere = [persona for found in communities for persona in found]
        rows = [row_of(persona) for persona in [*personas(), *elsewhere]]
        self.stdout.write(as_json(rows) if json else as_lines(rows))


def row_of(persona):
    return {
        "role": persona.role,
        "name": persona.person.name,
        "email": persona.person.email,
        "cohort": persona.cohort,
        "signin": sign_in_address(persona.person, lasts=timedelta(days=1)),
    }


def as_json(rows):
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_lines(rows):
    return "\n".join(
        f"{row['role']:28} {row['name']:28} {row['cohort']:24} {row['signin']}" for row in rows
    )
