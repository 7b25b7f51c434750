"""Bytes of any announcement -> one document: text, language, title, publisher, date.

Trap avoided: trusting a file's name or a server's content type. What the bytes are decides how they are read; a thing that
cannot be read is refused with its name, the reason and what to do about it, never stored as an empty text.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, cast, get_args

from ingest import models
from ingest.errors import CapexError
from ingest.text import html, mail, markdown, pdf
from ingest.text.encoding import decode
from ingest.text.language import LANGUAGES, detect

PublishedBasis = Literal["stated", "metadata", "filed", "given", "inferred", "unknown"]
LARGEST = 60_000_000
_LONGEST_TITLE = 200
_HTML = re.compile(r"<(?:!doctype html|html|head|body|div|p|table|article|section|span|h[1-6]|br|meta|ix:)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:(?:From|To|Received|Return-Path|Delivered-To|MIME-Version|Date|Subject|Message-ID|X-[\w-]+): .*\r?\n)", re.I
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n[\s\S]{0,5000}?^[\w]+[ \t]*:", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_REFUSED = (
    (b"PK\x03\x04", "an Office file or zip archive", "save it as PDF or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as PDF or HTML"),
    (b"\x1f\x8b", "a gzip archive", "decompress it"),
    (b"\x89PNG", "an image", "run it through OCR"),
    (b"\xff\xd8\xff", "an image", "run it through OCR"),
    (b"GIF8", "an image", "run it through OCR"),
    (b"{\\rtf", "a Rich Text file", "save it as PDF or HTML"),
)
_READABLE = "HTML, PDF, Markdown, plain text or mail (EML)"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the bytes of an announcement say; `row()` makes it a row of the lake."""

    text: str
    language: str
    media_type: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    published_basis: PublishedBasis = "unknown"
    url: str | None = None
    kind: str | None = None
    text_kind: Literal["authored", "publisher"] = "publisher"

    def row(self, raw_sha256: str, source: str, retrieved_at: datetime, accession: str | None = None) -> models.Document:
        """The lake's row; the document is its own story until `ingest.text.stories` has compared it."""
        return models.Document(
            document_id=raw_sha256,
            story_id=raw_sha256,
            title=self.title,
            publisher=self.publisher,
            published_on=self.published_on,
            published_basis=self.published_basis,
            language=self.language,
            source_url=self.url,
            accession=accession,
            kind=self.kind,
            text_kind=self.text_kind,
            media_type=self.media_type,
            source=source,
            raw_sha256=raw_sha256,
            retrieved_at=retrieved_at,
            text=self.text,
        )


