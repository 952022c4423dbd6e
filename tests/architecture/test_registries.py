"""The one registry of callbacks is that of the jobs: what a package adds to another is composed
by imports above both.
"""

import ast
import re

import pytest

from ..source_tree import imports_of, python_files

#: What an app may do when Django has loaded all apps: import Django's own system checks, and the
#: module `jobs` of every package.
READY = {
    "cop_site/apps.py": {"cop_site.checks"},
    "lib/jobs/apps.py": {"autodiscover_modules('jobs')"},
}
#: {module `jobs` of a package: what it imports, which must be all that it does}
JOBS = {
    "dashboards/jobs.py": {"dashboards.actions.make_document"},
    "evaluations/jobs.py": {"evaluations.actions.release"},
    "recruitment/jobs.py": {"recruitment.roster_import.import_job"},
}
REGISTRY = "lib/jobs/registry.py"
#: Filled while the program runs, but with no callbacks: the servers that this process has joined.
NO_CALLBACKS = {"launcher/postgres.py: _joined"}
MAKES_A_COLLECTION = {"dict", "list", "set", "defaultdict", "OrderedDict"}
GROWS = {"append", "add", "update", "setdefault", "extend", "insert"}


def ready_imports(files):
    """{file: what `ready` imports; or what it does, if it does more than that}"""
    found = {}
    for file, source in files.items():
        if not file.endswith("apps.py"):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.name == "ready":
                found[file] = (
                    set(modules_of(file, source)) if only_imports(node) else set(statements(node))
                )
    return found


def jobs_imports(files):
    """{module `jobs` of a package: what it imports; or what it does, if it does more than that}"""
    found = {}
    for file, source in files.items():
        if re.fullmatch(r"\w+/jobs.py", file):
            tree = ast.parse(source)
            imports = set(modules_of(file, source, inside=False))
            found[file] = imports if only_imports(tree) else set(statements(tree))
    return found


def modules_of(file, source, *, inside=True):
    for statement in imports_of(file, source):
        if statement.inside == inside:
            yield from (f"{statement.module}.{name}" for name in statement.names or [""])


def only_imports(node):
    return all(
        isinstance(one, ast.Import | ast.ImportFrom) or is_docstring(one) for one in node.body
    )


def statements(node):
    return (ast.unparse(one) for one in node.body if not is_docstring(one))


def is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_ready_registers_jobs_and_checks_only():
    assert ready_imports(python_files()) == READY
    assert jobs_imports(python_files()) == JOBS


def collections_at_the_top(tree):
    """Names that a module binds to a collection that is empty at first."""
    for node in tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        if targets and is_empty_collection(node.value):
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def is_empty_collection(value):
    if isinstance(value, ast.Call):
        return getattr(value.func, "id", "") in MAKES_A_COLLECTION
    return isinstance(value, ast.Dict | ast.List | ast.Set) and not (
        value.keys if isinstance(value, ast.Dict) else value.elts
    )


def names_that_grow(tree):
    """Names that a function of the module adds something to."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Assign):
                    yield from (
                        t.value.id
                        for t in node.targets
                        if isinstance(t, ast.Subscript) and isinstance(t.value, ast.Name)
                    )
                if is_growing_call(node) and isinstance(node.func.value, ast.Name):
                    yield node.func.value.id


def is_growing_call(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in GROWS
    )


def registries(files):
    """Modules with a collection at the top that begins empty and that a function fills."""
    for file, source in files.items():
        tree = ast.parse(source)
        yield from (
            f"{file}: {name}"
            for name in sorted({*collections_at_the_top(tree)} & {*names_that_grow(tree)})
        )


def test_the_jobs_are_the_only_registry():
    found = {*registries(python_files())} - NO_CALLBACKS
    assert [name.split(":")[0] for name in found] == [REGISTRY]


@pytest.mark.parametrize(
    "source",
    [
        "HOOKS = []\ndef register(function):\n    HOOKS.append(function)\n    return function",
        (
            "_pages = {}\ndef register(name):\n    def keep(function):\n"
            "        _pages[name] = function\n    return keep"
        ),
        "hooks: dict = {}\ndef add(name, hook):\n    hooks.setdefault(name, hook)",
        "hooks = defaultdict(list)\ndef add(name, hook):\n    hooks.update({name: hook})",
    ],
)
def test_a_planted_registry_is_caught(source):
    assert len(list(registries({"meetings/planted.py": source}))) == 1


def test_what_is_no_registry_is_left_alone():
    source = (
        "PAGES = {'home': 'home'}\nEMPTY = []\ndef pages():\n    found = []\n    found.append(1)\n"
        "    return found"
    )
    assert list(registries({"meetings/planted.py": source})) == []


@pytest.mark.parametrize(
    "body, said",
    [
        ("from .hooks import more", {"meetings.hooks.more"}),
        ("from . import signals", {"meetings.signals"}),
        ("HOOKS.append(self)", {"HOOKS.append(self)"}),
    ],
)
def test_a_planted_ready_is_seen(body, said):
    source = f"class Planted(AppConfig):\n    def ready(self):\n        {body}"
    assert ready_imports({"meetings/apps.py": source}) == {"meetings/apps.py": said}
    assert jobs_imports({"meetings/jobs.py": body}) == {"meetings/jobs.py": said}
