"""All URL patterns of the site as a flat list, for the permission table,
its tests and `manage.py routes`.
"""

from dataclasses import dataclass

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A URL pattern: its name with the namespace, its path with the parameters, its view,
    the parameters' names.
    """

    name: str
    address: str
    view: object
    parameters: tuple

    @property
    def is_public(self):
        return not getattr(self.view, "login_required", True)


def all_routes(resolver=None, address="/", namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        where = address + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from all_routes(entry, where, inside)
        else:
            yield Route(
                f"{namespace}{entry.name or where}",
                where,
                entry.callback,
                tuple(entry.pattern.converters),
            )
