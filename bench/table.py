"""The results of the benchmark as lines of text."""

HEADINGS = ["page", "queries", "", "ms", "", "growth", "x empty", "kB"]
#: Keys of a page's results, in the order of the columns after its name.
COLUMNS = [
    "queries_small",
    "queries_large",
    "ms_small",
    "ms_large",
    "growth",
    "times_empty",
    "kB",
]
ROW = "{:<32}{:>8}{:>6}{:>9}{:>9}{:>8}{:>9}{:>8}"


def report_lines(found):
    yield from size_lines(found["sizes"])
    yield ""
    yield ROW.format(*HEADINGS).rstrip()
    yield ROW.format("", "small", "large", "small", "large", "", "", "").rstrip()
    for row in found["pages"]:
        yield ROW.format(row["name"][:31], *(format_number(row[key]) for key in COLUMNS))
    yield ""
    yield from section_lines("Counting one evaluation (release job)", found["release"])
    yield from section_lines("Sending one evaluation", found["submit"])
    yield from section_lines("Opening a cohort like another one", found["cloning"])
    yield from comparison_lines(found["beside"])
    yield from goal_lines(found["goals"])


def format_number(value):
    return value if isinstance(value, int) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def size_lines(found):
    for name, rows in found.items():
        yield f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in rows.items())


def section_lines(title, values):
    yield title
    yield from (f"  {name.replace('_', ' ')}: {value:,}" for name, value in values.items())
    yield ""


def comparison_lines(found):
    yield "Beside a skeleton that does the least"
    for name, row in found.items():
        yield (
            f"  {name}: {row['page']} {row['ms']:g} ms, skeleton {row['ms_beside']:g} ms, "
            f"{row['ratio']:g} times"
        )
    yield ""


def goal_lines(found):
    yield "Goals"
    yield from (
        f"  {goal['id']:<4}{'met   ' if goal['met'] else 'missed'}  {goal['goal']}: {goal['found']}"
        for goal in found
    )
