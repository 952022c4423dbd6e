"""The row of filters above a list: one chip for all rows, and one for each value of a column.

A chip is a dict of `word` (its label), `value` (what the address says; "" for all rows) and, where
it is known, `count` (how many rows it shows). templates/components/filters.html draws them.
"""


def filter_chips(words, counts, *, all_word, total=None):
    """A chip for all rows, then one for each value that has rows.

    words: (value, label) in the order of the chips. counts: {value: number of rows}. total: of all
    rows, where that is not the sum of the counts.
    """
    chips = [chip(word, value, counts[value]) for value, word in words if counts.get(value)]
    return [chip(all_word, "", sum(counts.values()) if total is None else total), *chips]


def chip(word, value, count=None):
    return {"word": word, "value": value} | ({} if count is None else {"count": count})
