"""The inbox on a real folder: what is taken, what goes back and why, and what is left alone."""

import email
import email.policy
import json
import os
from datetime import date

import pytest

from ingest.errors import CapexError
from ingest.sources import inbox
from ingest.sources.sidecar import Stated
from ingest.store import RawStore

TEXT = "The group will invest $12 billion in data centers over three years, it said on Thursday.\n"
HTML = f"<html><head><title>Plan</title></head><body><article><h1>Plan</h1><p>{TEXT * 4}</p></article></body></html>"
MAIL = f"""From: Press <press@example.com>
To: desk@example.com
Subject: Investment plan
Date: Thu, 30 Jul 2026 09:00:00 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{TEXT}"""


def pdf(text):
    """A PDF of one page with a text layer."""
    stream = b"BT /F1 12 Tf 40 700 Td (%s) Tj ET" % text.strip().encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(body))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def drop(folder):
    def write(name, content=TEXT, age=60.0):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (NOW - age, NOW - age))
        return path

    return write


NOW = 1_785_400_000.0


def collect(store, folder, sleep=lambda _: None):
    return inbox.collect(store, folder, clock=lambda: NOW, sleep=sleep)


def tree(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_each_kind_of_file_is_taken_and_kept(store, folder, drop):
    files = {"a.html": HTML, "b.pdf": pdf(TEXT), "c.txt": TEXT, "d.md": f"# Plan\n{TEXT}", "e.eml": MAIL, "F.HTM": HTML + " "}
    for name, content in files.items():
        drop(name, content)
    result = collect(store, folder)
    assert result.problems == []
    assert {obj.url: obj.media_type for obj in result.fetched} == {
        "inbox:a.html": "text/html",
        "inbox:b.pdf": "application/pdf",
        "inbox:c.txt": "text/plain",
        "inbox:d.md": "text/markdown",
        "inbox:e.eml": "message/rfc822",
        "inbox:F.HTM": "text/html",
    }
    assert tree(folder) == sorted(f"accepted/{name}" for name in files)
    assert store.get(store.latest("inbox:c.txt").sha256) == TEXT.encode()
    assert collect(store, folder).objects == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.txt.yaml", "published: 2026-07-30\nurl: https://example.com/plan\ncompany: nvidia\ntitle: Plan\n"),
        ("r.yaml", "published: 2026-07-30 09:15:00\nurl: https://example.com/plan\ncompany: nvidia\ntitle: Plan\n"),
        ("r.json", '{"published": "2026-07-30", "url": "https://example.com/plan", "company": "nvidia", "title": "Plan"}'),
    ],
)
def test_a_sidecar_says_what_is_known(store, folder, drop, name, content):
    drop("r.txt")
    drop(name, content)
    (obj,) = collect(store, folder).fetched
    known = (obj.published_on, obj.source_url, obj.company_id, obj.title)
    assert known == (date(2026, 7, 30), "https://example.com/plan", "nvidia", "Plan")
    assert tree(folder) == ["accepted/r.txt", "accepted/r.txt.json"]
    assert json.loads((folder / "accepted/r.txt.json").read_text())["published"] == "2026-07-30"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("sheet.xlsx", b"PK\x03\x04" + b"\x00" * 50, "Office file"),
        ("data.csv", b"a,b\n1,2\n", "only files named .html"),
        ("noise.txt", bytes(range(256)) * 20, "binary"),
        ("torn.pdf", pdf(TEXT)[:150], "torn.pdf"),
        ("scripts.html", b"<html><body><script>x()</script></body></html>", "no text"),
        ("front.md", b"---\npublished: soon\n---\ntext " + TEXT.encode(), "not a date"),
    ],
)
def test_a_bad_file_goes_back_with_the_reason_and_costs_no_other(store, folder, drop, name, content, reason):
    drop(name, content)
    drop("good.txt")
    result = collect(store, folder)
    assert [problem.item for problem in result.problems] == [name]
    assert reason in result.problems[0].reason
    assert [obj.url for obj in result.fetched] == ["inbox:good.txt"]
    assert tree(folder) == ["accepted/good.txt", f"rejected/{name}", f"rejected/{name}.reason.txt"]
    assert reason in (folder / f"rejected/{name}.reason.txt").read_text()
    assert (folder / "rejected" / name).read_bytes() == content


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("publishd: 2026-07-30", r"publishd: .*known keys: published, url, company, title"),
        ("published: someday", "published: "),
        ("url: ftp://example.com", "url: "),
        ("company: no_such_company", "unknown company 'no_such_company'"),
        ("a: [", "not readable as YAML or JSON"),
        ("just text", "content: "),
    ],
)
def test_a_bad_sidecar_sends_both_back(store, folder, drop, sidecar, reason):
    drop("r.txt")
    drop("r.txt.yaml", sidecar)
    result = collect(store, folder)
    assert store.objects() == []
    assert tree(folder) == ["rejected/r.txt", "rejected/r.txt.reason.txt", "rejected/r.txt.yaml"]
    with pytest.raises(AssertionError, match=reason):
        raise AssertionError(result.problems[0].reason)


