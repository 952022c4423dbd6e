"""Names of models, modules and apps that stand in texts: each one is there.

Nothing else would tell that it is not.
"""

import importlib
import re
from collections import Counter

import pytest
from django.apps import apps
from django.contrib import admin
from pghistory.models import Event

from cop_site.admin_site import REFERENCE

from ..source_tree import MODEL_APPS, PACKAGES, ROOT, our_models, python_files
from .packages import unit_of_model
from .test_url_names import texts_of

#: "people.Person", or with a trigger "guidebooks.Guidebook:published_stays".
LABEL = re.compile(r"([a-z_]+)\.([A-Z]\w*)(?::(\w+))?")
#: A class or function in one of our modules, as settings name it.
DOTTED = re.compile(rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+")


def python_of_tests():
    return {
        str(path.relative_to(ROOT)): path.read_text()
        for path in sorted((ROOT / "tests").rglob("*.py"))
    }


def labels(files):
    """(file, label of the app, model, trigger) of every text that names a model."""
    known = {config.label for config in apps.get_app_configs()}
    for file, source in files.items():
        for text in sorted({*texts_of(source)}):
            if (found := LABEL.fullmatch(text)) and found[1] in known:
                yield file, *found.groups()


def wrong_labels(files):
    for file, label, name, trigger in labels(files):
        model = apps.all_models[label].get(name.lower())
        if model is None or model.__name__ != name:
            yield f"{file}: {label}.{name}"
        elif trigger and trigger not in {one.name for one in model._meta.triggers}:
            yield f"{file}: {label}.{name}:{trigger}"


def test_every_model_named_in_a_text_is_there():
    files = python_files() | python_of_tests()
    files.pop("tests/architecture/test_model_labels.py")
    assert len(list(labels(files))) > 100 and list(wrong_labels(files)) == []


@pytest.mark.parametrize(
    "text, is_right",
    [
        ("people.Person", True),
        ("people.Person_groups", True),
        ("account.EmailAddress", True),
        ("guidebooks.Guidebook:published_stays", True),
        ("somebody.Else", True),
        ("cohorts.Person", False),
        ("cohorts.Guidebook:published_stays", False),
        ("guidebooks.Guidebook:stays", False),
        ("people.PERSON", False),
    ],
)
def test_planted_labels(text, is_right):
    assert (
        list(wrong_labels({"people/planted.py": f"pgtrigger.ignore({text!r})"})) == []
    ) is is_right


def missing_modules(source):
    for text in sorted({*texts_of(source)}):
        if DOTTED.fullmatch(text) and not LABEL.fullmatch(text) and not is_there(text):
            yield text


def is_there(dotted):
    """Is this a module, or something in one?"""
    module, _, name = dotted.rpartition(".")
    return is_module(dotted) or is_module(module) and hasattr(importlib.import_module(module), name)


def is_module(dotted):
    try:
        importlib.import_module(dotted)
        return True
    except ImportError:
        return False


def test_settings_name_what_is_there():
    """AUTH_USER_MODEL, adapters, middleware, context processors, filters of logs."""
    settings = (ROOT / "cop_site/settings.py").read_text()
    assert len([text for text in texts_of(settings) if DOTTED.fullmatch(text)]) > 10
    assert list(missing_modules(settings)) == []


def test_a_planted_module_that_is_not_there_is_caught():
    source = (
        "A = 'accounts.adapter.Gone'\nB = 'cohorts.gone.Adapter'\n"
        "C = 'people.models.Person'\nD = 'lib.jobs'"
    )
    assert list(missing_modules(source)) == ["accounts.adapter.Gone", "cohorts.gone.Adapter"]


def test_the_admin_shows_the_models_it_names():
    assert {model._meta.label for model in admin.site._registry} == REFERENCE


#: App: models, and how many of them keep a history.
COUNTED = {
    "jobs": (4, 0),
    "people": (16, 3),
    "guidebooks": (23, 0),
    "cohorts": (12, 5),
    "meetings": (15, 3),
    "recruitment": (10, 3),
    "evaluations": (7, 3),
    "community": (3, 0),
    "accounts": (1, 0),
    "dashboards": (1, 0),
}


def counted(models):
    history = Counter(model._meta.app_label for model in models if issubclass(model, Event))
    every = Counter(model._meta.app_label for model in models)
    return {label: (every[label] - history[label], history[label]) for label in every}


def test_tests_that_walk_over_models_walk_over_all_of_them():
    """Every such test takes its models from `our_models()`: 92 models of 10 apps,
    17 with a history, 109 in all.

    Before the packages were laid anew (commit 732440a) there were 68 models of 5 apps, 17 with a
    history, 85 in all: jobs 2, cohorts 35 (11 with a history), meetings 17 (3), evaluations 11 (3),
    community 3. None went. Five came: people.LinkSecret, cohorts.MembershipLink, cohorts.SignedFor,
    recruitment.ApplicationLink and recruitment.ApplicationLetter.
    Then three: jobs.JobInput, jobs.JobOutput and dashboards.PageCount; then
    recruitment.ApplicationDraft. Then four: people.AddressChange, people.PersonChange,
    people.PersonMerge and cohorts.MembershipGap; and three of meetings:
    AttendanceReopening, DateCorrection and SignInNumber; then NotNeeded. Then four of guidebooks:
    AcceptedText, CatalogWithdrawal, Proposal and ProfileQuestion; and one of cohorts,
    DutyRequest.
    """
    assert counted(our_models()) == COUNTED
    assert sum(models for models, _ in COUNTED.values()) == 70 + 5 + 3 + 1 + 4 + 3 + 1 + 4 + 1
    assert len(our_models()) == 87 + 5 + 3 + 1 + 4 + 3 + 1 + 4 + 1


def test_the_list_of_apps_is_complete():
    assert {model._meta.app_label for model in apps.get_models() if unit_of_model(model)} == {
        *MODEL_APPS
    }


#: Where a test names apps for another reason than choosing models of ours.
NAMES_APPS = {
    "tests/source_tree.py",  # the one list
    "tests/test_planted_words.py",  # addresses of admin pages
    "tests/test_privacy.py",  # a planted model
    "tests/people/test_persons.py",  # compares with the one list
    "tests/accounts/test_second_factor.py",  # a parameter of an admin address
    "tests/cop_site/test_admin.py",  # addresses of admin pages
    "tests/architecture/test_model_labels.py",
}


def test_no_test_chooses_models_by_a_list_of_its_own():
    assert {
        file
        for file, source in python_of_tests().items()
        if re.search(r"app_label|get_app_config\b", source)
    } <= NAMES_APPS
