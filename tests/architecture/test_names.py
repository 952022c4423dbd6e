"""One noun, one word: names of modules, classes, functions, templates and URLs against
docs/glossary.md.
"""

import ast
import re
from dataclasses import dataclass

import pytest

from cop_site.routes import all_routes

from ..source_tree import PACKAGES, ROOT, python_files, templates
from .names_left import LEFT

GLOSSARY = ROOT / "docs" / "glossary.md"
#: Names that other packages look up by themselves.
OF_OTHERS = re.compile(r"^(account|mfa|allauth|bootstrap5|admin)[/_:]")
#: Pages of the site itself.
WITHOUT_NOUN = {"home", "home_nothing", "help", "accessibility", "privacy"}
#: URL names of the site itself, and of verbs that have no row to name.
URLS_WITHOUT_NOUN = {
    "home",
    "help",
    "accessibility",
    "privacy",
    "set_language",
    "sign-out",
    "apply",
    "apply-step",
    "apply-check",
    "apply-restart",
    "apply-received",
    "become",
}


@dataclass(frozen=True)
class Entry:
    """One row of the glossary, every word as a tuple of its parts in lower case."""

    word: tuple
    never: tuple


def parts_of(name):
    """The parts of a name: `seatApplicant`, `seat_applicant` and `seat-applicant` are
    ("seat", "applicant").
    """
    return tuple(part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name))


