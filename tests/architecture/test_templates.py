"""Templates: nothing inline, nothing from another host, none that nobody uses."""

import ast
import re

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from ..source_tree import ROOT, python_files, templates

#: Sent as mail or printed, these carry their own style sheet.
OF_THEIR_OWN = re.compile(r"(^|/)(print|letters)/")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def test_no_inline_script_or_style():
    found = {
        name: INLINE.findall(text)
        for name, text in templates().items()
        if name.endswith(".html") and not OF_THEIR_OWN.search(name) and INLINE.search(text)
    }
    assert found == {}


#: The first link of a page leads over everything that is the same on each.
SKIP_LINK = re.compile(
    r'<body>\s*<a class="h-skip" href="#content">.*<main id="content"[^>]* tabindex="-1">',
    re.DOTALL,
)


def test_every_frame_begins_with_the_way_to_its_content():
    frames = {
        name: bool(SKIP_LINK.search(text))
        for name, text in templates().items()
        if "<!doctype html>" in text and not OF_THEIR_OWN.search(name)
    }
    assert frames == {"base.html": True, "base_task.html": True, "base_bare.html": True}


def test_nothing_changes_the_order_of_tabs():
    """The order of the page is the order of the Tab key."""
    ordered = re.compile(r"tabindex=.?[1-9]")
    assert [name for name, text in templates().items() if ordered.search(text)] == []
    assert ordered.search('<a tabindex="1">')


def test_every_template_compiles():
    """Also those that only a rare page includes: tags and filters it does not load fail here."""
    failed = {}
    for name in templates():
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            failed[name] = str(error)
    assert failed == {}


@pytest.mark.parametrize(
    "html",
    [
        "<script>go()</script>",
        '<b style="color:red">',
        '<a onclick="go()">',
        "<style>",
        '<a href="javascript:go()">',
    ],
)
def test_planted_inline_is_caught(html):
    assert INLINE.search(html)


def test_nothing_comes_from_another_host():
    files = templates() | {
        path.name: path.read_text() for path in (ROOT / "static" / "css").glob("*.css")
    }
    found = {
        name
        for name, text in files.items()
        if re.search(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//""", text)
    }
    assert found == set()


#: Templates that Django, allauth or crispy look up by themselves.
FOUND_BY_NAME = re.compile(
    r"^(400|403|403_csrf|404|413|500)\.html$|^(admin|account|mfa|allauth|hallway|django|registration|import_export)/"
)


def mentioned_templates():
    """Every template name that code or another template says, dynamic parts as wildcards."""
    patterns = set()
    for source in python_files().values():
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and "\n" not in node.value
            ):
                patterns.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(v.value) if isinstance(v, ast.Constant) else "[^/]+"
                    for v in node.values
                ]
                patterns.add("".join(parts))
    for text in templates().values():
        patterns |= {
            re.escape(name)
            for name in re.findall(r"""["']([\w./-]+\.(?:html|txt|svg|xml))["']""", text)
        }
    return [
        pattern
        for pattern in patterns
        if re.search(r"\\?\.(html|txt|svg|xml)$|^[\w/]+\[\^/\]\+$", pattern)
    ]


def test_every_template_is_used():
    said = [re.compile(pattern + "$") for pattern in mentioned_templates()]
    unused = [
        name
        for name in templates()
        if not FOUND_BY_NAME.search(name) and not any(pattern.match(name) for pattern in said)
    ]
    assert unused == []
