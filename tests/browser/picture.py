"""The README's picture: head and headline chart of the page of `make run`, rendered light.

Trap avoided: a picture that differs with every run. Version and time of the run are not in it.
"""

import tempfile
from pathlib import Path

from ingest.publish.page import page
from ingest.settings import ROOT, Settings
from tests.browser import chromium

PICTURE = ROOT / ".github" / "capex.png"
WIDTH = 1200


def main() -> None:
    """Write the picture from the published version."""
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium.launched() as browser:
        written = page.write_page(Settings().published_path, Path(folder), version="of the sample", created="2000-01-01T00:00:00")
        shown = browser.new_page(viewport={"width": WIDTH, "height": 1400}, color_scheme="light")
        shown.goto(written[0].as_uri())
        shown.wait_for_selector("html[data-drawn]")
        shown.add_style_tag(
            content="nav, .version, #capex h2, #capex h2 + p, .files { display: none } #capex figure { margin-top: 0 }"
        )
        end = shown.locator("figure").first.bounding_box()
        size = {"x": 0, "y": 0, "width": WIDTH, "height": end["y"] + end["height"] + 20}
        shown.screenshot(path=PICTURE, clip=size)
    print(f"{PICTURE} ({PICTURE.stat().st_size:,} bytes)")


if __name__ == "__main__":
    main()
