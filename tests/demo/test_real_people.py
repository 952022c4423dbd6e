"""Where real people are, there is no demonstration."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cohorts.models import Cohort
from cop_site.checks import no_invented_people_in_production
from demo.management.commands.demo import Command
from people.models import Person

from .. import factories
from .test_demo import PATHS

pytestmark = pytest.mark.django_db


def test_without_invented_people_nobody_becomes_anyone(cohort, facilitator):
    browser = Client()
    assert [browser.get(path).status_code for path in PATHS] == [404] * 3
    assert (
        browser.post("/demo/become/", {"email": facilitator.email}).status_code == 404
        and "hallway" not in browser.cookies
    )
    assert no_invented_people_in_production(None) == []
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("personas")


def test_among_invented_people_a_real_one_is_not_to_be_become(cohort, facilitator):
    Person.objects.create_user(email="invented@example.org", name="Ivy Invented", is_demo=True)
    browser = Client()
    assert browser.get("/demo/").status_code == 200
    assert (
        browser.post("/demo/become/", {"email": facilitator.email}).status_code == 404
        and "hallway" not in browser.cookies
    )


def test_a_database_with_real_people_is_refused_and_left_alone(monkeypatch):
    monkeypatch.setattr("cop_site.management.commands.up.Command.prepare", lambda self: None)
    factories.create_person("Rosa Real")
    with pytest.raises(CommandError, match="holds people and is no demo"):
        Command(stdout=io.StringIO()).prepare()
    assert Person.objects.count() == 1 and Cohort.objects.count() == 0
