"""manage.py import_applications: the rules of the page, and what came of it as JSON."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from cohorts.models import Letter, StaffAct

from .. import factories

pytestmark = pytest.mark.django_db
KEYS = ["rows_read", "new", "changed", "unchanged", "errors", "questions", "notes", "refused"]
GOOD = "Name,Email\nUma Reed,uma@example.org\nBea Peña,bea@example.org\nTotal: 2,\n"
DOUBTFUL = (
    "Name,Email,Agency\nUma Reed,uma@example.org,Harbor Unified\n"
    "Bea Peña,bea@example.org,Harbor Unified S.D.\n"
)


@pytest.fixture(autouse=True)
def lead(regional_lead):
    return regional_lead


@pytest.fixture
def run(cohort, tmp_path):
    def run(text, *options, answers=None):
        file = tmp_path / "roster.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        if answers is not None:
            (tmp_path / "answers.json").write_text(json.dumps(answers))
            options = (*options, "--answers", str(tmp_path / "answers.json"))
        out = io.StringIO()
        call_command("import_applications", cohort.slug, str(file), "--json", *options, stdout=out)
        report = json.loads(out.getvalue())
        assert list(report) == KEYS
        people = report["new"] + report["changed"] + report["unchanged"]
        rows = {e["row"] for e in report["errors"]} | {q["row"] for q in report["questions"]}
        assert report["rows_read"] == people + len(rows), "each row is in exactly one"
        return report

    return run


def test_a_dry_run_stores_nothing(run, cohort):
    report = run(GOOD, "--dry-run")
    assert (report["rows_read"], report["new"], report["refused"]) == (2, 2, None)
    assert report["notes"] == ["Row 4 (“Total: 2”) is not read as a person."]
    assert not cohort.memberships.exists() and not cohort.roster_imports.exists()


def test_it_is_read_in_and_the_second_time_nothing_changes(run, cohort, lead):
    assert run(GOOD)["new"] == 2 and cohort.memberships.count() == 2
    assert StaffAct.objects.get().by == lead and Letter.objects.count() == 2
    again = run(GOOD)
    assert (again["new"], again["unchanged"], again["refused"]) == (0, 2, None)
    assert StaffAct.objects.count() == 1


def test_mistakes_name_row_column_and_value_and_nothing_is_stored(run, cohort):
    report = run("Name,E-mail,School\nUma Reed,uma,Oak\n45012,b@example.org,\n")
    assert report["errors"] == [
        {
            "row": 2,
            "column": "E-mail",
            "value": "uma",
            "message": "“uma” is not an address such as name@agency.org.",
        },
        {
            "row": 3,
            "column": "Name",
            "value": "45012",
            "message": "“45012” is a number, not a name.",
        },
    ]
    assert report["refused"] == "2 rows have mistakes. Nothing is stored."
    assert not cohort.memberships.exists()


def test_with_open_questions_nothing_is_stored_until_they_are_answered(run, cohort):
    report = run(DOUBTFUL)
    (asked,) = report["questions"]
    assert (asked["row"], asked["about"]) == (3, "agency")
    assert report["refused"] == "1 row is asked about. Nothing is stored."
    assert not cohort.memberships.exists()
    answer = {"row": 3, "about": "agency", "choice": asked["choices"][0]}
    stray = {"row": 9, "about": "agency", "choice": "x"}
    report = run(DOUBTFUL, answers=[answer, stray])
    assert report["refused"] is None and report["new"] == 2 and cohort.memberships.count() == 2
    assert "Nobody asked about “agency” in row 9; that answer was passed over." in report["notes"]
    applications = cohort.cohort_parts.first().applications
    assert set(applications.values_list("agency_name", flat=True)) == {"Harbor Unified"}


@pytest.mark.parametrize(
    "text, words",
    [
        ("just some words", "No headings found"),
        (b"%PDF-1.7", "This is a PDF."),
        ("Who,What\nA,b\n", "Row 1 says “Who”, “What”."),
        (b"x" * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(run, text, words):
    report = run(text)
    assert words in report["refused"] and report["rows_read"] == 0


def test_only_lead_and_state_staff_answer_for_it(run, cohort, facilitator, state_staff):
    with pytest.raises(CommandError, match="is no lead or state staff"):
        run(GOOD, "--by", facilitator.email)
    run(GOOD, "--by", state_staff.email)
    assert StaffAct.objects.get().by == state_staff


def test_without_json_it_says_so_in_words(cohort, tmp_path):
    file, out = tmp_path / "roster.csv", io.StringIO()
    file.write_text(GOOD)
    call_command("import_applications", cohort.slug, str(file), stdout=out)
    assert "2 new, 0 added to, 0 here already." in out.getvalue()
    with pytest.raises(CommandError, match="There is no cohort"):
        call_command("import_applications", "no-such", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_applications", cohort.slug, str(tmp_path / "none.csv"))
    file.write_text(GOOD.replace("uma@example.org", "uma"))
    with pytest.raises(CommandError, match="1 row has mistakes"):
        call_command("import_applications", cohort.slug, str(file), stdout=out)


def test_answers_that_are_none_are_refused(run, cohort):
    with pytest.raises(CommandError, match="holds no answers such as"):
        run(GOOD, answers={"row": 3})


def test_a_member_is_added_to(run, cohort):
    nora = factories.create_person("Nora Blank", "nora@example.org")
    factories.create_membership(cohort, nora)
    report = run("Name,Email,Phone\nNora Blank,nora@example.org,555-555-0101\n")
    assert (report["changed"], report["new"]) == (1, 0)
    nora.refresh_from_db()
    assert nora.phone == "555-555-0101"
