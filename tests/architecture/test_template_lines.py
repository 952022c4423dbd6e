"""Templates are read in an editor: no line is longer than 120 characters."""

from ..source_tree import templates

LONGEST = 120


def long_lines(files):
    """`name:line` of every line that is too long, in the HTML templates."""
    return [
        f"{name}:{number}"
        for name, text in files.items()
        if name.endswith(".html")
        for number, line in enumerate(text.split("\n"), 1)
        if len(line) > LONGEST
    ]


def test_no_line_of_a_template_is_too_long():
    assert long_lines(templates()) == []


def test_planted_long_line_is_caught():
    planted = {
        "fits.html": "x" * LONGEST,
        "long.html": "<p>\n" + "x" * (LONGEST + 1) + "\n</p>",
        "letter.txt": "x" * 200,
    }
    assert long_lines(planted) == ["long.html:2"]
