"""Runs the web server and the background worker side by side until somebody says stop."""

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
TOO_YOUNG_TO_DIE = 5


class Supervisor:
    def __init__(self, commands, *, cwd):
        self.commands = commands  # name -> what to run
        self.cwd = cwd
        self.processes = {}
        self.started = {}
        self.stopping = threading.Event()

    def run(self, *, health, when_up):
        """Start everything, say so once it answers, and return when told to stop."""
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
        patience = time.monotonic() + SECONDS_TO_ANSWER
        while not self.stopping.wait(0.2) and not _answers(health):
            self._restart_ended()
            if time.monotonic() > patience:
                raise StartupError(f"{health} did not answer within {SECONDS_TO_ANSWER} seconds, so everything was stopped.")

    def _restart_ended(self):
        for name, process in self.processes.items():
            if process.poll() is None:
                continue
            if time.monotonic() - self.started[name] < TOO_YOUNG_TO_DIE:
                raise StartupError(f"The {name} stopped as soon as it had started (exit code {process.returncode}).")
            print(f"The {name} stopped (exit code {process.returncode}) and is started again.", file=sys.stderr)
            self._start(name)

    def _stop(self):
        for process in self.processes.values():
            process.terminate()
        patience = time.monotonic() + SECONDS_TO_STOP
        for process in self.processes.values():
            try:
                process.wait(max(0, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def refuse_busy_port(host, port):
    """Before anything is built: a sentence now is kinder than a stack of lines from the web server later."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartupError(
                f"Port {port} cannot be used ({error.strerror}). "
                f"Choose another one, for example: PORT={port + 1} python3 manage.py {' '.join(sys.argv[1:2]) or 'up'}"
            ) from None


def _answers(url):
    try:
        urllib.request.build_opener(_Here).open(url, timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code < 500  # a redirect to https or an unknown host is an answer, too
    except OSError:
        return False
    return True


class _Here(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def _end_with_parent():
    """Should this process be killed outright, its children are told to stop (Linux only)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
