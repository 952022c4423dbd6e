"""A name that is probably a slip is asked about, until its box says that it is written so."""

import pytest
from django import forms
from django.http import QueryDict

from lib.form_fields import PersonNameField


class WhoForm(forms.Form):
    name = PersonNameField(says="Write a name.")


def sent(name, initial=None, **more):
    data = QueryDict(mutable=True)
    data.update({"name": name, **more})
    return WhoForm(data, initial=initial)


@pytest.mark.parametrize(
    "name, says",
    [
        ("Ana Núñez 3", "“Ana Núñez 3” has a digit in it."),
        ("Núñez, Ana", "“Núñez, Ana” has a comma in it."),
        ("n/a", "“n/a” looks like a word that fills the field, not a name."),
        ("Ana Ana Núñez", "“Ana Ana Núñez” has the same word twice."),
        ("ANA NÚÑEZ", "“ANA NÚÑEZ” is written in capitals only."),
        ("ana núñez", "“ana núñez” is written in small letters only."),
        ("Ana Núñez 😀", "“Ana Núñez 😀” has a sign in it that is rare in names."),
        ("Ana pine.org", "“Ana pine.org” looks like an address of the web or of email."),
    ],
)
def test_a_slip_is_asked_about_and_taken_with_its_tick(name, says):
    form = sent(name)
    assert form.errors == {"name": [f"{says} Correct it, or tick that it is written so."]}
    box = f'id="id_name_as_written" value="{name}"'
    assert f"{box}>" in str(form["name"]) and f'value="{name}"' in str(form["name"])
    assert sent(name, name_as_written=name).is_valid()
    assert f"{box} checked>" in str(sent(name, name_as_written=name)["name"])
    assert not sent(name, name_as_written="ANOTHER NAME").is_valid(), "ticked for another one"


def test_what_is_on_the_record_is_not_asked_about():
    assert sent("ANA NÚÑEZ", initial={"name": "ANA NÚÑEZ"}).is_valid()
    assert not sent("BO NÚÑEZ", initial={"name": "ANA NÚÑEZ"}).is_valid()


@pytest.mark.parametrize("name", ["Ana Núñez", "Ali Ali", "Null", "Bo", "O'Neil", ""])
def test_no_box_stands_beside_other_names(name):
    assert "checkbox" not in str(sent(name)["name"])
    assert "checkbox" not in str(WhoForm(initial={"name": "ANA NÚÑEZ"})["name"])


@pytest.mark.parametrize("name", ["12345", "2026-09-14", "A1204", "ana@example.org"])
def test_no_tick_takes_what_is_no_name(name):
    assert not sent(name, name_as_written=name).is_valid()
