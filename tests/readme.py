"""The README's code blocks, so that what a stranger copies is what the tests run."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    """All fenced blocks of a language, in order."""
    return [body for found, body in _BLOCK.findall(README.read_text(encoding="utf-8")) if found == language]


def questions() -> dict[str, str]:
    """The questions' queries by name: SQL blocks that open with `-- name: question`."""
    return {body.split(":")[0].removeprefix("-- "): body for body in blocks("sql")}


def commands() -> list[str]:
    """Every command line of the shell blocks, without its comment."""
    lines = (line.split("  # ")[0].split("     # ")[0].strip() for body in blocks("sh") for line in body.splitlines())
    return [line for line in lines if line]