def test_a_file_still_being_written_is_left_until_it_stands_still(store, folder, drop):
    path = drop("growing.txt", "The first half", age=0)

    def write_on(seconds):
        assert seconds == inbox.SETTLE_SECONDS
        path.write_text("The first half and the second half.")

    assert collect(store, folder, sleep=write_on).objects == []
    assert tree(folder) == ["growing.txt"]
    slept = []
    os.utime(path, (NOW, NOW))
    assert len(collect(store, folder, sleep=slept.append).fetched) == 1
    assert slept == [inbox.SETTLE_SECONDS]
    assert store.get(store.latest("inbox:growing.txt").sha256) == b"The first half and the second half."


def test_settled_files_cost_no_waiting(store, folder, drop):
    drop("a.txt", age=inbox.SETTLE_SECONDS + 1)
    slept = []
    assert len(collect(store, folder, sleep=slept.append).fetched) == 1
    assert slept == []


def test_a_document_waits_for_its_unfinished_sidecar(store, folder, drop):
    drop("a.txt")
    path = drop("a.txt.yaml", "published: 2026-", age=0)
    assert collect(store, folder, sleep=lambda _: path.write_text("published: 2026-07-30")).objects == []
    assert tree(folder) == ["a.txt", "a.txt.yaml"]
    os.utime(path, (NOW - 60, NOW - 60))
    assert collect(store, folder).fetched[0].published_on == date(2026, 7, 30)


def test_downloads_under_way_and_hidden_files_are_not_looked_at(store, folder, drop):
    for name in ("a.pdf.crdownload", "b.part", ".DS_Store", "~$c.txt", ".hidden/d.txt"):
        drop(name)
    assert inbox.waiting(folder) == []
    assert collect(store, folder).objects == []
    assert len(tree(folder)) == 5


def test_another_content_under_a_taken_name_gets_its_own(store, folder, drop):
    drop("release.txt", "First quarter. " + TEXT)
    collect(store, folder)
    drop("release.txt", "Second quarter. " + TEXT)
    (second,) = collect(store, folder).fetched
    assert second.url == f"inbox:release-{second.sha256[:8]}.txt"
    assert {store.get(obj.sha256)[:5] for obj in store.objects()} == {b"First", b"Secon"}
    assert len(tree(folder)) == 2


def test_the_same_file_again_changes_nothing(store, folder, drop):
    for _ in range(2):
        drop("release.txt")
        result = collect(store, folder)
    assert (result.fetched, len(result.unchanged)) == ([], 1)
    assert tree(folder) == ["accepted/release.txt"]


def test_a_file_dropped_while_its_predecessor_is_read_is_not_lost(store, folder, drop, monkeypatch):
    drop("release.txt", "First. " + TEXT)
    read = inbox.document.read

    def read_slowly(data, **known):
        drop("release.txt", "Second. " + TEXT, age=30)
        return read(data, **known)

    monkeypatch.setattr(inbox.document, "read", read_slowly)
    collect(store, folder)
    monkeypatch.undo()
    assert tree(folder) == ["accepted/release.txt", "release.txt"]
    collect(store, folder)
    assert len(store.objects()) == 2


