"""Watches, while tests run, who follows a relation into a package that it may not know.

A model of a lower package has accessors and lookups that a higher package put there:
`cohort.meetings`, or `Cohort.objects.filter(meetings__position=1)`. No import tells of them. This
plugin notes each one with the file that uses it, Python or template, and fails the test in which a
file did so against the arrows of packages.py.

What is noted: descriptors of reverse relations, and lookup texts of filter, exclude,
order_by, values, annotate, aggregate, select_related, prefetch_related, only and defer,
resolved step by step against `_meta`.
"""

import sys
from contextlib import contextmanager
from functools import cache, wraps

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Prefetch, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.fields import related_descriptors as descriptors
from django.db.models.sql import Query

from ..source_tree import PACKAGES, ROOT
from .packages import is_allowed, may_know, unit_of_file, unit_of_model, unit_of_template

#: Code that only does what it is told (and this plugin):
#: the file that told it is the one that counts.
GENERIC = ("lib/", "tests/architecture/relations.py")
#: Django at work on its own account: deleting what hangs on a row, filling a prefetched list,
#: writing SQL for a queryset whose lookups were noted when it was built.
DJANGO_ITSELF = ("db/models/deletion.py", "db/models/sql/compiler.py")
PREFETCHING = "prefetch_related_objects"

_notes = []


@contextmanager
def noting():
    """Collect notes apart from those of the running test:
    a list of (file, what) against the arrows.
    """
    global _notes
    outer, _notes = _notes, []
    try:
        yield _notes
    finally:
        _notes = outer


def note(what, model):
    """Keep (file, what) if the file that is at work may not know the package of the model."""
    file = caller()
    if file is None or may_know(unit_of_file(file), unit_of_model(model)) or is_allowed(file, what):
        return
    if (file, what) not in _notes:
        _notes.append((file, what))


def caller():
    """The file that is at work: of our packages or a template, as a path below the top;
    None for a test or Django.
    """
    frame = sys._getframe(2)
    while frame is not None:
        code = frame.f_code
        if code.co_filename.endswith(DJANGO_ITSELF) or code.co_name == PREFETCHING:
            return None
        if code.co_name == "render_annotated" and (name := template_of(frame.f_locals["self"])):
            return f"templates/{name}"
        if (file := own_file(code.co_filename)) and not file.startswith(GENERIC):
            return None if file.startswith("tests/") else file
        frame = frame.f_back


def template_of(node):
    """The name of our template that a node stands in."""
    name = getattr(getattr(node, "origin", None), "template_name", None)
    return name if name and unit_of_template(name) else None


@cache
def own_file(path):
    top = f"{ROOT}/"
    file = path.removeprefix(top)
    return file if path.startswith(top) and file.split("/")[0] in {*PACKAGES, "tests"} else None


@cache
def is_upward(model, other):
    """Does the relation lead from a model to one whose package the model's own may not know?"""
    home = unit_of_model(model)
    return home is not None and not may_know(home, unit_of_model(other))


def watch_descriptor(descriptor, ends_of):
    """Note every use of such an accessor on an instance.

    ends_of(descriptor): (relation, model, other model) or None.
    """
    original = descriptor.__get__

    @wraps(original)
    def get(self, instance, cls=None):
        if instance is not None and (ends := ends_of(self)):
            relation, model, other = ends
            if is_upward(model, other):
                note(f"{model.__name__}.{relation.get_accessor_name()}", other)
        return original(self, instance, cls)

    descriptor.__get__ = get


def ends_of_reverse(descriptor):
    if isinstance(descriptor, descriptors.ManyToManyDescriptor) and not descriptor.reverse:
        return None
    return descriptor.rel, descriptor.rel.model, descriptor.rel.related_model


def ends_of_one_to_one(descriptor):
    return descriptor.related, descriptor.related.model, descriptor.related.related_model


def watch_lookups():
    original = Query.names_to_path

    @wraps(original)
    def names_to_path(self, names, opts, *args, **kwargs):
        found = original(self, names, opts, *args, **kwargs)
        for step in found[0]:
            note_step(step.from_opts.model, step.to_opts.model, step.join_field.name)
        return found

    Query.names_to_path = names_to_path


def note_step(model, other, name):
    if is_upward(model, other):
        note(f"{model.__name__}.{name}", other)


def watch_names(method):
    """Note the steps of texts such as "membership__application" that a method
    of a queryset takes.
    """
    original = getattr(QuerySet, method)

    @wraps(original)
    def with_names(self, *names, **kwargs):
        for name in names:
            text = name.prefetch_through if isinstance(name, Prefetch) else name
            for step in steps_of(self.model, text) if isinstance(text, str) else []:
                note_step(*step)
        return original(self, *names, **kwargs)

    setattr(QuerySet, method, with_names)


def steps_of(model, text):
    """(model, other model, name) of each relation in the text, as far as fields and accessors
    can be found.
    """
    for name in text.split(LOOKUP_SEP):
        field = field_or_accessor(model, name)
        if field is None or not field.is_relation or field.related_model is None:
            return
        yield model, field.related_model, name
        model = field.related_model


def field_or_accessor(model, name):
    for relation in model._meta.related_objects:
        if relation.get_accessor_name() == name:
            return relation
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


watch_descriptor(descriptors.ReverseManyToOneDescriptor, ends_of_reverse)
watch_descriptor(descriptors.ReverseOneToOneDescriptor, ends_of_one_to_one)
watch_lookups()
for taking_names in ["select_related", "prefetch_related", "only", "defer"]:
    watch_names(taking_names)


@pytest.fixture(autouse=True)
def relations_follow_the_arrows():
    """Fail a test during which a file followed a relation into a package that it may not know."""
    yield
    found = [f"{file}: {what}" for file, what in _notes]
    _notes.clear()
    if found:
        pytest.fail(
            "relations into packages that these files may not know:\n" + "\n".join(found),
            pytrace=False,
        )
