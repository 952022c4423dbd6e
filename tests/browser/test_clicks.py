"""No browser test clicks without saying whether the page stays or another one comes."""

import ast
from pathlib import Path

HERE = Path(__file__).parent


def bare_clicks(source):
    """Line numbers of `….click()` and of `….press("Enter")` outside a `with` that waits."""
    tree = ast.parse(source)
    waited = {
        id(inner)
        for block in ast.walk(tree)
        if isinstance(block, ast.With)
        for inner in ast.walk(block)
    }
    return [
        call.lineno
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and id(call) not in waited
        and (call.func.attr == "click" or (call.func.attr == "press" and says_enter(call)))
    ]


def says_enter(call):
    return bool(call.args) and ast.unparse(call.args[0]) == "'Enter'"


def test_every_click_says_what_it_waits_for():
    files = sorted(HERE.glob("test_*.py"))
    assert len(files) > 6
    assert [(file.name, bare_clicks(file.read_text())) for file in files] == [
        (file.name, []) for file in files
    ]


def test_a_planted_click_is_caught():
    planted = ["a.click()", "a.press('Enter')", "a.press('ArrowUp')", "with saved(): a.click()"]
    assert bare_clicks("\n".join(planted)) == [1, 2]
