"""What was measured, for people to read."""

HEADS = ["page", "queries", "", "ms", "", "growth", "x empty", "kB"]
ROW = "{:<32}{:>8}{:>6}{:>9}{:>9}{:>8}{:>9}{:>8}"


def lines_of(found):
    yield from sizes(found["sizes"])
    yield ""
    yield ROW.format(*HEADS).rstrip()
    yield ROW.format("", "small", "large", "small", "large", "", "", "").rstrip()
    for row in found["pages"]:
        yield ROW.format(row["name"][:31], *(number(row[key]) for key in ["queries_small", "queries_large", "ms_small", "ms_large", "growth", "times_empty", "kB"]))
    yield ""
    yield from about("Counting one evaluation (release job)", found["release"])
    yield from about("Sending one evaluation", found["submit"])
    yield from besides(found["beside"])
    yield from goals(found["goals"])


def number(value):
    return value if isinstance(value, int) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def sizes(found):
    for name, rows in found.items():
        yield f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in rows.items())


def about(title, values):
    yield title
    yield from (f"  {name.replace('_', ' ')}: {value:,}" for name, value in values.items())
    yield ""


def besides(found):
    yield "Beside a skeleton that does the least"
    for name, row in found.items():
        yield f"  {name}: {row['page']} {row['ms']:g} ms, skeleton {row['ms_beside']:g} ms, {row['ratio']:g} times"
    yield ""


def goals(found):
    yield "Goals"
    yield from (f"  {goal['id']:<4}{'met   ' if goal['met'] else 'missed'}  {goal['goal']}: {goal['found']}" for goal in found)
