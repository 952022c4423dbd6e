"""Imports: the arrows between packages, the layers inside one, and how few imports are hidden
in functions.
"""

import re
import sys

import pytest

from ..source_tree import ROOT, calls_named, imports_of, python_files
from .packages import MAY_IMPORT, unit_of, unit_of_file

# --- between packages -----------------------------------------------------------------------------


def wrong_arrows(files):
    for file, source in files.items():
        home = unit_of_file(file)
        for statement in imports_of(file, source):
            units = {unit_of(statement.module)} - {None, home}
            if units - MAY_IMPORT[home]:
                yield f"{file}: {statement.module}"


def test_arrows_between_packages():
    assert list(wrong_arrows(python_files())) == []


@pytest.mark.parametrize(
    "file, source",
    [
        ("cohorts/planted.py", "from meetings.models import Meeting"),
        ("cohorts/planted.py", "def late():\n    import evaluations.models"),
        ("cohorts/models/planted.py", "def late():\n    from cop_site import urls"),
        ("meetings/planted.py", "from evaluations import models"),
        ("meetings/views/planted.py", "from lifecycle.actions.open_cohort import open_cohort"),
        ("evaluations/planted.py", "import cop_site.urls"),
        ("lib/planted.py", "from cohorts.models import Cohort"),
        ("people/planted.py", "from guidebooks.models import Part"),
        ("guidebooks/actions/planted.py", "from cohorts.models import Cohort"),
        ("recruitment/planted.py", "from evaluations.models import Release"),
        ("community/planted.py", "from recruitment.models import Application"),
        ("cop_site/planted.py", "from demo import personas"),
        ("cop_site/planted.py", "from bench import run"),
        ("demo/planted.py", "from bench import run"),
    ],
)
def test_a_planted_wrong_import_is_caught(file, source):
    assert len(list(wrong_arrows({file: source}))) == 1


@pytest.mark.parametrize(
    "file, source",
    [
        ("cohorts/planted.py", "from lib import pdf"),
        ("dashboards/planted.py", "from accounts.models import SignInRequest"),
        ("cohorts/views/planted.py", "from ..models import Cohort"),
        ("evaluations/planted.py", "import meetings.models\nfrom cohorts.models import Cohort"),
        ("cop_site/planted.py", "from evaluations.models import Release"),
        ("lib/jobs/planted.py", "from ..text import email_key"),
        ("meetings/planted.py", "import django.db"),
    ],
)
def test_a_right_import_is_left_alone(file, source):
    assert list(wrong_arrows({file: source})) == []


#: Models found by name, or modules imported by name, would be arrows that nobody sees.
LOADERS = {"get_model", "import_module", "import_string", "__import__"}


def ways_round(files):
    for file, source in files.items():
        for call, first in calls_named(source, LOADERS):
            yield f"{file}: {call}({first!r})"


def test_no_way_round_the_arrows():
    assert list(ways_round(python_files())) == []


@pytest.mark.parametrize(
    "source",
    [
        "apps.get_model('cohorts', 'Cohort')",
        "import_module('cohorts.models')",
        "__import__('cohorts')",
    ],
)
def test_a_planted_way_round_is_caught(source):
    assert len(list(ways_round({"lib/planted.py": source}))) == 1


def foreign_to_the_launcher(files):
    """Imports of the launcher that are there only after it has installed the requirements."""
    for file, source in files.items():
        for statement in imports_of(file, source):
            top = statement.module.split(".")[0]
            if unit_of_file(file) == "launcher" and top not in {
                *sys.stdlib_module_names,
                "psycopg2",
                "launcher",
            }:
                yield f"{file}: {statement.module}"


def test_the_launcher_needs_the_standard_library_only():
    assert list(foreign_to_the_launcher(python_files())) == []


def test_a_planted_import_of_the_launcher_is_caught():
    source = (
        "import os\nimport psycopg2\nfrom .errors import Trouble\nfrom django.conf import settings"
    )
    assert list(foreign_to_the_launcher({"launcher/planted.py": source})) == [
        "launcher/planted.py: django.conf"
    ]


# --- inside functions -----------------------------------------------------------------------------

#: What an app registers once all apps are there; anything else of ours is imported at the top.
READY = "apps.py"
MOST_INSIDE_FUNCTIONS = 5


def imports_inside_functions(files):
    for file, source in files.items():
        for statement in imports_of(file, source):
            if statement.inside:
                yield statement


def ours_inside_functions(files):
    for statement in imports_inside_functions(files):
        if unit_of(statement.module) and not statement.file.endswith(READY):
            yield f"{statement.file}: {statement.module}"


def test_no_import_of_ours_inside_a_function():
    assert list(ours_inside_functions(python_files())) == []


def test_few_imports_inside_functions():
    files = python_files() | {"manage.py": (ROOT / "manage.py").read_text()}
    found = [
        f"{statement.file}: {statement.module}" for statement in imports_inside_functions(files)
    ]
    assert len(found) <= MOST_INSIDE_FUNCTIONS, found


def test_a_planted_import_inside_a_function_is_caught():
    late = {"people/planted.py": "def late():\n    from lib import text\n    import json"}
    assert list(ours_inside_functions(late)) == ["people/planted.py: lib"]
    assert len(list(imports_inside_functions(late))) == 2
    assert list(imports_inside_functions({"people/planted.py": "from lib import text"})) == []


# --- layers inside a package ----------------------------------------------------------------------

LAYERS = {
    "models": 0,
    "permissions": 2,
    "forms": 3,
    "views": 4,
    "urls": 5,
    "management": 6,
    "apps": 6,
    "middleware": 6,
}
#: A module named for its topic (letters, planning, printouts, resources, admin, …) stands
#: on the models.
TOPIC = 1


def layer_of(dotted):
    parts = [re.sub(r"^\w+_urls$", "urls", part) for part in dotted.split(".")]
    return next(
        (LAYERS[part] for part in parts[1:] if part in LAYERS), TOPIC if len(parts) > 1 else None
    )


def wrong_layers(files):
    for file, source in files.items():
        home, height = unit_of_file(file), layer_of(file.removesuffix(".py").replace("/", "."))
        for statement in imports_of(file, source):
            targets = statement.targets if statement.module != home else statement.targets[1:]
            heights = [layer_of(target) for target in targets if unit_of(target) == home]
            if home != "lib" and any(above is not None and above > height for above in heights):
                yield f"{file}: {statement.module}"


def test_layers_inside_a_package():
    assert list(wrong_layers(python_files())) == []


@pytest.mark.parametrize(
    "file, source",
    [
        ("cohorts/models/planted.py", "from ..letters import write_letter"),
        ("cohorts/models/planted.py", "from cohorts import views"),
        ("cohorts/permissions.py", "from .forms import apply"),
        ("cohorts/forms/planted.py", "from ..views import links"),
        ("cohorts/letters/compose.py", "from .permissions import cohort_page"),
        ("meetings/views/planted.py", "from .. import urls"),
    ],
)
def test_a_planted_wrong_layer_is_caught(file, source):
    assert len(list(wrong_layers({file: source}))) == 1


@pytest.mark.parametrize(
    "file, source",
    [
        (
            "cohorts/views/planted.py",
            "from ..models import Cohort\nfrom ..actions.duties import assign",
        ),
        ("cohorts/forms/planted.py", "from ..permissions import cohort_page"),
        ("cohorts/letters/compose.py", "from ..actions import duties\nfrom ..models import Letter"),
        ("meetings/views/planted.py", "from cohorts.views import members"),
    ],
)
def test_a_right_layer_is_left_alone(file, source):
    assert list(wrong_layers({file: source})) == []
