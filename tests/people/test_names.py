"""What a name sorts by: the family name, guessed where that is sure, else as somebody wrote it."""

import pytest

from lib.text import sort_name
from people.models import Person

from .. import factories

#: C04: names that are sorted under their first letter of …
NAMES = [
    ("Ana Núñez", "nunez ana"),
    ("Joaquín", "joaquin"),
    ("John Smith Jr.", "smith john jr."),
    ("Grace Hall III", "hall grace iii"),
    ("Dr. Vera Okafor, Ed.D.", "okafor vera ed.d."),
    ("Okafor, Vera", "okafor vera"),
    ("Nunn-Reyes, Lars T.", "nunn-reyes lars t."),
    ("Ana María López-García y Sandoval-Whitcombe", "lopez-garcia y sandoval-whitcombe ana maria"),
    ("Nguyễn Thị Minh Khai", "nguyen thi minh khai"),
    ("Li Ma", "ma li"),
    ("Le Grand", "grand le"),
    ("王小明", "王小明"),
    ("Jr.", "jr."),
]


@pytest.mark.parametrize("name, key", NAMES)
def test_names_sort_under_their_family_name(name, key):
    assert sort_name(name) == key


@pytest.mark.django_db
def test_a_name_to_sort_by_of_ones_own():
    ana = factories.create_person("Ana Inés García López")
    assert ana.sort_name == "lopez ana ines garcia"
    ana.own_sort_name = "García López, Ana"
    ana.save()
    assert ana.sort_name == "garcia lopez ana ines", "and every word is still found"
    others = [factories.create_person(name) for name in ["Zoe Garcia", "Bo Gates"]]
    assert list(Person.objects.in_name_order()) == [ana, others[0], others[1]]
