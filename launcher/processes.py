"""Runs the web server and the background worker side by side until it is told to stop."""

import ctypes
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from .errors import StartupError

SECONDS_TO_STOP = 15  # longer than the web server gives its own requests
SECONDS_TO_ANSWER = 60
#: A process that ends sooner after its start is not started again.
SHORTEST_RUN_SECONDS = 5


class ProcessGroup:
    """Starts processes, starts them again when they end, and stops them in order."""

    def __init__(self, commands, *, cwd, keep_trying=False):
        """commands: {name: list of arguments}.

        keep_trying: one that ends at once, as after a typing error in the code, is tried again
        every few seconds instead of stopping everything.
        """
        self.commands = commands
        self.cwd = cwd
        self.keep_trying = keep_trying
        self.processes = {}
        self.started = {}
        self.stopping = threading.Event()

    def run(self, *, health, when_up):
        """Start everything and return when SIGTERM, SIGINT or SIGHUP comes.

        health: a URL that answers when the web server is up; then `when_up()` is called.
        Raises StartupError.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for name in self.commands:
                self._start(name)
            self._wait_for(health)
            if not self.stopping.is_set():
                when_up()
            while not self.stopping.wait(0.5):
                self._restart_ended()
        finally:
            self._stop()

    def _start(self, name):
        self.started[name] = time.monotonic()
        self.processes[name] = subprocess.Popen(
            self.commands[name],
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C reaches this process only, which then stops them in order
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    def _wait_for(self, health):
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not self.stopping.wait(0.2) and not _answers(health):
            self._restart_ended()
            if time.monotonic() > deadline:
                raise StartupError(
                    f"{health} did not answer within {SECONDS_TO_ANSWER} seconds, "
                    "so everything was stopped."
                )

    def _restart_ended(self):
        for name, process in self.processes.items():
            if process.poll() is None:
                continue
            if time.monotonic() - self.started[name] < SHORTEST_RUN_SECONDS:
                if self.keep_trying:
                    continue
                raise StartupError(
                    f"The {name} stopped as soon as it had started "
                    f"(exit code {process.returncode})."
                )
            print(
                f"The {name} stopped (exit code {process.returncode}) and is started again.",
                file=sys.stderr,
            )
            self._start(name)

    def _stop(self):
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in self.processes.values():
            try:
                process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def refuse_busy_port(host, port):
    """Raise StartupError if the port is in use, before anything is built."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartupError(
                f"Port {port} cannot be used ({error.strerror}). Choose another one, for example: "
                f"PORT={port + 1} python3 manage.py {' '.join(sys.argv[1:2]) or 'up'}"
            ) from None


def _answers(url):
    try:
        urllib.request.build_opener(_NoRedirects).open(url, timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code < 500  # a redirect to https or an unknown host is an answer, too
    except OSError:
        return False
    return True


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def _end_with_parent():
    """Called in the child: it gets SIGTERM if this process is killed outright (Linux only)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
