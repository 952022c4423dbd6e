"""Which function does which kind of background work, and how it says that it cannot."""

from collections.abc import Callable

_functions: dict[str, Callable] = {}


class JobRefusedError(Exception):
    """The job cannot be done, and trying it again would not help.

    The message is a sentence for the person who asked.
    """


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
