"""The source as data, for the tests that watch the tree."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = [
    "lib",
    "launcher",
    "people",
    "guidebooks",
    "cohorts",
    "meetings",
    "guidebook_editor",
    "recruitment",
    "evaluations",
    "community",
    "accounts",
    "lifecycle",
    "dashboards",
    "cop_site",
    "demo",
    "bench",
]


#: The labels of our Django apps that have models:
#: every test that walks over models takes them from here.
MODEL_APPS = [
    "jobs",
    "people",
    "guidebooks",
    "cohorts",
    "meetings",
    "recruitment",
    "evaluations",
    "community",
    "accounts",
    "dashboards",
]


def our_models(labels=MODEL_APPS):
    """Every model of these apps, history included."""
    return [model for model in apps.get_models() if model._meta.app_label in labels]


@dataclass(frozen=True)
class Import:
    """`module` is absolute; `names` are what is taken from it;
    `inside` tells of an import within a function.
    """

    file: str
    module: str
    names: tuple
    inside: bool

    @property
    def targets(self):
        """The module and what is taken from it, as dotted names: a name may be a module too."""
        return [self.module, *(f"{self.module}.{name}" for name in self.names)]


def python_files():
    """{relative path: source} of our own Python, without tests and migrations."""
    files = [
        path
        for app in PACKAGES
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    ]
    return {str(path.relative_to(ROOT)): path.read_text() for path in sorted(files)}


def templates():
    folder = ROOT / "templates"
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def imports_of(file, source):
    return tuple(find_imports(file, source))


def find_imports(file, source):
    tree = ast.parse(source, file)
    for parent in ast.walk(tree):
        for node in ast.iter_child_nodes(parent):
            node.parent = parent
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, alias.name, (), is_inside_function(node))
        elif isinstance(node, ast.ImportFrom):
            yield Import(
                file,
                absolute(file, node),
                tuple(alias.name for alias in node.names),
                is_inside_function(node),
            )


def is_inside_function(node):
    while node := getattr(node, "parent", None):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return True
    return False


def absolute(file, node):
    """The dotted name of the module in `from … import`, dots resolved."""
    if not node.level:
        return node.module
    package = file.removesuffix(".py").split("/")[: -node.level]
    return ".".join([*package, node.module] if node.module else package)


def calls_named(source, names):
    """Names of these functions that the source calls, with the first argument when it is a text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            if called in names:
                first = node.args[0] if node.args else None
                yield called, first.value if isinstance(first, ast.Constant) else None
