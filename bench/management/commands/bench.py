import json

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from cop_site.static_files import collect

from ...run import run
from ...table import report_lines


class Command(BaseCommand):
    help = (
        "Measure every main page at two sizes, in databases of the benchmark's own "
        "(see bench/README.md)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--large",
            action="store_true",
            help="8,000 people and a million answers, in place of 1,600 people",
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
        parser.add_argument(
            "--keep", action="store_true", help="keep the databases for the next run of this day"
        )
        parser.add_argument("--rounds", type=int, help="how often each page is asked for")

    def handle(self, *, large, json: bool, keep, rounds, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The benchmark makes databases of its own and never runs in production mode."
            )
        if settings.COLLECTS_STATIC:
            collect()
        found = run(large=large, keep=keep, rounds=rounds, say=self.say)
        self.stdout.write(as_json(found) if json else "\n".join(report_lines(found)))

    def say(self, words):
        self.stderr.write(words)
        self.stderr.flush()


def as_json(found):
    return json.dumps(found, indent=1)