def read_glossary(text):
    """The entries of every table whose head begins with "Word"."""
    rows = [line.strip().split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")]
    return [entry(*row) for row in rows if row[0].strip() != "Word"]


def entry(word, meaning, where, never):
    return Entry(parts_of(word), tuple(parts_of(name) for name in re.findall(r"`([^`]+)`", never)))


ENTRIES = read_glossary(GLOSSARY.read_text())
WORDS = [entry.word for entry in ENTRIES]
FORBIDDEN = sorted({word for entry in ENTRIES for word in entry.never})


def without_words(parts):
    """The parts that are left when words of two or more parts are taken out,
    such as *attendance sheet*.
    """
    for word in sorted(WORDS, key=len, reverse=True):
        for at in range(len(parts) - len(word) + 1):
            if len(word) > 1 and parts[at : at + len(word)] == word:
                return [*without_words(parts[:at]), None, *without_words(parts[at + len(word) :])]
    return list(parts)


def forbidden_in(name):
    """The forbidden words that are part of a name, as the glossary writes them."""
    parts = without_words(parts_of(name))
    return [
        " ".join(word)
        for word in FORBIDDEN
        if any(tuple(parts[at : at + len(word)]) == word for at in range(len(parts)))
    ]


# --- what has a name ------------------------------------------------------------------------------


def module_names(files):
    """{"module cohorts/access.py": ["access"]}: file names, without the package's own name."""
    return {f"module {file}": file.removesuffix(".py").split("/")[1:] for file in files}


def template_names(names):
    return {
        f"template {name}": name.rsplit(".", 1)[0].split("/")
        for name in names
        if not OF_OTHERS.match(name)
    }


def url_names(names):
    return {f"url {name}": [name.rpartition(":")[2]] for name in names if not OF_OTHERS.match(name)}


def definitions(files):
    """Classes and functions, methods too; a name that several of a file share counts once."""
    found = {}
    for file, source in files.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                kind = "class" if isinstance(node, ast.ClassDef) else "function"
                found[f"{kind} {file} {node.name}"] = [node.name]
    return found


def everything_named():
    routes = {route.name for route in all_routes()}
    return (
        module_names(python_files())
        | template_names(templates())
        | url_names(routes)
        | definitions(python_files())
    )


def violations(named):
    """{what has the name: forbidden words in it}"""
    found = {
        label: [word for name in names for word in forbidden_in(name)]
        for label, names in named.items()
    }
    return {label: words for label, words in found.items() if words}


# --- tests ----------------------------------------------------------------------------------------


def test_the_glossary_is_read():
    assert len(ENTRIES) > 70
    assert len(FORBIDDEN) > 40
    assert ("block",) in WORDS
    assert ("segment",) in FORBIDDEN


def test_no_word_is_defined_twice_and_none_is_forbidden():
    assert len(WORDS) == len(set(WORDS))
    assert set(WORDS) & set(FORBIDDEN) == set()


def test_no_name_has_a_forbidden_word():
    new = {
        label: words for label, words in violations(everything_named()).items() if label not in LEFT
    }
    assert new == {}


def test_what_is_left_shrinks():
    """Whoever mends a name takes its line out of names_left.py."""
    mended = set(LEFT) - set(violations(everything_named()))
    assert mended == set(), (
        "these names are mended: take them out of tests/architecture/names_left.py"
    )


@pytest.mark.parametrize(
    "named",
    [
        module_names({"meetings/views/segments.py": ""}),
        module_names({"cohorts/outbox.py": ""}),
        template_names(["recruitment/signoff_form.html"]),
        template_names(["components/hall.html"]),
        url_names(["meetings:promise-add"]),
        url_names(["recruitment:sign-off-forward"]),
        definitions({"evaluations/planted.py": "class CoarseShare: ..."}),
        definitions({"evaluations/planted.py": "def open_words(): ..."}),
        definitions({"lib/planted.py": "class Renderer:\n    def first_page(self): ..."}),
        definitions({"meetings/planted.py": "def sheets_of(meeting): ..."}),
    ],
)
def test_a_planted_word_is_caught(named):
    assert len(violations(named)) == 1


@pytest.mark.parametrize(
    "named",
    [
        module_names({"meetings/attendance_sheet.py": ""}),
        template_names(["meetings/print/sign_in_sheet.html"]),
        template_names(["account/hall.html"]),
        url_names(["admin:words"]),
        definitions({"lib/planted.py": "def keywords_of(text): ..."}),
        definitions({"lib/planted.py": "def read_spreadsheet(upload): ..."}),
    ],
)
def test_a_right_name_is_left_alone(named):
    assert violations(named) == {}


# --- pages and addresses begin with a noun --------------------------------------------------------


def begins_with_a_word(name):
    parts = parts_of(name)
    return any(same(parts[: len(word)], word) for word in WORDS)


def same(parts, word):
    """Equal, or the plural of its last part."""
    return (
        bool(parts)
        and len(parts) == len(word)
        and parts[:-1] == word[:-1]
        and parts[-1].removesuffix("s") == word[-1].removesuffix("s")
    )


def pages(names):
    """Templates of whole pages in the folders of our packages."""
    split = [(name, name.rsplit(".", 1)[0].split("/")) for name in names]
    return [
        name
        for name, path in split
        if len(path) == 2 and path[0] in PACKAGES and not path[1].startswith("_")
    ]


def page_noun_missing(names):
    return [
        name
        for name in pages(names)
        if not begins_with_a_word(stem := name.rsplit(".", 1)[0].split("/")[1])
        and stem not in WITHOUT_NOUN
    ]


def url_noun_missing(names):
    ours = {name.rpartition(":")[2] for name in names if not OF_OTHERS.match(name)}
    return sorted(name for name in ours - URLS_WITHOUT_NOUN if not begins_with_a_word(name))


def test_templates_begin_with_a_noun_of_the_glossary():
    assert page_noun_missing(templates()) == []


def test_url_names_begin_with_a_noun_of_the_glossary():
    assert url_noun_missing(route.name for route in all_routes()) == []


def test_a_page_without_a_noun_is_caught():
    assert page_noun_missing(
        ["meetings/who_comes.html", "meetings/_who_comes.html", "meetings/meeting_detail.html"]
    ) == ["meetings/who_comes.html"]
    assert url_noun_missing(["meetings:who-comes", "meetings:meeting-detail", "help"]) == [
        "who-comes"
    ]


# --- the documents name files that are there ------------------------------------------------------

PATH = re.compile(r"`([\w.-]+/[\w./-]*)`")


def missing_paths(text):
    """Paths in backticks below a folder of this repository that are not there."""
    ours = [
        path
        for path in PATH.findall(text)
        if (ROOT / path.split("/")[0]).is_dir() and not path.startswith(("var/", ".venv/"))
    ]
    return sorted({path for path in ours if not (ROOT / path).exists()})


@pytest.mark.parametrize(
    "file",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")),
    ],
)
def test_documents_name_files_that_are_there(file):
    assert missing_paths((ROOT / file).read_text()) == []


def test_a_path_that_is_gone_is_caught():
    assert missing_paths(
        "`cohorts/standing.py`, `cohorts/access.py`, `/healthz`, `var/postgres`"
    ) == ["cohorts/standing.py"]
