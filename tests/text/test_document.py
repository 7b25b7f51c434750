"""Any bytes: read as what they are, or refused with name, reason and cure."""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import CapexError
from ingest.text import document
from tests.text import pages
from tests.text.papers import pdf as paper

MARKDOWN = """---
title: "Acme plans: 380 billion yuan"
url: https://acme.example/plan
publisher: Example Wire
published: 2025-02-24
published_basis: inferred
language: zh
kind: commitment
text_kind: authored
---
甲公司将投入3800亿元。
"""


def test_front_matter_of_markdown():
    parsed = document.read(MARKDOWN.encode(), filename="plan.md")
    assert parsed == document.Parsed(
        text="甲公司将投入3800亿元。",
        language="zh",
        media_type="text/markdown",
        title="Acme plans: 380 billion yuan",
        publisher="Example Wire",
        published_on=date(2025, 2, 24),
        published_basis="inferred",
        url="https://acme.example/plan",
        kind="commitment",
        text_kind="authored",
    )


def test_front_matter_without_a_telling_name_and_without_most_fields():
    parsed = document.read(b"---\ntitle: Acme invests\npublished: 2025-02\n---\nAcme invests $5 billion in chips.\n")
    assert (parsed.media_type, parsed.published_on, parsed.published_basis) == ("text/markdown", date(2025, 2, 1), "inferred")
    assert (parsed.language, parsed.text_kind) == ("en", "publisher")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: a: b: c", "note.md: front matter is not valid YAML"),
        ("published: soon", "note.md: front matter 'published: soon' is not a date; write it as YYYY-MM-DD"),
        ("published_basis: guess", "note.md: front matter 'published_basis: guess' is not one of stated, metadata"),
        ("language: english", "note.md: front matter 'language: english' is not one of en, de"),
    ],
)
def test_bad_front_matter_is_refused(front, reason):
    with pytest.raises(CapexError) as refused:
        document.read(f"---\n{front}\n---\nText.".encode(), filename="note.md")
    assert str(refused.value).startswith(reason)


def test_every_embedded_announcement_states_what_it_is():
    folder = Path(str(files("ingest") / "sample" / "announcements"))
    notes = sorted(folder.rglob("*.md"))
    assert len(notes) == 215
    for note in notes:
        parsed = document.read(note.read_bytes(), filename=note.name)
        assert parsed.published_on == date.fromisoformat(note.name[:10])
        assert parsed.title and parsed.publisher and parsed.kind
        assert (parsed.text_kind, parsed.media_type) == ("authored", "text/markdown")


def test_plain_text_takes_its_first_line_as_title():
    parsed = document.read(
        "Acme investiert mehr\n\nDer Konzern steckt 3,2 Mrd. Euro in Chips.".encode("cp1252"), filename="a.txt"
    )
    assert (parsed.title, parsed.language, parsed.media_type) == ("Acme investiert mehr", "de", "text/plain")


def test_what_the_caller_knows_goes_before_what_the_page_says():
    head = '<meta property="article:published_time" content="2026-01-28">'
    data = pages.page(pages.ENGLISH, head)
    parsed = document.read(data, url="https://x.example/a", published=date(2026, 1, 27), published_basis="filed", title="Given")
    assert (parsed.published_on, parsed.published_basis, parsed.url) == (date(2026, 1, 27), "filed", "https://x.example/a")
    assert parsed.title == "Acme lifts its spending plan"


def _mail(html: str | None, plain: str | None) -> bytes:
    message = EmailMessage()
    message["From"] = "Example Wire <news@wire.example>"
    message["Subject"] = "Größere Pläne: 3,2 Mrd. Euro"
    message["Date"] = "Thu, 29 Jan 2026 09:00:00 +0100"
    if plain:
        message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html") if plain else message.set_content(html, subtype="html")
    return bytes(message)


@pytest.mark.parametrize("filename", ["a.eml", None])
def test_mail_with_an_html_body(filename):
    html = f"<html><body><p>Acme investiert weiter kräftig in Rechenzentren.</p>{pages.CASH_FLOW}</body></html>"
    parsed = document.read(_mail(html, "Nur Text"), filename=filename)
    assert "Purchases of property and equipment | (1,234) | (987)" in parsed.text
    assert (parsed.title, parsed.publisher) == ("Größere Pläne: 3,2 Mrd. Euro", "Example Wire")
    assert (parsed.published_on, parsed.media_type) == (date(2026, 1, 29), "message/rfc822")


def test_mail_with_text_only():
    assert document.read(_mail(None, "Acme will 3,2 Mrd. Euro ausgeben.\n")).text == "Acme will 3,2 Mrd. Euro ausgeben.\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"PK\x03\x04rest", "this is an Office file or zip archive; save it as PDF or HTML first"),
        (b"\x89PNG\r\n", "this is an image; run it through OCR"),
        (bytes(range(256)) * 40, "this is binary data"),
        (b'{"capex": 5}', "this is JSON"),
        (b'<?xml version="1.0"?><rss><item/></rss>', "this is XML"),
        (b"<html><body><script>app()</script></body></html>", "no text found in it"),
        (paper([]), "the PDF has no text layer"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data, reason):
    with pytest.raises(CapexError) as refused:
        document.read(data, filename="inbox/thing")
    assert str(refused.value).startswith(f"inbox/thing: {reason}")


def test_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(document, "LARGEST", 2_000_000)
    with pytest.raises(CapexError, match=r"big\.txt: 3 MB are more than the 2 MB"):
        document.read(b"a" * 3_000_000, filename="big.txt")


def test_the_lake_row():
    data = MARKDOWN.encode()
    row = document.read(data).row(document.content_id(data), "inbox", datetime(2026, 1, 1, tzinfo=UTC))
    assert row.document_id == row.story_id == row.raw_sha256 == document.content_id(data)
    assert (row.text_kind, row.source_url, row.published_basis) == ("authored", "https://acme.example/plan", "inferred")


@given(st.binary(min_size=1, max_size=400))
def test_bytes_are_read_or_refused_but_never_crash(data):
    try:
        assert document.read(data, filename="x").text.strip()
    except CapexError as refused:
        assert str(refused).startswith("x: ")


@given(st.text(min_size=1, max_size=200), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_text_of_any_script_is_read_or_refused(text, charset):
    try:
        document.read(text.encode(charset, "ignore"), filename="x.txt")
    except CapexError as refused:
        assert str(refused).startswith("x.txt: ")
