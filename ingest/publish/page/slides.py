"""Charts as files for slides: SVG and PNG on white. Run as a program, it draws what it reads.

Traps avoided: drawing what has not changed (a file ends in a mark of what it was made from), and two seconds of a run: the
drawing library lets nothing else of its process work meanwhile, so charts are drawn in processes of their own, two at a time.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import vl_convert

from ingest.errors import CapexError

WIDTH = 1000
SCALE = 1.5
PROCESSES = 2


class Slide(NamedTuple):
    """A chart to draw: a Vega-Lite specification, its configuration, and the path of its files without suffix."""

    path: str
    spec: dict[str, Any]
    config: dict[str, Any]

    @property
    def files(self) -> tuple[Path, Path]:
        return Path(f"{self.path}.svg"), Path(f"{self.path}.png")

    @property
    def mark(self) -> str:
        made_from = json.dumps([self.spec, self.config, SCALE, vl_convert.__version__], sort_keys=True, default=str)
        return f"<!-- {hashlib.sha256(made_from.encode()).hexdigest()} -->"

    def is_drawn(self) -> bool:
        """Whether its files show what it is now."""
        vector, picture = self.files
        return vector.exists() and picture.exists() and vector.read_text(encoding="utf-8").endswith(self.mark)

    def draw(self) -> None:
        """Write its files."""
        vector, picture = self.files
        svg = vl_convert.vegalite_to_svg(self.spec, config=self.config)
        picture.write_bytes(vl_convert.svg_to_png(svg, scale=SCALE))
        vector.write_text(svg + self.mark, encoding="utf-8")


class Slides:
    """The charts of a page in a folder, being drawn while the page is written; `finish` waits for them."""

    def __init__(self, specs: Mapping[str, dict[str, Any]], config: dict[str, Any], folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._slides = [Slide(str(folder / name), _sized(spec), config) for name, spec in specs.items()]
        stale = [slide for slide in self._slides if not slide.is_drawn()]
        self._processes = [_process(share) for n in range(PROCESSES) if (share := stale[n::PROCESSES])]

    def finish(self) -> list[Path]:
        """The files, all written; those of charts that are gone are removed. Raises CapexError when one cannot be drawn."""
        for process in self._processes:
            _, said = process.communicate()
            if process.returncode:
                raise CapexError(f"a chart could not be drawn: {said.strip().splitlines()[-1]}")
        files = [file for slide in self._slides for file in slide.files]
        for left in {*self._folder.glob("*.svg"), *self._folder.glob("*.png")} - set(files):
            left.unlink()
        return files


def _sized(spec: dict[str, Any]) -> dict[str, Any]:
    return spec | ({"width": WIDTH} if spec.get("width") == "container" else {})


def _process(slides: list[Slide]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.publish.page.slides"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    json.dump(slides, process.stdin, default=str)
    process.stdin.close()
    process.stdin = None
    return process


def main() -> None:
    """Draw the slides that come in as JSON."""
    for slide in json.load(sys.stdin):
        Slide(*slide).draw()


if __name__ == "__main__":
    main()
