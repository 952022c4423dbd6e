"""What every page in a browser keeps: the rules of access (WCAG 2.2 A and AA, and the best practice
that axe knows), and nothing that scrolls sideways.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

#: Where the narrowest keeps the rules, the others rarely break one.
WIDTHS = [320, *(pytest.param(width, marks=pytest.mark.audit) for width in (390, 1280))]
AXE = Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # naming every element that passes takes as long as the rules
}


def broken_rules(page):
    """[(rule, [html of each place])] of the page that is open.

    The rules stay in this tab for its next pages: sending them anew to each takes as long, too.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.add_init_script(AXE)
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]


def sideways(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
