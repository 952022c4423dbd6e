import json

from django.core.management.base import BaseCommand

from ...permission_table import outside_package, rules_of
from ...routes import all_routes


class Command(BaseCommand):
    help = "List every URL pattern with who may open it, from the permission table."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="as a list of objects")

    def handle(self, *, json: bool = False, **options):
        rows = [
            described(route, rule)
            for route in all_routes()
            for rule in rules_of(route.name) or [None]
        ]
        self.stdout.write(as_json(rows) if json else "\n".join(as_text(row) for row in rows))


def described(route, rule):
    return {
        "name": route.name,
        "when": dict([rule.when]) if rule and rule.when else {},
        "pattern": route.address,
        "public": route.is_public,
        "audience": rule.audience if rule else outside_package(route.name),
        "scope": rule.scope if rule else None,
        "methods": sorted(rule.verbs) if rule else None,
        "words": rule.closed_to_supervisors if rule else None,
        "outsiders": rule.outsiders if rule else None,
    }


def as_json(rows):
    return json.dumps(rows, indent=2)


def as_text(row):
    return f"{row['pattern']:<70} {row['name']:<36} {row['audience'] or 'NOT IN THE TABLE'}"
