"""Names of URLs in Python and in templates: a package leads only to pages of packages
that it may know.
"""

import ast
import re
from functools import cache

import pytest

from ..source_tree import python_files, templates
from .packages import (
    is_allowed,
    may_know,
    unit_of_file,
    unit_of_url_name,
    url_names_without_namespace,
    url_namespaces,
)

#: What takes the name of a URL as its first argument.
TAKES_A_NAME = {"reverse", "reverse_lazy", "redirect", "resolve_url"}
IN_NAMESPACE = re.compile(r"^([a-z_]+):[a-z0-9_-]*$")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r"""(["'])([^"'\s]*)\1""")
#: Tags whose first argument is the name of a URL.
LINK_TAG = re.compile(r"""\{%-?\s*(?:url|nav_link|foot_link)\s+(["'])([^"']+)\1""")
#: Names of URLs that texts mean something else by;
#: found where they are the argument of a call or a tag.
COMMON_WORDS = {"help"}


@cache
def texts_of(source):
    return tuple(find_texts(source))


def find_texts(source):
    """Every text constant of the source; of a text with gaps, what stands before the first gap."""
    tree = ast.parse(source)
    pieces = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces |= {id(piece) for piece in node.values}
            if node.values and isinstance(node.values[0], ast.Constant):
                yield node.values[0].value
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in pieces
        ):
            yield node.value


def first_arguments(source):
    """Texts that are given to `reverse`, `redirect` and the like as their first argument."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            called = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            first = node.args[0]
            if (
                called in TAKES_A_NAME
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                yield first.value


def is_url_name(text):
    """Is this a name in a namespace of ours, or a known one without?"""
    if found := IN_NAMESPACE.match(text):
        return found[1] in url_namespaces()
    return text in url_names_without_namespace() - COMMON_WORDS


def names_in_python(source):
    yield from (text for text in texts_of(source) if is_url_name(text))
    yield from (
        text for text in first_arguments(source) if "/" not in text and not is_url_name(text)
    )


def names_in_template(text):
    for tag in TAG.findall(text):
        if found := LINK_TAG.match(tag):
            yield found[2]
        yield from (word for _, word in QUOTED.findall(tag) if is_url_name(word))


def url_names(files):
    """(file, name) of every URL name that Python or a template says."""
    for file, text in files.items():
        yield from ((file, name) for name in names_in(file, text))


@cache
def names_in(file, text):
    names = names_in_python(text) if file.endswith(".py") else names_in_template(text)
    return sorted(set(names))


def wrong_names(files):
    for file, name in url_names(files):
        home = unit_of_file(file)
        if home and not may_know(home, unit_of_url_name(name)) and not is_allowed(file, name):
            yield f"{file}: {name}"


def everything():
    return python_files() | {f"templates/{name}": text for name, text in templates().items()}


def test_a_package_leads_to_pages_it_may_know():
    assert list(wrong_names(everything())) == []


def test_names_are_found_at_all():
    """The patterns above still meet the code: every namespace is named somewhere,
    and some names have none.
    """
    found = [name for _, name in url_names(everything())]
    assert {name.split(":")[0] for name in found if ":" in name} == {*url_namespaces()}
    assert len([name for name in found if ":" not in name]) > 20


@pytest.mark.parametrize(
    "file, text",
    [
        ("cohorts/planted.py", "reverse('meetings:meeting-detail', args=[1])"),
        ("cohorts/planted.py", "redirect('recruitment:apply', slug='a')"),
        ("meetings/planted.py", "def address(name):\n    return reverse(f'dashboards:{name}')"),
        (
            "meetings/planted.py",
            "PAGES = {'results': 'evaluations:results'}\nreverse(PAGES['results'])",
        ),
        ("meetings/planted.py", "reverse('evaluations:' + name)"),
        ("dashboards/planted.py", "reverse('home')"),
        ("dashboards/planted.py", "PAGES = {'first': 'home'}"),
        ("dashboards/planted.py", "redirect('help')"),
        ("cop_site/views/planted.py", "reverse('demo:persona-list')"),
        ("guidebook_editor/planted.py", "PAGES = ['guidebook-detail']"),
        ("people/planted.py", "redirect('account_login')"),
        ("templates/meetings/planted.html", "{% url 'evaluations:results' %}"),
        ("templates/meetings/planted.html", '{% url "evaluations:results" as address %}'),
        (
            "templates/cohorts/planted.html",
            "{% nav_link 'meetings:activity-list' _('Activities') %}",
        ),
        (
            "templates/cohorts/planted.html",
            "{% include 'cohorts/a.html' with page='meetings:activity-list' %}",
        ),
        ("templates/components/planted.html", "{% url 'home' %}"),
        ("templates/community/planted.html", "{% url 'mfa_index' %}"),
    ],
)
def test_a_planted_wrong_name_is_caught(file, text):
    assert len(list(wrong_names({file: text}))) == 1


@pytest.mark.parametrize(
    "file, text",
    [
        (
            "meetings/planted.py",
            "reverse('cohorts:member-list', args=[1])\nreverse(f'meetings:{name}')",
        ),
        (
            "dashboards/planted.py",
            "PAGES = {'begin': 'lifecycle:cohort-begin', 'in': 'accounts:sign-in'}",
        ),
        ("accounts/planted.py", "redirect('account_login')"),
        (
            "cop_site/planted.py",
            "redirect('home')\nredirect('/somewhere/')\nreverse('admin:index')",
        ),
        ("lib/planted.py", "key = 'sheet:large'\nreverse(name)"),
        ("templates/evaluations/planted.html", "{% url 'meetings:meeting-detail' 1 %}"),
        (
            "templates/planted.html",
            "{% url 'home' %}{% nav_link 'dashboards:cohort-list' 'Cohorts' %}",
        ),
        ("templates/account/planted.html", "{% url 'account_login' %}"),
    ],
)
def test_a_right_name_is_left_alone(file, text):
    assert list(wrong_names({file: text})) == []
