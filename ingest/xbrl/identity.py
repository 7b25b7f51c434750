"""Does a filer's name belong to the company we think it is?

Trap avoided: a wrong CIK in a public list, which silently files a stranger's numbers under a known name. Names drift
(`ALPHABET INC.`, `Alphabet Inc.`, `AMAZON COM INC`, `QUALCOMM INC/DE`), so case, punctuation, legal form and the state suffix
do not count; every other word does (Meta Platforms is not Meta Financial).
"""

import re
import unicodedata
from collections.abc import Iterable

_STATE = re.compile(r"/[a-z .]{2,15}/?\s*$")  # "/DE/", "/new/", "/UK"
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")  # "N.V.", "S.A."
_WORD = re.compile(r"[^\W_]+")
_FORMS = """
    ab ag asa bv co company corp corporation gmbh group holding holdings inc incorporated kg kgaa kk limited llc lp ltd nv
    oyj plc pte pty sa sas se spa the trust adr ads
"""
_LEGAL_FORMS = frozenset(_FORMS.split())


def _words(name: str) -> list[str]:
    name = unicodedata.normalize("NFKC", name).casefold()
    name = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", _STATE.sub("", name))
    return _WORD.findall(name.replace("'", "").replace("’", ""))


def _essence(name: str) -> str:
    words = _words(name)
    return "".join(word for word in words if word not in _LEGAL_FORMS) or "".join(words)


def belongs(entity_name: str, names: Iterable[str]) -> bool:
    """True when an entity's name is one of the company's names, apart from spelling and legal form."""
    essence = _essence(entity_name)
    return any(_essence(name) == essence for name in names)
