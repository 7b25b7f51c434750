"""`capex ui` as a process of its own, asked the way its page asks: GraphQL on 127.0.0.1."""

import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

START = [sys.executable, "-c", "from ingest.cli import main; main()"]
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}


@dataclass
class Ui:
    """A running UI; `seconds` is how long it took until it served."""

    process: subprocess.Popen[str]
    url: str
    seconds: float

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of a GraphQL answer."""
        answer = httpx.post(f"{self.url}/graphql", json={"query": query, "variables": variables}, timeout=60).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def runs(self) -> list[dict[str, Any]]:
        """All runs, newest first: id, job, status, tags, seconds from launch to end."""
        query = "{ runsOrError { ... on Runs { results { runId jobName status creationTime endTime tags { key value } } } } }"
        found = self.ask(query)["runsOrError"]["results"]
        return [
            {
                "id": run["runId"],
                "job": run["jobName"],
                "status": run["status"],
                "tags": {tag["key"]: tag["value"] for tag in run["tags"]},
                "seconds": (run["endTime"] or time.time()) - run["creationTime"],
            }
            for run in found
        ]

    def wait_for_run(self, known: set[str], seconds: float = 120) -> dict[str, Any]:
        """The first run that is not in `known`, when it has ended."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            new = [run for run in self.runs() if run["id"] not in known]
            if new and new[-1]["status"] in ENDED:
                return new[-1]
            time.sleep(0.3)
        raise AssertionError(f"no run ended within {seconds:g} s; there are {self.runs()}")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    """Whether nobody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def processes_of(marker: str) -> list[str]:
    """Command lines of the living processes whose environment holds a text (a data folder that only one test uses)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@contextmanager
def running(environment: Mapping[str, str], seconds: float = 90) -> Iterator[Ui]:
    """Start `capex ui` on a free port and stop it by Ctrl-C's signal when the block ends."""
    port = free_port()
    started = time.monotonic()
    command = [*START, "ui", "--port", str(port)]
    with tempfile.NamedTemporaryFile("w") as output:
        process = subprocess.Popen(command, env=dict(environment), stdout=output, text=True)
        try:
            yield Ui(process, _announced(process, Path(output.name), seconds), time.monotonic() - started)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def _announced(process: subprocess.Popen[str], output: Path, seconds: float) -> str:
    """The URL that the command says. It is said once the page is served."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", output.read_text())
        if found:
            return found.group()
        time.sleep(0.05)
    raise AssertionError(f"capex ui did not serve within {seconds:g} s; it said: {output.read_text()}")
