"""Markdown with YAML front matter -> text and what the front matter states.

Trap avoided: a stray `---` or a broken header taken for front matter; and a month ("2025-02") stored as if the day were known.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

import frontmatter
import yaml

from ingest.errors import CapexError

_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Note:
    """Body and front matter (`title url publisher published published_basis language kind text_kind`); absent ones are None."""

    text: str
    title: str | None
    publisher: str | None
    published_on: date | None
    published_basis: str | None
    url: str | None
    language: str | None
    kind: str | None
    text_kind: str | None


def read(source: str, name: str) -> Note:
    """Raises CapexError, with the document's `name`, when there is front matter that cannot be read."""
    try:
        post = frontmatter.loads(source)
    except yaml.YAMLError as error:
        where = " ".join(str(error).split())
        raise CapexError(f"{name}: front matter is not valid YAML ({where}); quote values that contain a colon") from None
    stated = {key: value for key, value in post.metadata.items() if value is not None}
    text = {key: str(stated[key]).strip() for key in stated if key != "published"}
    published, basis = _day(stated.get("published"), name)
    return Note(
        text=post.content,
        title=text.get("title"),
        publisher=text.get("publisher"),
        published_on=published,
        published_basis=text.get("published_basis") or basis,
        url=text.get("url"),
        language=text.get("language"),
        kind=text.get("kind"),
        text_kind=text.get("text_kind"),
    )


def _day(value: object, name: str) -> tuple[date | None, str | None]:
    """(day, basis) of a stated publication date."""
    if value is None:
        return None, None
    if isinstance(value, datetime):
        return value.date(), "stated"
    if isinstance(value, date):
        return value, "stated"
    text = str(value).strip()
    try:
        if month := _MONTH.match(text):
            return date(int(month[1]), int(month[2]), 1), "inferred"
        return datetime.fromisoformat(text).date(), "stated"
    except ValueError:
        raise CapexError(f"{name}: front matter 'published: {text}' is not a date; write it as YYYY-MM-DD") from None
