"""The tree watches itself: arrows, layers, names, sizes, templates, public pages."""

import ast
import importlib.util
import re

import pytest

from cop_site.routes import all_routes

from .source_tree import PACKAGES, ROOT, calls_named, imports_of, python_files, templates

# --- arrows between apps ----------------------------------------------------------------------------

#: Which packages each may import directly; whatever stands below those comes with it.
STANDS_ON = {
    "lib": [],
    "launcher": [],
    "people": ["lib"],
    "guidebooks": ["people"],
    "cohorts": ["guidebooks"],
    "meetings": ["cohorts"],
    "library": ["meetings"],
    "recruitment": ["meetings"],
    "evaluations": ["meetings"],
    "community": ["meetings"],
    "accounts": ["recruitment"],
    "lifecycle": ["recruitment", "evaluations", "community", "library"],
    "dashboards": ["lifecycle", "accounts"],
}
#: Nobody imports these two, and they are not installed in production.
APART = ["demo", "bench"]


def below(package):
    """Every package that stands below this one."""
    return {lower for direct in STANDS_ON[package] for lower in [direct, *below(direct)]}


MAY_IMPORT = {package: below(package) for package in STANDS_ON}
MAY_IMPORT["cop_site"] = {*STANDS_ON}
MAY_IMPORT |= {package: {*STANDS_ON, "cop_site", *APART} for package in APART}


def unit_of(dotted):
    """The package that a dotted module name belongs to, or None for somebody else's code."""
    top = dotted.split(".")[0]
    return top if top in PACKAGES else None


def unit_of_file(file):
    return unit_of(file.removesuffix(".py").replace("/", "."))


def wrong_arrows(files):
    for file, source in files.items():
        home = unit_of_file(file)
        for statement in imports_of(file, source):
            units = {unit_of(statement.module)} - {None, home}
            if units - MAY_IMPORT[home]:
                yield f"{file}: {statement.module}"


def test_arrows_between_apps():
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


def test_no_way_round_the_arrows():
    """Models found by name, or modules imported by name, would be arrows that nobody sees."""
    loaders = {"get_model", "import_module", "import_string", "__import__"}
    found = [f"{file}: {call}({first!r})" for file, source in python_files().items() for call, first in calls_named(source, loaders)]
    assert found == []


def test_no_import_of_ours_inside_a_function():
    late = [
        f"{statement.file}: {statement.module}"
        for file, source in python_files().items()
        for statement in imports_of(file, source)
        if statement.inside and unit_of(statement.module) and not file.endswith("apps.py") and file not in STARTS_THE_HOUSE
    ]
    assert late == []


#: These run before Django is there, so they cannot import at the top.
STARTS_THE_HOUSE = {"launcher/venv.py", "launcher/supervisor.py"}

# --- layers inside an app ---------------------------------------------------------------------------

LAYERS = {"models": 0, "permissions": 2, "forms": 3, "views": 4, "urls": 5, "management": 6, "apps": 6, "middleware": 6}
#: A module named for its topic (letters, planning, printouts, resources, admin, …) stands on the models.
TOPIC = 1


def layer_of(dotted):
    parts = [re.sub(r"^\w+_urls$", "urls", part) for part in dotted.split(".")]
    return next((LAYERS[part] for part in parts[1:] if part in LAYERS), TOPIC if len(parts) > 1 else None)


def wrong_layers(files):
    for file, source in files.items():
        home, height = unit_of_file(file), layer_of(file.removesuffix(".py").replace("/", "."))
        for statement in imports_of(file, source):
            targets = statement.targets if statement.module != home else statement.targets[1:]
            heights = [layer_of(target) for target in targets if unit_of(target) == home]
            if home != "lib" and any(above is not None and above > height for above in heights):
                yield f"{file}: {statement.module}"


def test_layers_inside_an_app():
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


# --- habits -----------------------------------------------------------------------------------------


def test_no_signals():
    banned = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals", "allauth.account.signals")
    found = [s for file, source in python_files().items() for s in imports_of(file, source) if s.module.startswith(banned)]
    assert found == []


def test_no_drawer_for_odds_and_ends():
    names = {"utils", "util", "helpers", "helper", "common", "services", "service", "misc", "tools", "core"}
    found = [file for file in python_files() if names & set(file.removesuffix(".py").split("/"))]
    assert found == []


