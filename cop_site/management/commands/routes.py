import json

from django.core.management.base import BaseCommand

from ...permission_table import outside_package, rules_of
from ...routes import all_routes


class Command(BaseCommand):
    help = "List every URL pattern with who may open it, from the permission table."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="as a list of objects")

    def handle(self, *, json: bool = False, **options):
        rows = [described(route, line) for route in all_routes() for line in rules_of(route.name) or [None]]
        self.stdout.write(as_json(rows) if json else "\n".join(as_text(row) for row in rows))


def described(route, line):
    return {
        "name": route.name,
        "when": dict([line.when]) if line and line.when else {},
        "pattern": route.address,
        "public": route.is_public,
        "audience": line.audience if line else outside_package(route.name),
        "scope": line.scope if line else None,
        "methods": sorted(line.verbs) if line else None,
        "words": line.closed_to_supervisors if line else None,
        "outsiders": line.outsiders if line else None,
    }


def as_json(rows):
    return json.dumps(rows, indent=2)


def as_text(row):
    return f"{row['pattern']:<70} {row['name']:<36} {row['audience'] or 'NOT IN THE TABLE'}"
