import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cohorts.models import Cohort

from ...roster_import.scripted import read_in_by_script, who_answers


class Command(BaseCommand):
    help = (
        "Read a roster (.xlsx or .csv) in to a cohort, by the rules of its page: all of it or "
        "nothing. Whoever gets a seat gets a letter, and their director is asked to sign."
    )

    def add_arguments(self, parser):
        parser.add_argument("cohort", help="the cohort, as in its address")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="print what came of it as JSON")
        parser.add_argument(
            "--answers",
            type=Path,
            help='answers to questions: [{"row": 3, "about": "agency", "choice": "…"}]',
        )
        parser.add_argument(
            "--by", default="", help="address of the lead or state staff who answers for it"
        )

        parser.add_argument(
            "--late-reason", default="", help="why they join, where the group is closed already"
        )

    def handle(self, *, cohort, file, dry_run, json, answers, by, late_reason, **options):
        found = Cohort.objects.filter(slug=cohort).select_related("network", "region").first()
        if found is None:
            raise CommandError(f"There is no cohort “{cohort}”.")
        person = who_answers(found, by)
        if person is None and (by or not dry_run):
            raise CommandError(f"{by or 'Nobody'} is no lead or state staff of this cohort.")
        report = read_in_by_script(
            found,
            read_bytes(file),
            file_name=file.name,
            by=person,
            answers=read_answers(answers),
            late_reason=late_reason,
            dry_run=dry_run,
        )
        self.say(report, as_json=json, dry_run=dry_run)

    def say(self, report, *, as_json, dry_run):
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for error in report["errors"]:
            self.stdout.write(f"Row {error['row']}, {error['column']}: {error['message']}")
        for asked in report["questions"]:
            choices = "; ".join(asked["choices"])
            self.stdout.write(
                f"Row {asked['row']}, {asked['about']}: {asked['question']} ({choices})"
            )
        for note in report["notes"]:
            self.stdout.write(note)
        if report["refused"]:
            raise CommandError(report["refused"])
        counts = "{new} new, {changed} added to, {unchanged} here already".format(**report)
        self.stdout.write(f"{counts}.{' Nothing is stored.' if dry_run else ''}")


def read_bytes(file):
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def read_answers(file):
    """[{"row", "about", "choice"}] of this file; nothing without one."""
    if file is None:
        return []
    try:
        answers = json.loads(read_bytes(file))
        return [
            {"row": int(given["row"]), "about": str(given["about"]), "choice": str(given["choice"])}
            for given in answers
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise CommandError(
            f'{file} holds no answers such as [{{"row": 3, "about": "agency", "choice": "…"}}].'
        ) from error
