"""Which function does which kind of background work."""

from collections.abc import Callable

_functions: dict[str, Callable] = {}


def job(kind):
    """Register a function (job, **arguments) for jobs of this kind.

    It must be safe to run twice.
    """

    def register(function):
        _functions[kind] = function
        return function

    return register


def function_of(kind):
    """The function registered for this kind. Raises KeyError for a kind that nothing registered."""
    return _functions[kind]
