"""`capex ui`: it serves, says where, refuses a busy port, and leaves nothing behind when it is told to stop."""

import signal
import socket
import time

import httpx
import pytest

from ingest.settings import Settings
from tests.conftest import isolated
from tests.servers import dagster_ui

SERVED_SECONDS = 90  # some 10 where nothing else runs, and the parsing of the dbt project on top in a new folder
STOPPED_SECONDS = 25


@pytest.fixture
def environment(tmp_path):
    """A new data folder: nothing is prepared."""
    return isolated(tmp_path / "data")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminated"])
def test_it_serves_and_leaves_nothing_behind(environment, number):
    with dagster_ui.running(environment) as ui:
        assert ui.seconds < SERVED_SECONDS
        assert httpx.get(f"{ui.url}/server_info").json()["dagster_webserver_version"] == "1.13.27"
        data = environment["CAPEX_DATA_DIR"]
        daemon = "{ instance { daemonHealth { allDaemonStatuses { daemonType required } } } }"
        assert ui.ask(daemon)["instance"]["daemonHealth"]["allDaemonStatuses"]
        assert any("dagster_webserver" in line for line in dagster_ui.processes_of(data))
        asked = time.monotonic()
        ui.process.send_signal(number)
        assert ui.process.wait(timeout=STOPPED_SECONDS) == 0
        print(f"served after {ui.seconds:.1f} s, stopped after {time.monotonic() - asked:.1f} s")
    assert dagster_ui.processes_of(data) == []
    assert dagster_ui.is_free(int(ui.url.rpartition(":")[2]))


def test_a_busy_port_is_named(capex, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = capex("ui", "--port", str(port), data=Settings(data_dir=tmp_path))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"capex: port {port} on 127.0.0.1 is in use: stop what listens there, or choose another with --port\n"
