"""Odd, oversize and hostile input on every address as every role: a sentence or a refusal,
never a 5xx.
"""

import os
import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest, get_bytes_from_wsgi
from django.db import transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes

from .house import AUDIENCES
from .objects import objects_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

HUGE = "9" * 30
VALUES = [
    "1e9",
    "-1",
    "0",
    HUGE,
    "1.5",
    "nan",
    "",
    " ",
    "null",
    "[]",
    "x" * 3000,
    "'\"><svg onload=x>",
    "{{7*7}}",
    "%s%n",
    "../../etc/passwd",
    "\u202e\u200b",
    "\U0001f600",
    "//evil.example",
    "\\evil.example",
    "a@b@c",
    "1,2,3",
    "٣",
    "½",
    "2026-02-30",
    "25:61",
]
RAW_QUERIES = [
    "page=%00",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "page[]=1",
    "page=1&page=2",
    "=",
    "&&&",
    "q=" + "%41" * 2000,
    "%00=1",
]
WHO = [
    "facilitator",
    "regional_lead",
    "state_staff",
    "participant",
    "anonymous",
    "link application",
    "link sign-off",
    "link reply",
    "link evaluate",
]
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"')
LINES = [
    pytest.param(route, line, id=str(line))
    for route in all_routes()
    for line in rules_of(route.name)
]


def ask(house, who, method, address, **data):
    """The code; what the request did is undone."""
    with transaction.atomic():
        answer = getattr(house.client(who), method)(address, **data)
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    return answer


def is_fine(line, answer):
    return answer.status_code < 500 or line.name == "health"


def somebody_who_may(line):
    if line.scope == "link":
        return f"link {line.audience}"
    inside = [who for who in WHO if who in AUDIENCES and AUDIENCES[who]["own"] & line.audiences]
    return inside[0] if inside else "facilitator" if line.scope == "signed in" else "anonymous"


class RecordingQuery(QueryDict):
    """The query of an address that notes which names are asked of it."""

    names = set()

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)

    def getlist(self, name, default=None):
        self.names.add(name)
        return super().getlist(name, default)

    def __contains__(self, name):
        self.names.add(name)
        return super().__contains__(name)


@pytest.fixture
def names_read(monkeypatch):
    """The names that views and their templates have read from addresses in this test."""
    names = set()
    monkeypatch.setattr(RecordingQuery, "names", names)
    recorded = cached_property(
        lambda request: RecordingQuery(get_bytes_from_wsgi(request.environ, "QUERY_STRING", ""))
    )
    recorded.__set_name__(WSGIRequest, "GET")
    monkeypatch.setattr(WSGIRequest, "GET", recorded)
    return names


def broken_by(house, route, line, queries):
    who, address = (
        somebody_who_may(line),
        reverse(route.name, kwargs=objects_of(house, route, "own", line)),
    )
    return [
        query[:60]
        for query in queries
        if not is_fine(line, ask(house, who, "get", address, QUERY_STRING=query))
    ]


def odd_queries(name, values):
    return [f"{name}={quote(value)}" for value in values]


READ = [param for param in LINES if "GET" in param.values[1].verbs]
SENT = [param for param in LINES if "POST" in param.values[1].verbs]


@pytest.mark.parametrize("route, line", READ)
def test_odd_queries(house, names_read, route, line):
    """An odd value for each name that the page reads; all of them in the audit."""
    assert broken_by(house, route, line, ["page=%00&q=%ED%A0%80"]) == []
    for place, name in enumerate(sorted(names_read)):
        shift = (len(str(line)) + 7 * place) % len(VALUES)
        assert broken_by(house, route, line, odd_queries(name, [VALUES[shift]])) == []


@pytest.mark.audit
@pytest.mark.parametrize("route, line", READ)
def test_every_odd_query(house, names_read, route, line):
    """Every odd value for every name that the page reads, also of those that it reads only
    beside another.
    """
    assert broken_by(house, route, line, RAW_QUERIES) == []
    tried = set()
    while untried := names_read - tried:
        for name in untried:
            assert broken_by(house, route, line, odd_queries(name, VALUES)) == []
        tried |= untried


def test_the_names_that_a_page_reads_are_known(house, names_read):
    ask(house, "facilitator", "get", reverse("cohorts:letter-list", args=[house.own.slug]))
    assert {"q", "state", "kind", "sort", "columns", "after"} <= names_read


@pytest.mark.parametrize("route, line", SENT)
def test_odd_forms(house, route, line):
    """An odd value for each field; all of them in the audit."""
    shift = len(str(line)) % len(VALUES)
    assert broken_forms(house, route, line, [shift]) == []


@pytest.mark.audit
@pytest.mark.parametrize("route, line", SENT)
def test_every_odd_form(house, route, line):
    assert broken_forms(house, route, line, range(len(VALUES))) == []


