"""A likely slip in an address is a question; a number, date or code is no name: one rule for forms
and files.
"""

import pytest
from django import forms
from django.http import QueryDict

from lib.address_typos import probable_address
from lib.form_fields import AddressField, NameField


class WhoForm(forms.Form):
    name = NameField(says="Write a name.")
    email = AddressField(says="Write an address.")


def sent(email, **more):
    data = QueryDict(mutable=True)
    data.update({"name": "Ana Núñez", "email": email, **more})
    return WhoForm(data)


@pytest.mark.parametrize(
    "written, probable",
    [
        ("ana@gmial.com", "ana@gmail.com"),
        ("ana@gmail.con", "ana@gmail.com"),
        ("Ana@GMAI.COM", "Ana@gmail.com"),
        ("ana@pine.county.ogr", "ana@pine.county.org"),
        ("ana@hotmial.con", "ana@hotmail.com"),
        ("ana@pine.edi", "ana@pine.edu"),
    ],
)
def test_a_slip_is_asked_about_and_taken_when_it_is_sent_again(written, probable):
    form = sent(written)
    assert form.errors["email"] == [
        f"“{form.fields['email'].clean(written)}” looks like a slip. Is {probable} meant? "
        "Correct it, or send it as it is."
    ]
    page = str(form["email"])
    assert f'name="email_as_written" value="{written}"' in page
    assert sent(written, email_as_written=written).is_valid()
    assert not sent(written, email_as_written="other@gmial.com").is_valid(), "asked of another one"


@pytest.mark.parametrize(
    "address", ["ana@gmail.com", "a@ymail.com", "a@pine.k12.ca.us", "ana@pine.co", "a@example.org"]
)
def test_an_address_that_looks_right_is_taken(address):
    assert probable_address(address) == "" and sent(address).is_valid()
    assert "as_written" not in str(sent(address)["email"])


@pytest.mark.parametrize(
    "name, says",
    [
        ("555-0101", "This is a number. Write a name."),
        ("03/04/2026", "This is a date. Write a name."),
        ("CDS19647331", "This is a code. Write a name."),
    ],
)
def test_what_is_no_name_is_refused(name, says):
    assert sent("ana@example.org", name=name).errors["name"] == [says]


@pytest.mark.parametrize("name", ["PS 118", "4H", "K8", "Sukarno", "王小明", "Ana Núñez III"])
def test_names_with_digits_are_names(name):
    assert sent("ana@example.org", name=name).is_valid()
