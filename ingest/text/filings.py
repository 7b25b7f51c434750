"""What a filing's inline XBRL says about the document: filer, form, end of the period.

Trap avoided: the `<title>` of a filing, which is its file name ("nvda-20250727").
"""

from typing import NamedTuple

from lxml.html import HtmlElement

_WANTED = {"dei:entityregistrantname": "filer", "dei:documenttype": "form", "dei:documentperiodenddate": "period"}


class Description(NamedTuple):
    """A title made of filer, form and period ("ACME CORP 10-Q July 27, 2025"), and the filer."""

    title: str | None
    publisher: str | None


def described(tree: HtmlElement) -> Description:
    """Cover-page facts of an inline XBRL filing; else the page's own title, unless that is a file name."""
    found: dict[str, str] = {}
    for element in tree.iter("ix:nonnumeric"):
        field = _WANTED.get(str(element.get("name")).lower())
        if field and field not in found:
            found[field] = " ".join(element.text_content().split())
            if len(found) == len(_WANTED):
                break
    if "filer" in found:
        return Description(" ".join(found[f] for f in ("filer", "form", "period") if found.get(f)), found["filer"])
    title = " ".join((tree.findtext(".//title") or "").split())
    return Description(title if " " in title else None, None)
