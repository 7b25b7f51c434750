"""What a person says about a file, in a sidecar beside it (front matter is the document's own and read with its text).

Trap avoided: a misspelt key that is silently ignored ("publishd: 2026-07-30" would leave the document undated).
"""

from datetime import date, datetime
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ingest.catalog import companies
from ingest.errors import CapexError
from ingest.store import RawMeta

SUFFIXES = (".yaml", ".yml", ".json")


class Stated(BaseModel):
    """`published` (ISO date), `url`, `company` (slug of the catalogue), `title`: all optional."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    published: date | None = None
    url: str | None = Field(None, pattern=r"^https?://")
    company: str | None = None
    title: str | None = None

    @field_validator("published", mode="before")
    @classmethod
    def _is_a_day(cls, value: object) -> object:
        return value.date() if isinstance(value, datetime) else value

    @field_validator("company")
    @classmethod
    def _is_in_the_catalogue(cls, slug: str | None) -> str | None:
        if slug is not None and slug not in companies.load():
            raise ValueError(f"unknown company {slug!r}: use a slug of ingest/catalog/companies")
        return slug

    @classmethod
    def of(cls, values: object, where: str) -> Self:
        """Validate; raises CapexError that names the place, each bad key and the reason."""
        try:
            return cls.model_validate(values or {})
        except ValidationError as error:
            reasons = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'content'}: {e['msg']}" for e in error.errors())
            raise CapexError(f"{where}: {reasons} (known keys: {', '.join(cls.model_fields)})") from None

    def over(self, other: "Stated") -> "Stated":
        """These values, and the other's where these are silent."""
        return other.model_copy(update=self.model_dump(exclude_none=True))

    def apply(self, meta: RawMeta) -> RawMeta:
        """The meta data of a raw object with what is stated."""
        stated = {"published_on": self.published, "source_url": self.url, "company_id": self.company, "title": self.title}
        return meta.model_copy(update={name: value for name, value in stated.items() if value is not None})


def read(path: Path) -> Stated:
    """A sidecar file, YAML or JSON (which is YAML too). Raises CapexError with the file's name and the reason."""
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CapexError(f"{path.name}: not readable as YAML or JSON ({' '.join(str(error).split())})") from None
    return Stated.of(values, path.name)


def beside(path: Path) -> list[Path]:
    """The sidecars of a document that exist: `report.pdf.yaml` before `report.yaml`."""
    named = [path.with_name(path.name + suffix) for suffix in SUFFIXES] + [path.with_suffix(suffix) for suffix in SUFFIXES]
    return [candidate for candidate in named if candidate != path and candidate.is_file()]


def stated_beside(path: Path) -> Stated:
    """What all sidecars of a document state together; the one with the fuller name wins."""
    stated = Stated()
    for candidate in beside(path):
        stated = stated.over(read(candidate))
    return stated
