#!/usr/bin/env python3
"""Hallway's one command: `python3 manage.py demo` to look around, `test` to test,
`help` for the rest.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Hallway needs Python 3.11 or newer, and this is Python %d.%d.\n"
        "Install a newer one and start with it by name, for example: python3.11 manage.py demo"
        % sys.version_info[:2]
    )

import os
import signal


def main(arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop_site.settings")
    if arguments[1:2] == ["test"]:
        import pytest

        return pytest.main(arguments[2:])

    from django.core import exceptions, management

    try:
        return management.execute_from_command_line(arguments)
    except exceptions.ImproperlyConfigured as problem:
        return str(problem)


if __name__ == "__main__":
    from launcher.venv import StartupError, enter_environment

    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # an orderly end: pip, the bundled database stop with us
    try:
        testing = sys.argv[1:2] == ["test"]
        enter_environment(testing=testing)
        from launcher.database import start_bundled_server, start_test_server

        start_test_server() if testing else start_bundled_server()
        sys.exit(main(sys.argv))
    except KeyboardInterrupt:
        sys.exit(130)
    except StartupError as trouble:
        sys.exit(str(trouble))