def broken_forms(house, route, line, shifts):
    """The fields that the page itself offers, each filled with something odd, and fields that
    nobody offered; what was answered by a fault. shifts: where in VALUES the first field begins.
    """
    who, address = (
        somebody_who_may(line),
        reverse(route.name, kwargs=objects_of(house, route, "own", line)),
    )
    names = fields_of(house, who, address) | {
        "email",
        "endorsement",
        "application",
        "rows",
        "minutes",
        "order",
        "withdraw",
    }
    bodies = [
        {name: VALUES[(shift + place) % len(VALUES)] for place, name in enumerate(sorted(names))}
        for shift in shifts
    ]
    bodies += [
        dict.fromkeys(names, "A\x00B"),
        dict.fromkeys(sorted(names)[:8], "x" * 200000),
        dict.fromkeys(names, HUGE),
    ]
    bodies += [{name: ["1", "2", HUGE] for name in names}]
    return [
        str(body)[:80]
        for body in bodies
        if not is_fine(line, ask(house, who, "post", address, data=body))
    ]


def fields_of(house, who, address):
    answer = ask(house, who, "get", address)
    return (
        set(FIELD.findall(answer.content.decode(errors="replace"))) - {"csrfmiddlewaretoken"}
        if answer.status_code == 200
        else set()
    )


@pytest.mark.parametrize("route, line", [param for param in LINES if param.values[0].parameters])
def test_odd_addresses(house, route, line):
    own = objects_of(house, route, "own", line)
    odd = {"pk": [0, int(HUGE)], "position": [0, int(HUGE)], "number": [0, int(HUGE)]}
    others = ["x" * 2000, "no-such"]
    for name in route.parameters:
        for value in odd.get(name, others):
            try:
                address = reverse(route.name, kwargs=own | {name: value})
            except NoReverseMatch:
                continue  # the pattern itself refuses it
            for who in [somebody_who_may(line), "anonymous"]:
                method = "get" if "GET" in line.verbs else "post"
                assert is_fine(line, ask(house, who, method, address)), (
                    f"{name}={str(value)[:40]} as {who}"
                )


BROKEN_FILES = {
    "empty.csv": b"",
    "nul.csv": b"name,email\nA\x00B,a@example.org\n",
    "latin.csv": "name,email\nJosé,a@example.org".encode("latin-1"),
    "not-a-zip.xlsx": b"PK\x03\x04 nothing",
    "page.xlsx": b"<html></html>",
    "wide.csv": b"," * 20_000 + b"\n",
    "quotes.csv": b'"' * 9999,
    "long.csv": b"name,email\n" + b"A,a@example.org\n" * 6000,
    "picture.csv": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_broken_rosters(house, name):
    address = reverse("recruitment:roster-import", args=[house.own.slug])
    fields = fields_of(house, "regional_lead", address)
    before = house.own.memberships.count()
    for field in fields | {"file"}:
        answer = ask(
            house,
            "regional_lead",
            "post",
            address,
            data={field: SimpleUploadedFile(name, BROKEN_FILES[name])},
        )
        assert answer.status_code < 500
    assert house.own.memberships.count() == before


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "own\x7f", ""])
def test_unknown_hosts_are_refused(house, host):
    assert ask(house, "anonymous", "get", "/", HTTP_HOST=host or "-").status_code == 400


def test_a_body_too_large_is_refused(house):
    address = reverse("recruitment:apply", args=[house.own.slug])
    assert (
        ask(
            house,
            "anonymous",
            "post",
            address,
            data=b"x",
            content_type="text/plain",
            CONTENT_LENGTH=50_000_000,
        ).status_code
        == 413
    )
    assert (
        ask(
            house,
            "anonymous",
            "post",
            address,
            data=b"x",
            content_type="text/plain",
            CONTENT_LENGTH="many",
        ).status_code
        == 400
    )


@pytest.mark.parametrize("route, line", LINES[::9])
def test_absurd_methods_and_bodies(house, route, line):
    address = reverse(route.name, kwargs=objects_of(house, route, "own", line))
    client = house.client(somebody_who_may(line))
    for method in ["TRACE", "CONNECT", "PROPFIND", "FROB", "get"]:
        with transaction.atomic():
            assert is_fine(line, client.generic(method, address)), method
            transaction.set_rollback(True)
    for kind in [
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/xml",
        "a/b; charset=nonsense",
    ]:
        with transaction.atomic():
            assert is_fine(
                line, client.generic("POST", address, b'{"a": [}\xff\x00', content_type=kind)
            ), kind
            transaction.set_rollback(True)


# --- many per form, in the audit ------------------------------------------------------------------

EXAMPLES = int(os.environ.get("HALLWAY_EXAMPLES", "100"))
anything = st.one_of(
    st.text(max_size=200),
    st.sampled_from(VALUES),
    st.integers().map(str),
    st.dates().map(str),
    st.emails(),
    st.lists(st.text(max_size=9), max_size=4),
)


@pytest.mark.audit
@pytest.mark.parametrize("route, line", SENT)
def test_many_forms(house, route, line):
    who, address = (
        somebody_who_may(line),
        reverse(route.name, kwargs=objects_of(house, route, "own", line)),
    )
    names = sorted(fields_of(house, who, address) | {"email", "endorsement", "application"})

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(names), anything))
    def never_a_5xx(body):
        assert is_fine(line, ask(house, who, "post", address, data=body))

    never_a_5xx()
