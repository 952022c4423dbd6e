"""Templates name tag libraries and other templates only of packages they may know;
so does Python that renders them.
"""

import re
from functools import cache

import pytest
from django.template import engines

from ..source_tree import python_files, templates
from .packages import is_allowed, may_know, unit_of, unit_of_file, unit_of_template
from .test_url_names import texts_of

LOAD = re.compile(r"\{%-?\s*load\s+(.*?)\s*%\}")
TEMPLATE_NAME = re.compile(r"""(?<=["',])[\w./-]+\.(?:html|txt|svg|xml)(?=["',])""")
INSERTS = re.compile(r"\{%-?\s*(?:include|extends)\b.*?%\}")
#: What every page extends or may show instead of its own: the frame of the site.
#: It knows the packages, not they it.
FRAME = re.compile(r"^(base\w*|link_expired|link_another|pdf_error|4\d\d\w*|500)\.html$")


def library_packages():
    """{name of a tag library: package}, None for those of Django and third parties."""
    libraries = engines["django"].engine.libraries
    return {name: unit_of(module) for name, module in libraries.items()}


def loaded(text):
    """Names of tag libraries in `{% load a b %}` and `{% load a from b %}`."""
    for inside in LOAD.findall(text):
        yield from inside.split(" from ")[-1].split()


def wrong_loads(files):
    packages = library_packages()
    for file, text in files.items():
        home = unit_of_file(file)
        for name in sorted({*loaded(text)}):
            if home and not may_know(home, packages[name]) and not is_allowed(file, name):
                yield f"{file}: {name}"


def templates_named(file, text):
    """Names of templates, or of a folder of them where a text has a gap after it."""
    if file.endswith(".py"):
        return {
            said
            for said in texts_of(text)
            if re.fullmatch(r"\w+/[\w./-]*", said) and looks_like_template(said)
        }
    return {name for tag in INSERTS.findall(text) for name in TEMPLATE_NAME.findall(tag)}


@cache
def looks_like_template(said):
    return (
        said in names_of_templates()
        or said.endswith("/")
        and any(name.startswith(said) for name in names_of_templates())
    )


@cache
def names_of_templates():
    return {*templates()}


def wrong_templates(files):
    for file, text in files.items():
        home = unit_of_file(file)
        for name in sorted(templates_named(file, text)):
            if (
                home
                and not FRAME.match(name)
                and not may_know(home, unit_of_template(name))
                and not is_allowed(file, name)
            ):
                yield f"{file}: {name}"


def template_files():
    return {f"templates/{name}": text for name, text in templates().items()}


def test_templates_load_tags_they_may_know():
    assert list(wrong_loads(template_files())) == []


def test_templates_insert_templates_they_may_know():
    assert list(wrong_templates(template_files())) == []


def test_python_renders_templates_it_may_know():
    assert list(wrong_templates(python_files())) == []


def test_every_folder_of_templates_belongs_to_a_package():
    assert {name for name in templates() if unit_of_template(name) is None} == set()


def test_our_libraries_are_found():
    ours = {name: package for name, package in library_packages().items() if package}
    assert {"lib", "meetings", "evaluations"} >= {*ours.values()} >= {"lib", "evaluations"}
    used = {name for text in templates().values() for name in loaded(text)}
    assert {*ours} <= used


@pytest.mark.parametrize(
    "text",
    [
        "{% load figures %}",
        "{% load i18n components figures %}",
        "{% load pair from figures %}",
        "{%load figures%}",
    ],
)
def test_a_planted_wrong_load_is_caught(text):
    assert list(wrong_loads({"templates/meetings/planted.html": text})) == [
        "templates/meetings/planted.html: figures"
    ]
    assert list(wrong_loads({"templates/components/planted.html": text})) != []


def test_a_right_load_is_left_alone():
    assert (
        list(
            wrong_loads({"templates/dashboards/planted.html": "{% load i18n figures components %}"})
        )
        == []
    )
    assert (
        list(wrong_loads({"templates/people/planted.html": "{% load i18n components static %}"}))
        == []
    )


@pytest.mark.parametrize(
    "file, text",
    [
        ("templates/meetings/planted.html", '{% include "evaluations/_chart.html" %}'),
        (
            "templates/meetings/planted.html",
            "{% include 'evaluations/_chart.html' with a=b only %}",
        ),
        ("templates/cohorts/planted.html", '{% extends "meetings/meeting_detail.html" %}'),
        ("templates/components/planted.html", '{% include "cohorts/_cohort_filter.html" %}'),
        (
            "templates/meetings/planted.html",
            '{% include wide|yesno:"evaluations/_chart.html,meetings/_topic.html" %}',
        ),
        ("meetings/views/planted.py", "render(request, 'evaluations/release_detail.html', {})"),
        ("meetings/views/planted.py", "render(request, f'evaluations/print/{name}.html', {})"),
    ],
)
def test_a_planted_wrong_template_is_caught(file, text):
    assert len(list(wrong_templates({file: text}))) == 1


@pytest.mark.parametrize(
    "file, text",
    [
        (
            "templates/meetings/planted.html",
            '{% extends "base.html" %}{% include "cohorts/_cohort_filter.html" %}',
        ),
        (
            "templates/dashboards/planted.html",
            '{% include "evaluations/_chart.html" %}{% include "components/pill.html" %}',
        ),
        (
            "evaluations/views/planted.py",
            "render(request, 'evaluations/release_detail.html', {})\nopen('css/print.css')",
        ),
    ],
)
def test_a_right_template_is_left_alone(file, text):
    assert list(wrong_templates({file: text})) == []
