"""Paging by key: every row once, whatever ties, is empty, or comes in meanwhile;
odd cursors lead to the first page.
"""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from django.utils import timezone

from lib import paging
from people.models import Person
from recruitment.models import Application

from .. import factories

pytestmark = pytest.mark.django_db
NAMES = ["Ana", "Ana", "ana", "Núñez", "Z%_\\", "Ana"]


@pytest.fixture
def people(db):
    return [
        factories.create_person(
            NAMES[number % len(NAMES)], language="en" if number % 3 else "es", phone=str(number % 4)
        )
        for number in range(23)
    ]


def walk(rows, size, step=lambda page: None):
    """All pages forward, then all pages back: two lists of lists."""
    there, back, page = [], [], paging.paginate(rows, {}, size=size)
    while True:
        there.append(page.rows)
        step(page)
        if not page.after:
            break
        page = paging.paginate(rows, {"after": page.after}, size=size)
    back.append(page.rows)
    while page.before:
        page = paging.paginate(rows, {"before": page.before}, size=size)
        back.append(page.rows)
    return there, back


def keys(pages):
    return [row.pk for page in pages for row in page]


@pytest.mark.parametrize(
    "order",
    [
        ("pk",),
        ("-pk",),
        ("sort_name", "pk"),
        ("-sort_name", "pk"),
        ("language", "-sort_name", "phone", "-pk"),
        ("-phone", "-pk"),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 22, 23, 50])
def test_every_row_once_forward_and_back(people, order, size):
    rows = Person.objects.order_by(*order)
    there, back = walk(rows, size)
    assert keys(there) == [row.pk for row in rows] == keys(reversed(back))
    assert {len(page) for page in there[:-1]} <= {size}


@pytest.mark.parametrize(
    "order",
    [
        ("withdrawn_at", "pk"),
        ("-withdrawn_at", "-pk"),
        ("county__name", "-withdrawn_at", "pk"),
        ("-county__name", "pk"),
    ],
)
def test_empty_values_have_their_place(cohort, order):
    counties = [None, factories.create_county(name="Kern"), factories.create_county(name="Inyo")]
    for number in range(12):
        gone = timezone.now() - timedelta(days=number % 4) if number % 2 else None
        factories.create_application(cohort, county=counties[number % 3], withdrawn_at=gone)
    rows = Application.objects.select_related("county").order_by(*order)
    for size in [1, 5]:
        there, back = walk(rows, size)
        assert keys(there) == [row.pk for row in rows] == keys(reversed(back))


def test_rows_that_come_meanwhile_hide_and_repeat_none(people):
    rows = Person.objects.order_by("sort_name", "pk")
    here = {person.pk for person in people}
    there, back = walk(
        rows,
        4,
        step=lambda page: [
            factories.create_person(name) for name in ["Aaa", page.rows[-1].name, "Ωmega"]
        ],
    )
    for pages in [there, back]:
        seen = keys(pages)
        assert len(seen) == len(set(seen)) and here <= set(seen)


def test_a_row_that_goes_leaves_its_place(people):
    rows = Person.objects.order_by("sort_name", "pk")
    page, expected = paging.paginate(rows, {}, size=5), [person.pk for person in rows[5:10]]
    page.rows[-1].delete()
    assert keys([paging.paginate(rows, {"after": page.after}, size=5)]) == expected


def sealed(said):
    return (
        urlsafe_b64encode(said if isinstance(said, bytes) else json.dumps(said).encode())
        .decode()
        .rstrip("=")
    )


ODD = [
    "x",
    "%",
    "....",
    "ñ",
    "\ud800",
    "A" * 5000,
    sealed(b"\xff\xfe"),
    sealed(b"["),
    sealed([]),
    sealed({}),
    sealed(1),
    sealed(["a"]),
    sealed(["a", "b", 1]),
    sealed([None, 1]),
    sealed(["a", None]),
    sealed(["a", "x"]),
    sealed(["a", [1]]),
    sealed(["a\x00", 1]),
    sealed(b'["\\ud800",1]'),
    sealed(b'["a",1e999]'),
    sealed(b'["a",NaN]'),
    sealed(b"[" * 1400),
    sealed(["a", True])[:-3],
]


@pytest.mark.parametrize("cursor", ODD)
@pytest.mark.parametrize("way", ["after", "before"])
def test_what_is_no_cursor_leads_to_the_first_page(people, way, cursor):
    rows = Person.objects.order_by("sort_name", "pk")
    assert keys([paging.paginate(rows, {way: cursor}, size=5)]) == [
        person.pk for person in rows[:5]
    ]


@pytest.mark.parametrize(
    "said",
    [
        ["a", 10**30],
        ["a", -(10**30)],
        [{"a": 1}, 1],
        [["x"], 1],
        [7, 1],
        ["\u202e", 0],
        ["a' OR 1=1 --", 1],
    ],
)
def test_what_is_a_cursor_of_no_row_breaks_nothing(people, said):
    rows = Person.objects.order_by("sort_name", "pk")
    for way in ["after", "before"]:
        assert len(paging.paginate(rows, {way: sealed(said)}, size=5)) <= 5


@pytest.mark.parametrize(
    "moment",
    [
        "x",
        "2026-02-30",
        "2026-01-01T00:00:00",
        5,
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
    ],
)
def test_odd_moments(cohort, moment):
    factories.create_application(cohort)
    for way in ["after", "before"]:
        assert (
            len(
                paging.paginate(
                    Application.objects.order_by("-submitted_at", "-pk"), {way: sealed([moment, 1])}
                )
            )
            == 1
        )


def test_long_lists_are_not_counted_to_the_end(people, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_LIMIT", 22)
    assert paging.paginate(Person.objects.order_by("pk"), {}, size=5).total is None
    assert (
        paging.paginate(Person.objects.filter(language="es").order_by("pk"), {}, size=5).total == 8
    )


def test_lists_in_memory_are_paged_alike():
    page, seen = paging.paginate_list(range(23), {}, key=int, size=5), []
    while page.after:
        seen += page.rows
        page = paging.paginate_list(range(23), {"after": page.after}, key=int, size=5)
    assert seen + list(page) == list(range(23)) and page.total == 23
    assert list(paging.paginate_list(range(23), {"before": page.before}, key=int, size=5)) == [
        15,
        16,
        17,
        18,
        19,
    ]
    for odd in [{"after": "x"}, {"before": "99"}, {"after": "22"}, {"before": "0"}]:
        assert list(paging.paginate_list(range(23), odd, key=int, size=5)) == [0, 1, 2, 3, 4]
    assert list(paging.paginate_list([], {}, key=int)) == []


def test_batches_give_every_row_once_with_what_was_asked(people):
    rows = Person.objects.order_by("language", "-sort_name", "pk")
    for size in [1, 7, 23, 100]:
        batches = list(paging.batches(rows, ["name", "phone"], size))
        assert [row[:2] for batch in batches for row in batch] == list(
            rows.values_list("name", "phone")
        )
        assert max(map(len, batches)) <= size


def test_a_column_on_the_way_may_be_empty(db):
    found = {
        name: key.is_nullable
        for name in ["county__name", "name", "withdrawn_at"]
        for key in paging.order_keys(Application.objects.order_by(name))
    }
    assert found == {"county__name": True, "name": False, "withdrawn_at": True}
    assert [
        key.is_descending for key in paging.order_keys(Application.objects.order_by("-name", "pk"))
    ] == [True, False]
