"""The exceptions from the arrows are few, and each is still needed."""

from fnmatch import fnmatchcase

from ..source_tree import ROOT
from .packages import EXCEPTIONS, is_allowed
from .test_url_names import everything, url_names

MOST_EXCEPTIONS = 10


def is_needed(allowed, said):
    """Does a file say the name of the URL, or follow the relation, that this exception allows?

    `said`: (file, name) of every URL name in the tree.
    """
    _, is_accessor, accessor = allowed.what.partition(".")
    if is_accessor:
        return accessor in (ROOT / allowed.file).read_text()
    return any(
        fnmatchcase(file, allowed.file) and fnmatchcase(name, allowed.what) for file, name in said
    )


def test_the_exceptions_are_few():
    assert len(EXCEPTIONS) <= MOST_EXCEPTIONS and len(
        {(one.file, one.what) for one in EXCEPTIONS}
    ) == len(EXCEPTIONS)


def test_each_says_why():
    assert all(one.reason.endswith(".") and len(one.reason.split()) > 5 for one in EXCEPTIONS)


def test_each_is_needed():
    said = [*url_names(everything())]
    assert [one for one in EXCEPTIONS if not is_needed(one, said)] == []


def test_an_exception_allows_one_thing_in_one_place():
    assert is_allowed("cohorts/models/cohort.py", "dashboards:cohort-detail")
    assert not is_allowed("cohorts/models/cohort.py", "dashboards:cohort-list")
    assert not is_allowed("cohorts/models/seat.py", "dashboards:cohort-detail")