def test_what_is_attached_to_a_mail_is_taken_too(store, folder, drop):
    message = email.message_from_string(MAIL, policy=email.policy.default)
    message.add_attachment(pdf(TEXT), "application", "pdf", filename="../plan.pdf")
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    drop("q2/note.eml", message.as_bytes())
    result = collect(store, folder)
    assert [obj.url for obj in result.fetched] == ["inbox:q2/note.eml", "inbox:q2/note plan.pdf"]
    assert store.get(result.fetched[1].sha256) == pdf(TEXT)
    assert tree(folder) == ["accepted/q2/note plan.pdf", "accepted/q2/note.eml"]


@pytest.mark.parametrize(("content", "taken", "problems"), [(pdf(TEXT), 1, 0), (pdf(TEXT)[:150], 0, 1)], ids=["whole", "torn"])
def test_a_mail_that_only_carries_a_document_is_as_good_as_that(store, folder, drop, content, taken, problems):
    message = email.message_from_string(MAIL.replace(TEXT, ""), policy=email.policy.default)
    message.add_attachment(content, "application", "pdf", filename="plan.pdf")
    drop("note.eml", message.as_bytes())
    result = collect(store, folder)
    assert [obj.url for obj in result.fetched] == ["inbox:note plan.pdf"] * taken
    assert ["note plan.pdf" in problem.reason for problem in result.problems] == [True] * problems


def test_folders_are_kept_and_one_sidecar_may_serve_two_formats(store, folder, drop):
    drop("2026/q2/r.html", HTML)
    drop("2026/q2/r.txt")
    drop("2026/q2/r.yaml", "published: 2026-07-30")
    result = collect(store, folder)
    assert {(obj.url, obj.published_on) for obj in result.fetched} == {
        ("inbox:2026/q2/r.html", date(2026, 7, 30)),
        ("inbox:2026/q2/r.txt", date(2026, 7, 30)),
    }
    assert all(name.startswith("accepted/2026/q2/r.") for name in tree(folder))


def test_a_sidecar_that_comes_late_completes_the_accepted_document(store, folder, drop):
    drop("r.txt")
    collect(store, folder)
    drop("r.yaml", "published: 2026-07-30")
    (obj,) = collect(store, folder).fetched
    assert (obj.url, obj.published_on) == ("inbox:r.txt", date(2026, 7, 30))
    assert store.objects() == [obj]
    assert tree(folder) == ["accepted/r.txt", "accepted/r.txt.json"]


def test_a_sidecar_alone_waits_and_is_refused_in_the_end(store, folder, drop):
    path = drop("r.yaml", "published: 2026-07-30")
    assert collect(store, folder).problems == []
    assert tree(folder) == ["r.yaml"]
    os.utime(path, (NOW - 4000, NOW - 4000))
    assert "no document of this name" in collect(store, folder).problems[0].reason
    assert tree(folder) == ["rejected/r.yaml", "rejected/r.yaml.reason.txt"]


def test_a_new_raw_store_is_refilled_from_what_was_accepted(store, folder, drop, tmp_path):
    drop("r.txt")
    drop("r.txt.yaml", "published: 2026-07-30")
    (obj,) = collect(store, folder).fetched
    with RawStore(tmp_path / "new") as new:
        (again,) = collect(new, folder).fetched
        assert (again.sha256, again.url, again.published_on) == (obj.sha256, obj.url, date(2026, 7, 30))
        assert collect(new, folder).objects == []


def test_a_missing_inbox_is_an_empty_one(store, tmp_path):
    assert collect(store, tmp_path / "none").objects == []


def test_add_takes_a_copy_from_anywhere(store, folder, tmp_path):
    path = tmp_path / "elsewhere" / "plan.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    ((obj, is_new),) = inbox.add(store, folder, path, Stated(published=date(2026, 7, 30)))
    assert (is_new, obj.url, obj.published_on) == (True, "inbox:plan.txt", date(2026, 7, 30))
    assert inbox.add(store, folder, path, Stated(published=date(2026, 7, 30))) == [(obj, False)]
    assert path.exists()
    assert collect(store, folder).objects == []
    with pytest.raises(CapexError, match=r"missing\.txt: No such file"):
        inbox.add(store, folder, tmp_path / "missing.txt", Stated())
