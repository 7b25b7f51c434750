"""Dagster's webserver and daemon as one child process group.

Traps avoided: children that outlive a terminated parent and keep the port, and a URL announced before anything answers.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

from dagster_project import instance
from ingest.errors import CapexError
from ingest.settings import ROOT, Settings

HOST = "127.0.0.1"
START_SECONDS = 90
STOP_SECONDS = 20


def serve(settings: Settings, *, port: int, say: Callable[[str], None]) -> None:
    """Run until interrupted (SIGINT or SIGTERM). Raises CapexError when the port is busy or the child ends by itself."""
    _check_free(port)
    home = instance.home(settings)
    log = home / "ui.log"
    say(f"starting the Dagster UI … (what it says itself is in {log})")
    command = [sys.executable, "-W", "ignore", "-m", "dagster", "dev", "--host", HOST, "--port", str(port)]
    quiet = ["--code-server-log-level", "error", "--log-level", "error"]
    # From the project's root: its pyproject.toml names the code location.
    with log.open("wb") as output:
        child = subprocess.Popen([*command, *quiet], cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
    stop_requested: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stop_requested.append(number)

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        url = f"http://{HOST}:{port}"
        if _wait_until_served(url, child, stop_requested):
            say(f"Dagster UI: {url}  (Ctrl-C stops it)")
        while child.poll() is None and not stop_requested:
            time.sleep(0.2)
        if not stop_requested:
            raise CapexError(f"the Dagster UI ended by itself; the reason is at the end of {log}")
    finally:
        _end(child)
        for number, handler in previous.items():
            signal.signal(number, handler)
        if stop_requested:
            say("stopped")


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CapexError(f"port {port} on {HOST} is in use: stop what listens there, or choose another with --port") from None


def _wait_until_served(url: str, child: subprocess.Popen[bytes], stop_requested: list[int]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None and not stop_requested:
        try:
            with urllib.request.urlopen(f"{url}/server_info", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to stop, then make sure that it has."""
    for number, patience in ((signal.SIGINT, STOP_SECONDS), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        if not _group_alive(child):
            return
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while _group_alive(child) and time.monotonic() < deadline:
            time.sleep(0.1)


def _group_alive(child: subprocess.Popen[bytes]) -> bool:
    child.poll()
    try:
        os.killpg(child.pid, 0)
    except ProcessLookupError:
        return False
    return True
