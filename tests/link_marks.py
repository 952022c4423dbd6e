"""Browsers of tests send forms of personal links as pages draw them: with the mark of the link.

A test that posts without opening the page first gets the mark that the page would hold. One that
says the mark itself, also an empty one, sends what it says.
"""

from types import SimpleNamespace
from unittest import mock
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.auth import get_user
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, encode_multipart
from django.urls import Resolver404, resolve

from cohorts.permissions import get_membership_link
from cop_site.permission_table import TABLE
from lifecycle.permissions import get_address_change
from people.link_marks import FIELD, make_mark
from people.permissions import get_link_from_cookie
from recruitment.permissions import get_application_link, get_renewal_link

PURPOSES = {rule.name: rule.audience for rule in TABLE if rule.scope == "link"}
PURPOSES["account_choose_password"] = "password"
FINDS = {
    "application": get_application_link,
    "sign-off": get_application_link,
    "renew": get_renewal_link,
    "reply": get_membership_link,
    "evaluate": get_membership_link,
    "address": get_address_change,
}
END = f"--{BOUNDARY}--\r\n".encode()
FORM = "application/x-www-form-urlencoded"
plain_generic = Client.generic


@pytest.fixture(scope="session", autouse=True)
def forms_of_links_carry_their_mark():
    with mock.patch.object(Client, "generic", generic):
        yield


def generic(client, method, path, data="", content_type="application/octet-stream", *a, **more):
    body = data.encode() if isinstance(data, str) else data
    if method == "POST" and FIELD.encode() not in body and (mark := mark_held(client, path)):
        if body.endswith(END):
            body = encode_multipart(BOUNDARY, {FIELD: mark}).removesuffix(END) + body
        elif content_type == FORM or not body:
            content_type = FORM
            body += b"&" * bool(body) + urlencode({FIELD: mark}).encode()
    return plain_generic(client, method, path, body, content_type, *a, **more)


def mark_held(client, path):
    """The mark of the link that this browser holds for the form at this address, or ""."""
    try:
        purpose = PURPOSES.get(resolve(urlsplit(str(path)).path).view_name)
    except Resolver404:
        return ""
    if purpose is None:
        return ""
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in client.cookies.items()})
    request.session = client.session if "hallway" in client.cookies else {}
    request.user = get_user(request) if request.session else SimpleNamespace(is_authenticated=False)
    found = FINDS.get(purpose, get_link_from_cookie)(request, purpose)
    return make_mark(found) if found else ""