def test_no_file_is_long():
    files = python_files() | {f"templates/{name}": text for name, text in templates().items()}
    files |= {str(path): path.read_text() for kind in ("css", "js") for path in (ROOT / "static" / kind).glob("*")}
    long = {file: lines for file, text in files.items() if (lines := text.count("\n")) > 400}
    assert long == {}


def test_settings_come_through_django():
    found = [
        s.file
        for file, source in python_files().items()
        for s in imports_of(file, source)
        if "cop_site.settings" in s.targets
    ]
    assert found == []


def test_no_psycopg_3():
    """Django would silently prefer it; the two differ under load balancers and in cursors."""
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None
    for name in ["requirements.txt", "requirements-test.txt"]:
        assert not re.search(r"(?m)^psycopg(\[|=| )", (ROOT / name).read_text())


def test_permission_table_is_read_by_nobody_but_tests_and_routes():
    """A page that asked the table would make the table check itself."""
    readers = {s.file for file, source in python_files().items() for s in imports_of(file, source) if "cop_site.permission_table" in s.targets}
    assert readers <= {"cop_site/management/commands/routes.py"}


# --- templates --------------------------------------------------------------------------------------

#: Sent as mail or printed, these carry their own style sheet.
OF_THEIR_OWN = re.compile(r"(^|/)(print|letters)/")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


def test_no_inline_script_or_style():
    found = {
        name: INLINE.findall(text)
        for name, text in templates().items()
        if name.endswith(".html") and not OF_THEIR_OWN.search(name) and INLINE.search(text)
    }
    assert found == {}


@pytest.mark.parametrize(
    "html", ["<script>go()</script>", '<b style="color:red">', '<a onclick="go()">', "<style>", '<a href="javascript:go()">']
)
def test_planted_inline_is_caught(html):
    assert INLINE.search(html)


def test_nothing_comes_from_another_host():
    files = templates() | {path.name: path.read_text() for path in (ROOT / "static" / "css").glob("*.css")}
    found = {name for name, text in files.items() if re.search(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//""", text)}
    assert found == set()


#: Templates that Django, allauth or crispy look up by themselves.
FOUND_BY_NAME = re.compile(r"^(400|403|403_csrf|404|413|500)\.html$|^(admin|account|mfa|allauth|bootstrap5|django|registration|import_export)/")


def mentioned_templates():
    """Every template name that code or another template says, dynamic parts as wildcards."""
    patterns = set()
    for source in python_files().values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                patterns.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(v.value) if isinstance(v, ast.Constant) else "[^/]+" for v in node.values]
                patterns.add("".join(parts))
    for text in templates().values():
        patterns |= {re.escape(name) for name in re.findall(r"""["']([\w./-]+\.(?:html|txt|svg|xml))["']""", text)}
    return [pattern for pattern in patterns if re.search(r"\\?\.(html|txt|svg|xml)$|^[\w/]+\[\^/\]\+$", pattern)]


def test_every_template_is_used():
    said = [re.compile(pattern + "$") for pattern in mentioned_templates()]
    unused = [name for name in templates() if not FOUND_BY_NAME.search(name) and not any(pattern.match(name) for pattern in said)]
    assert unused == []


# --- public pages -----------------------------------------------------------------------------------

#: Pages for somebody who is not signed in. Pages behind a personal link are here too: the link is their key.
PUBLIC = {
    "home", "health", "privacy", "accessibility", "help", "set_language", "accounts:sign-in", "accounts:sign-out",
    "demo:persona-list", "demo:become", "demo:mail-list", "demo:mail-detail",
    "recruitment:apply", "recruitment:apply-received", "link-open", "evaluations:results-published",
    "guidebook-list", "guidebook-detail", "guidebook-application", "guidebook-principles", "guidebook-activity", "guidebook-meeting",
    "guidebook-document", "guidebook-meeting-document", "recruitment:interest-add",
    # behind a personal link
    "accounts:sign-in-link", "recruitment:application-own", "recruitment:application-confirm", "recruitment:application-change", "recruitment:application-withdraw",
    "recruitment:endorsement-answer", "recruitment:endorsement-forward", "recruitment:endorsement-object", "meetings:reply-link", "meetings:reply-calendar",
    "evaluations:evaluation-answer-link", "recruitment:interest-own",
}  # fmt: skip


def test_public_pages():
    assert {route.name for route in all_routes() if route.is_public and not route.name.startswith(("account_", "mfa_", "admin:"))} == PUBLIC
