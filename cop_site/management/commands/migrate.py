from django.core.management import CommandError
from django.core.management.commands import migrate

from ...old_layout import REFUSAL, is_old_layout


class Command(migrate.Command):
    """Django's command, which refuses a database of the old layout."""

    def handle(self, *args, **options):
        if is_old_layout():
            raise CommandError(REFUSAL)
        super().handle(*args, **options)
