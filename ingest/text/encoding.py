"""Bytes -> text.

Trap avoided: believing a declared charset that is wrong, and guessing between a hundred encodings. UTF-8 that decodes is UTF-8;
then the declared charset, read as its superset that the web really uses (gb2312 means GB18030); then a guess among few.
"""

import codecs
import re

from charset_normalizer import from_bytes

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:\-]+)""", re.IGNORECASE)
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
}
_GUESSES = ["utf_8", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252", "utf_16"]
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 60_000
_BAD_SHARE = 0.002


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of bytes in whatever encoding. `declared` is the charset of the HTTP header, if any. Never raises."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    if b"\x1b$" in data[:_SAMPLE] and (text := _try(data, "iso2022_jp_2")) is not None:
        return text
    if (text := _try(data, "utf-8")) is not None and "\x00" not in text:
        return text
    if (text := data.decode("utf-8", "replace")).count("\ufffd") <= _BAD_SHARE * len(text) and "\x00" not in text:
        return text
    in_document = _DECLARED.search(data, 0, 4096)
    for label in (declared, in_document and in_document.group(1).decode("ascii", "replace")):
        name = _codec(label)
        # a single-byte charset decodes anything, so that its declaration proves nothing
        if name and name not in ("utf-8", "cp1252") and (text := _try(data, name)) is not None:
            return text
    guess = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES).best()
    return data.decode(guess.encoding if guess else "cp1252", "replace")


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup(label).name if label else None
    except LookupError:
        return None
    return _SUPERSETS.get(name.replace("-", "_"), _SUPERSETS.get(name, name)) if name else None


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None