def content_id(data: bytes) -> str:
    """The id of a document: the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def read(
    data: bytes,
    *,
    url: str | None = None,
    media_type: str | None = None,
    filename: str | None = None,
    published: date | None = None,
    published_basis: PublishedBasis = "given",
    title: str | None = None,
) -> Parsed:
    """Parse one announcement: HTML, PDF, Markdown (front matter), plain text or mail, in any common encoding.

    `url`, `published` and `title` are what the caller knows; a given `published` (with its basis) goes before the document's
    own, a given `title` only stands in for a missing one. Raises CapexError naming the file for what is empty, too big,
    encrypted, binary, a scan or of an unknown type.
    """
    name = filename or url or "document"
    if not data.strip():
        raise CapexError(f"{name}: the file is empty; download it again")
    if len(data) > LARGEST:
        size, limit = len(data) // 1_000_000, LARGEST // 1_000_000
        raise CapexError(f"{name}: {size} MB are more than the {limit} MB that a document may have; give the part that matters")
    for magic, what, cure in _REFUSED:
        if data.startswith(magic):
            raise CapexError(f"{name}: this is {what}; {cure} first. Readable are {_READABLE}")
    parsed = _parsed(data, url, media_type or "", name)
    if not parsed.text.strip():
        raise CapexError(f"{name}: no text found in it (a page built by scripts?); save the page as PDF or copy its text")
    if published:
        parsed = replace(parsed, published_on=published, published_basis=published_basis)
    if not parsed.title:
        parsed = replace(parsed, title=title or _first_line(parsed.text))
    return parsed if parsed.url else replace(parsed, url=url)


def _parsed(data: bytes, url: str | None, media_type: str, name: str) -> Parsed:
    if b"%PDF-" in data[:1024]:
        paper = pdf.read(data, name)
        basis: PublishedBasis = "metadata" if paper.created_on else "unknown"
        language = detect(paper.text)
        return Parsed(paper.text, language, "application/pdf", paper.title, None, paper.created_on, basis)
    suffix = name.lower().rsplit("?", 1)[0].rsplit(".", 1)[-1]
    if suffix in ("eml", "mht", "mhtml") or media_type.startswith("message/rfc822") or _is_mail(data):
        return _mail(data, url)
    charset = media_type.partition("charset=")[2].strip("\"' ;") or None
    source = decode(data, charset).replace("\r\n", "\n").removeprefix("\ufeff")
    if len(_CONTROL.findall(source[:200_000])) > 0.01 * min(len(source), 200_000):
        raise CapexError(f"{name}: this is binary data, not a document. Readable are {_READABLE}")
    if suffix in ("md", "markdown") or media_type.startswith("text/markdown") or _FRONT_MATTER.match(source):
        return _markdown(source, name)
    if _HTML.search(source, 0, 100_000) and (suffix != "txt" or _HTML.search(source, 0, 2000)):
        return _html(source, url)
    if source.lstrip()[:1] in "{[" and source.rstrip()[-1:] in "}]" and '":' in source[:5000]:
        raise CapexError(f"{name}: this is JSON, not a document. Readable are {_READABLE}")
    if source.lstrip().startswith("<?xml") or (source.lstrip().startswith("<") and source.rstrip().endswith(">")):
        raise CapexError(f"{name}: this is XML, not a document. Readable are {_READABLE}")
    return Parsed(source, detect(source), "text/plain")


def _is_mail(data: bytes) -> bool:
    first = _MAIL.match(data)
    return bool(first and _MAIL.match(data, first.end()))


def _html(source: str, url: str | None) -> Parsed:
    page = html.read(source, url)
    basis: PublishedBasis = "metadata" if page.published_on else "unknown"
    language = detect(page.text)
    return Parsed(page.text, language, "text/html", page.title, page.publisher, page.published_on, basis, page.url)


def _markdown(source: str, name: str) -> Parsed:
    note = markdown.read(source, name)
    for field, value, allowed in (
        ("published_basis", note.published_basis, get_args(PublishedBasis)),
        ("text_kind", note.text_kind, ("authored", "publisher")),
        ("language", note.language, LANGUAGES),
    ):
        if value is not None and value not in allowed:
            raise CapexError(f"{name}: front matter '{field}: {value}' is not one of {', '.join(allowed)}")
    return Parsed(
        text=note.text,
        language=note.language or detect(note.text),
        media_type="text/markdown",
        title=note.title,
        publisher=note.publisher,
        published_on=note.published_on,
        published_basis=cast(PublishedBasis, note.published_basis or "unknown"),
        url=note.url,
        kind=note.kind,
        text_kind=cast(Literal["authored", "publisher"], note.text_kind or "publisher"),
    )


def _mail(data: bytes, url: str | None) -> Parsed:
    message = mail.read(data)
    text = html.read(message.body, url).text if message.is_html else message.body.replace("\r\n", "\n")
    basis: PublishedBasis = "metadata" if message.sent_on else "unknown"
    return Parsed(text, detect(text), "message/rfc822", message.subject, message.sender, message.sent_on, basis)


def _first_line(text: str) -> str | None:
    line = next((line for line in text.splitlines() if any(c.isalpha() for c in line)), "").lstrip("# ").strip()
    return line if 0 < len(line) <= _LONGEST_TITLE and "|" not in line else None
