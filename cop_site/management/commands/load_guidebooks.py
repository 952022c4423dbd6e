from django.core.management.base import BaseCommand
from django.db import transaction

from ...loading import load_everything


class Command(BaseCommand):
    help = (
        "Load the network, its regions and standards, the activities and every guidebook version "
        "that is not there yet."
    )

    @transaction.atomic
    def handle(self, **options):
        for guidebook, is_new in load_everything():
            self.stdout.write(
                f"{guidebook.slug} version {guidebook.version}: "
                f"{'added' if is_new else 'already there'}"
            )
