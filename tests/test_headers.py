"""What every answer says to the browser: nothing from elsewhere, nothing inline, no framing,
no traces, nothing kept.
"""

from unittest import mock

import pytest
from django.urls import reverse

from cop_site.permission_table import rules_of
from cop_site.routes import all_routes

from .objects import objects_of
from .test_bad_input import ask, somebody_who_may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def check(answer):
    policy = answer.headers.get("Content-Security-Policy", "")
    assert (
        "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
        and "unsafe" not in policy
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.usefixtures("undrawn_pages")
@pytest.mark.parametrize(
    "route, line",
    [
        pytest.param(route, line, id=str(line))
        for route in all_routes()
        for line in rules_of(route.name)
    ],
)
def test_every_page(house, route, line):
    address, method = (
        reverse(route.name, kwargs=objects_of(house, route, "own", line)),
        "get" if "GET" in line.verbs else "post",
    )
    who = somebody_who_may(line)
    answer = ask(house, who, method, address)
    check(answer)
    check(ask(house, "anonymous", method, address))
    if who != "anonymous":
        assert {"private", "no-store"} <= {
            word.strip() for word in answer.headers["Cache-Control"].split(",")
        }


@pytest.mark.parametrize(
    "who, request_, code",
    [
        ("anonymous", {"address": "/no-such-page/"}, 404),
        ("outsider", {"address": "/cohorts/own-cohort/"}, 404),
        ("greeter", {"address": "/cohorts/own-cohort/applications/"}, 403),
        ("anonymous", {"address": "/?page=%00"}, 400),
        ("anonymous", {"address": "/", "HTTP_HOST": "evil.example"}, 400),
        ("anonymous", {"address": "/sign-in/", "CONTENT_LENGTH": 50_000_000}, 413),
        ("anonymous", {"address": "/application/"}, 410),
    ],
)
def test_every_refusal(house, who, request_, code):
    answer = ask(house, who, "get", **request_)
    assert answer.status_code == code
    check(answer)


def test_a_broken_page(house):
    with mock.patch("cop_site.views.pages.render", side_effect=RuntimeError("an inner secret")):
        answer = ask(house, "anonymous", "get", reverse("privacy"))
    assert (
        answer.status_code == 500
        and b"inner secret" not in answer.content
        and b"Traceback" not in answer.content
    )
    check(answer)
