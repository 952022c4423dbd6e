from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """The command where the package demo is not installed;
    elsewhere demo's own command of this name is found first.
    """

    help = "Run Hallway with invented people and meetings to look at (not in production)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--share", action="store_true", help="let other machines on this network reach it"
        )
        parser.add_argument(
            "--reload", action="store_true", help="start again when the code changes, to develop"
        )

    def handle(self, **options):
        raise CommandError(
            "The demo never runs in production mode: unset HALLWAY_PRODUCTION, "
            "or use another machine."
        )
