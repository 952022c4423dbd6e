"""Django's admin: every page of the reference data opens, and what is typed there is saved."""

import pytest
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse

from people.models import Network

from .. import factories
from ..shown import shown

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def root(client_of, db):
    return client_of(factories.create_person(is_staff=True, is_superuser=True))


@pytest.fixture
def rows(cohort):
    """One row of each model with admin pages: {model: row}."""
    network = cohort.network
    texts = {"name": factories.both("Begin small"), "gloss": factories.both("By Friday?")}
    made = [
        network,
        cohort.region,
        factories.create_county(),
        factories.create_organization(),
        factories.create_site(),
        network.standards.create(number=1, group="programmatic", **texts),
        network.principles.create(number=1, **texts),
        factories.create_activity(),
    ]
    return {type(row): row for row in made}


def page(model, name, *args):
    return reverse(admin_urlname(model._meta, name), args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_opens(root, rows, model):
    row = rows[model]
    for address in [
        page(model, "changelist"),
        page(model, "add"),
        page(model, "change", row.pk),
        page(model, "history", row.pk),
        page(model, "delete", row.pk),
    ]:
        assert root.get(address).status_code == 200, address


def test_a_text_is_changed_in_both_languages(root, cohort):
    address = page(Network, "change", cohort.network.pk)
    form = root.get(address).context["adminform"].form
    sent = {"country": "US"}  # of the network of the tests no holidays are known
    for bound in form:
        value = bound.value()
        if hasattr(bound.field, "locales"):
            texts = value if isinstance(value, list) else bound.field.widget.decompress(value)
            sent |= {f"{bound.html_name}_{n}": text or "" for n, text in enumerate(texts)}
        elif value:
            sent.setdefault(bound.html_name, value)
    assert root.post(address, sent | {"disclaimer_0": "Ours.", "disclaimer_1": "Nuestro."}).url
    assert Network.objects.get().disclaimer.data == {"en": "Ours.", "es": "Nuestro."}
    assert "Nuestro." in shown(root.get(address))
