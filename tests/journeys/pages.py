"""A browser for journeys: it opens pages, fills the forms that are really there,
presses their buttons and follows links.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

from ..shown import shown

ADDRESS_IN_MAIL = re.compile(r"https?://[^/\s]+(/l/[^\s>)]+)")


class Form:
    """One form of a page: where it goes, what it says by itself, and its buttons."""

    def __init__(self, attributes):
        self.id, self.action = attributes.get("id"), attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.values, self.buttons, self.names = {}, [], set()

    def add(self, name, value):
        self.values.setdefault(name, []).append(value)


class Forms(HTMLParser):
    """Reads the forms of a page as a browser would send them untouched."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.form, self.text, self.select, self.elsewhere = [], None, None, None, []
        self.feed(html)
        for given in self.elsewhere:  # a field may name its form and stand somewhere else
            self.form = next(form for form in self.forms if form.id == given["form"])
            self.read_field("input", given)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = Form(given)
            self.forms.append(self.form)
        elif tag == "input" and given.get("form"):
            self.elsewhere.append(given)
        elif self.form is not None:
            self.read_field(tag, given)

    handle_startendtag = handle_starttag

    def read_field(self, tag, given):
        name = given.get("name")
        if name:
            self.form.names.add(name)
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in {"submit", "image"}:
                self.form.buttons.append((name, given.get("value", "")))
            elif kind not in {"checkbox", "radio", "file"} or "checked" in given:
                self.form.add(
                    name, given.get("value", "on" if kind in {"checkbox", "radio"} else "")
                )
        elif tag == "button":
            self.form.buttons.append((name, given.get("value", "")))
        elif tag == "textarea" and name:
            self.text = [name, ""]
        elif tag == "select" and name:
            self.select = [name, None]
        elif tag == "option" and self.select and (self.select[1] is None or "selected" in given):
            self.select[1] = given.get("value", "")

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            self.form.add(*self.text)
            self.text = None
        elif tag == "select" and self.select:
            self.form.add(self.select[0], self.select[1] or "")
            self.select = None
        elif tag == "form":
            self.form = None


class Browser:
    def __init__(self, client=None):
        self.client = client or Client(enforce_csrf_checks=False)
        self.answer = self.address = None

    def open(self, address):
        self.answer = self.client.get(address, follow=True)
        self.address = self.answer.redirect_chain[-1][0] if self.answer.redirect_chain else address
        assert self.answer.status_code == 200, f"{address}: {self.answer.status_code}"
        return self

    @property
    def html(self):
        return self.answer.content.decode()

    def says(self, *words):
        return all(word in shown(self.answer) for word in words)

    def send(self, *, having, press=None, **typed):
        """Send the form that has this field or goes to this address:
        `press` is the name and value of a button.
        """
        forms = Forms(self.html).forms
        form = next(
            form
            for form in forms
            if having in form.names or having in urljoin(self.address, form.action)
        )
        values = {
            **form.values,
            **{
                name: value if isinstance(value, list) else [value] for name, value in typed.items()
            },
        }
        if press:
            values[press[0]] = [press[1]]
        unknown = set(typed) - form.names
        assert not unknown, f"no such fields on the page: {unknown}"
        where = urljoin(self.address, form.action)
        self.answer = getattr(self.client, form.method)(where, values, follow=True)
        self.address = self.answer.redirect_chain[-1][0] if self.answer.redirect_chain else where
        assert self.answer.status_code == 200, f"{where}: {self.answer.status_code}"
        return self

    def link_to(self, ending):
        """The address of the first link on the page that ends so."""
        return next(
            address
            for address in re.findall(r'href="([^"]+)"', self.html)
            if address.split("?")[0].endswith(ending)
        )


def address_in(message):
    """The personal link in a letter."""
    return ADDRESS_IN_MAIL.search(message.body).group(1)
