"""The before-and-now chart at any counts: bars as wide as their share,
numbers and words never on each other.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.results.chart import chart_data
from evaluations.results.figures import before_after
from evaluations.results.rounded import round_figure

CELLS = st.dictionaries(
    st.tuples(st.just("qs"), st.integers(1, 3), st.integers(1, 3)),
    st.integers(1, 60),
    min_size=1,
    max_size=9,
)
#: About how wide a number such as "12%", one such as "≥80%" and a word such as "Medium" are drawn.
NUMBER, SIGNED, WORD = 36, 46, 46


def span(x, anchor, width):
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return left, left + width


def are_apart(spans):
    ordered = sorted(spans)
    return all(
        before[1] <= after[0] + 1 for before, after in zip(ordered, ordered[1:], strict=False)
    )


def width_of(bar):
    return NUMBER if bar["share"].relation == "exactly" else SIGNED


@settings(max_examples=300)
@given(CELLS, st.booleans())
def test_nothing_lies_on_anything_else(counts, is_exact):
    figure = before_after(counts, "qs")
    for chart in chart_data(figure if is_exact else round_figure(figure)):
        width, height = chart["canvas"].width, chart["canvas"].height
        words = [span(word["x"], word["anchor"], WORD) for word in chart["labels"]]
        assert are_apart(words) and words[0][0] >= 0 and max(words)[1] <= width
        for row in chart["rows"]:
            for line in {bar["number_y"] for bar in row["bars"]}:
                numbers = [
                    span(bar["number_x"], bar["anchor"], width_of(bar))
                    for bar in row["bars"]
                    if bar["number_y"] == line
                ]
                assert are_apart(numbers) and min(numbers)[0] >= 0 and max(numbers)[1] <= width
            assert max(bar["number_y"] for bar in row["bars"]) < height
            assert all(bar["x"] >= 0 and bar["x"] + bar["width"] <= width for bar in row["bars"])


@given(CELLS)
def test_bars_are_in_proportion_and_medium_is_centered(counts):
    figure = before_after(counts, "qs")
    for chart in chart_data(figure):
        middles = []
        for row, levels in zip(chart["rows"], [figure.before, figure.after], strict=True):
            whole = sum(bar["width"] for bar in row["bars"])
            for bar, count in zip(row["bars"], levels.counts(), strict=True):
                assert abs(bar["width"] / whole - count / levels.n) < 0.01
            middles.append(row["bars"][1]["x"] + row["bars"][1]["width"] / 2)
        assert abs(middles[0] - middles[1]) <= 0.2
