"""The raw store on a real disk: once per content, append-only, whole after any interruption."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.errors import CapexError
from ingest.store import RawMeta, RawStore

PAGE = RawMeta(url="https://example.com/a", source="feeds", kind="announcement", media_type="text/html", company_id="acme")


@pytest.fixture
def store(tmp_path):
    with RawStore(tmp_path / "raw") as opened:
        yield opened


def files_of(store):
    return sorted(path for path in (store.raw_dir / "objects").rglob("*") if path.is_file())


def test_bytes_come_back_with_everything_known_about_them(store):
    data = b"\x00\xff binary \r\n" * 3
    meta = PAGE.model_copy(update={"etag": '"x"', "published_on": date(2026, 2, 3), "accession": "0000000000-26-000001"})
    put = store.put(data, meta, fetched_at=datetime(2026, 2, 4, 5, tzinfo=UTC))
    assert put.sha256 == hashlib.sha256(data).hexdigest()
    assert (put.size, put.fetched_at, put.etag) == (len(data), datetime(2026, 2, 4, 5, tzinfo=UTC), '"x"')
    assert store.get(put.sha256) == data
    assert store.latest(PAGE.url) == put
    assert store.objects(accession="0000000000-26-000001") == [put]


def test_same_content_is_stored_once_and_an_identical_fetch_adds_no_row(store):
    first = store.put(b"same", PAGE)
    assert store.put(b"same", PAGE) == first
    elsewhere = store.put(b"same", PAGE.model_copy(update={"url": "https://example.com/b"}))
    assert elsewhere.sha256 == first.sha256
    assert len(files_of(store)) == 1
    assert len(store.objects(every_version=True)) == 2


def test_every_version_is_kept_and_the_newest_answers(store):
    old, new = store.put(b"old", PAGE), store.put(b"new", PAGE)
    assert store.latest(PAGE.url) == new
    assert store.objects() == [new]
    assert store.objects(every_version=True) == [old, new]
    assert (store.get(old.sha256), store.get(new.sha256)) == (b"old", b"new")


def test_objects_are_filtered_by_source_company_and_kind(store):
    page = store.put(b"1", PAGE)
    facts = store.put(b"2", PAGE.model_copy(update={"url": "u2", "source": "edgar", "kind": "company_facts"}))
    other = store.put(b"3", PAGE.model_copy(update={"url": "u3", "company_id": "other"}))
    assert store.objects(source="edgar") == [facts]
    assert store.objects(company="acme") == [page, facts]
    assert store.objects(source="feeds", company="other") == [other]
    assert store.objects(kind="rates") == []


def test_retired_addresses_disappear_but_their_bytes_stay(store):
    put = store.put(b"gone", PAGE)
    store.retire(PAGE.url)
    assert store.latest(PAGE.url) is None
    assert store.objects() == []
    assert store.objects(every_version=True) == [put]
    assert store.get(put.sha256) == b"gone"
    again = store.put(b"gone", PAGE)
    assert store.objects() == [again]


def test_text_is_compressed_on_disk_and_noise_is_not(store):
    text, noise = b"capital expenditure " * 5000, os.urandom(4096)
    for number, data in enumerate((text, noise)):
        assert store.get(store.put(data, PAGE.model_copy(update={"url": f"u{number}"})).sha256) == data
    sizes = sorted(path.stat().st_size for path in files_of(store))
    assert sizes[0] < 1000
    assert sizes[1] == 4096


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"other"), lambda path: path.write_bytes(path.read_bytes()[:-9])])
@pytest.mark.parametrize("data", [b"short", b"capital expenditure " * 500], ids=["plain", "compressed"])
def test_damaged_bytes_are_refused_by_name(store, harm, data):
    put = store.put(data, PAGE)
    harm(files_of(store)[0])
    with pytest.raises(CapexError, match=f"{put.sha256}.* is damaged.*fetch again"):
        store.get(put.sha256)


def test_missing_bytes_are_refused_and_can_be_put_again(store):
    put = store.put(b"lost", PAGE)
    files_of(store)[0].unlink()
    assert not store.has(put.sha256)
    with pytest.raises(CapexError, match="is not in"):
        store.get(put.sha256)
    assert store.put(b"lost", PAGE) == put
    assert store.get(put.sha256) == b"lost"


def test_threads_and_a_second_opener_write_at_once(store):
    def work(name, target):
        for number in range(40):
            target.put(f"{number}".encode(), PAGE.model_copy(update={"url": f"{name}/{number}"}))

    with RawStore(store.raw_dir) as second:
        threads = [threading.Thread(target=work, args=(name, t)) for name, t in (("a", store), ("b", store), ("c", second))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(store.objects()) == 120
    assert len(files_of(store)) == 40


WRITER = """
import sys
from pathlib import Path
from ingest.store import RawMeta, RawStore
store = RawStore(Path(sys.argv[1]))
for number in range(1_000_000):
    data = f"{number} ".encode() * 20_000
    url = f"u{number}"
    store.put(data, RawMeta(url=url, source="feeds", kind="announcement", media_type="text/plain"))
    print(url, flush=True)
"""


def test_kill_9_loses_at_most_the_put_under_way(tmp_path):
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    said = [writer.stdout.readline().strip() for _ in range(25)]
    time.sleep(0.01)
    os.kill(writer.pid, signal.SIGKILL)
    said += writer.stdout.read().split()
    writer.wait()
    with RawStore(tmp_path) as store:
        kept = {obj.url: obj for obj in store.objects()}
        assert set(said) <= set(kept)
        assert len(kept) <= len(said) + 1
        for url, obj in kept.items():
            assert store.get(obj.sha256) == f"{url[1:]} ".encode() * 20_000
        next_url = f"u{len(kept)}"
        store.put(b"after", PAGE.model_copy(update={"url": next_url}))
        assert store.latest(next_url).size == 5


def test_store_folder_is_made_and_survives_reopening(tmp_path):
    raw_dir = Path(tmp_path / "deep" / "raw")
    with RawStore(raw_dir) as store:
        put = store.put(b"kept", PAGE)
    with RawStore(raw_dir) as store:
        assert store.latest(PAGE.url) == put
        assert store.get(put.sha256) == b"kept"
