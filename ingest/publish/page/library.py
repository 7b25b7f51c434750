"""The page's drawing library: Vega, Vega-Lite and vega-embed as one script, for a page that asks nobody for anything.

Trap avoided: bundling it takes more than a second of every export, so each version is kept; and a run asks for it when it
starts, for it is made on the other core.
"""

from pathlib import Path
from threading import Lock

import vl_convert

_one_at_a_time = Lock()


def javascript(cache: Path) -> str:
    """The script, kept in `cache`."""
    kept = cache / f"vega-{vl_convert.__version__}.js"
    with _one_at_a_time:
        if not kept.exists():
            cache.mkdir(parents=True, exist_ok=True)
            temporary = kept.with_suffix(".tmp")
            temporary.write_text(vl_convert.javascript_bundle(), encoding="utf-8")
            temporary.replace(kept)
    return kept.read_text(encoding="utf-8")
