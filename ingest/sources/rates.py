"""Newer exchange rates than the embedded ones: the ECB's history and the Federal Reserve's H.10.

Trap avoided: an error page stored as a rate file. Each download must be readable by the parser of its source first.
"""

from ingest.http import Http
from ingest.sources import fx
from ingest.sources.collected import Collected
from ingest.store import RawMeta

_TYPES = ("application/zip", "application/x-zip", "application/octet-stream", "text/", "application/vnd.ms-excel")
_READERS = {fx.ECB: fx.ecb_rates, fx.H10: fx.h10_rates}


def collect(http: Http) -> Collected:
    """Bring both rate files into the store when they changed; `title` names the source."""
    collected = Collected("fx")
    for source, url in fx.urls(http.settings).items():
        with collected.guard(source):
            meta = RawMeta(url=url, source="fx", kind="rates", title=source, licence=f"{source}, free reuse with attribution")
            fetched = http.fetch(meta, _TYPES, check=_READERS[source])
            collected.add(fetched.obj, fetched.is_new)
    return collected
