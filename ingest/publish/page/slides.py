"""Charts as files for slides: SVG and PNG on white. Run as a program, it draws what it reads.

Traps avoided: drawing what has not changed (a file ends in a mark of what it was made from), and two seconds of a run: the
drawing library lets nothing else of its process work meanwhile, so charts are drawn in processes of their own, two at a time.
"""

import hashlib
import json
import subprocess
import sys
from contextlib import suppress
from itertools import cycle
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
    """The charts of a page in a folder, drawn while the page is made: `draw` each, then `finish`."""

    def __init__(self, folder: Path, config: dict[str, Any]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._config = config
        self._slides: list[Slide] = []
        self._artists = cycle([_artist() for _ in range(PROCESSES)])

    def draw(self, name: str, spec: dict[str, Any]) -> None:
        """Have a chart drawn, if it changed."""
        sized = spec | ({"width": WIDTH} if spec.get("width") == "container" else {})
        slide = Slide(str(self._folder / name), sized, self._config)
        self._slides.append(slide)
        if slide.is_drawn():
            return
        with suppress(BrokenPipeError):  # `finish` says why the process has ended
            print(json.dumps(slide, default=str), file=next(self._artists).stdin, flush=True)

    def finish(self) -> list[Path]:
        """The files, all written; those of charts that are gone are removed. Raises CapexError when one cannot be drawn."""
        for artist in [next(self._artists) for _ in range(PROCESSES)]:
            _, said = artist.communicate()
            if artist.returncode:
                raise CapexError(f"a chart could not be drawn: {said.strip().splitlines()[-1]}")
        files = [file for slide in self._slides for file in slide.files]
        for left in {*self._folder.glob("*.svg"), *self._folder.glob("*.png")} - set(files):
            left.unlink()
        return files


def _artist() -> subprocess.Popen[str]:
    """A process that draws the slides it is sent, a JSON line each."""
    command = [sys.executable, "-m", "ingest.publish.page.slides"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def main() -> None:
    """Draw the slides that come in; the library gets ready before the first does."""
    vl_convert.vegalite_to_svg({"mark": "point"})
    for line in sys.stdin:
        Slide(*json.loads(line)).draw()


if __name__ == "__main__":
    main()
