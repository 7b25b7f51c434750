"""The inbox: files dropped into a folder become raw objects; what cannot be read goes back with the reason.

    data/inbox/report.pdf               dropped; report.pdf.yaml (or report.yaml, .json) beside it may state what is known
    data/inbox/accepted/report.pdf      taken: the user's own copy, also what a fresh raw store is refilled from
    data/inbox/rejected/report.pdf      refused, with report.pdf.reason.txt beside it

Traps avoided: a file eaten while it is still being written (it is taken only when size and time stood still between two looks);
`release.pdf` of this quarter replacing that of the last (another content under a taken name gets a name of its own); and a
file lost between two folders (it is in the store before it moves, and taking it twice changes nothing).
"""

import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import CapexError
from ingest.sources import sidecar
from ingest.sources.collected import Collected
from ingest.sources.sidecar import Stated
from ingest.store import RawMeta, RawObject, RawStore
from ingest.text import document, mail

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".eml": "message/rfc822",
}
SETTLE_SECONDS = 2.0

_ACCEPTED, _REJECTED = "accepted", "rejected"
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp")
_ORPHAN_SECONDS = 3600.0  # how long a sidecar may wait for its document


def waiting(inbox_dir: Path) -> list[Path]:
    """Files that nobody has judged yet, sidecars included; hidden files and unfinished downloads are not looked at."""
    found = []
    for path in sorted(inbox_dir.rglob("*")) if inbox_dir.exists() else []:
        parts = path.relative_to(inbox_dir).parts
        is_ours = parts[0] in (_ACCEPTED, _REJECTED) or any(part.startswith((".", "~$")) for part in parts)
        if not is_ours and path.is_file() and path.suffix.lower() not in _UNFINISHED:
            found.append(path)
    return found


def collect(
    store: RawStore,
    inbox_dir: Path,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Collected:
    """Take every settled file of the inbox, and what was accepted earlier but is not in this store.

    `clock` is the time of file stamps (seconds since 1970). Waits `SETTLE_SECONDS` when something was written just now.
    """
    return _Inbox(store, inbox_dir).collect(clock, sleep)


def add(store: RawStore, inbox_dir: Path, path: Path, stated: Stated) -> list[tuple[RawObject, bool]]:
    """Take a copy of a file from anywhere: (raw object, whether it is new) of it and of what is attached to a mail.

    Sidecars count, `stated` goes before them. Raises CapexError with the file's name and the reason when it cannot be read.
    """
    return _Inbox(store, inbox_dir).accept(Path(path.name), _read(path), stated.over(sidecar.stated_beside(path)))


class _Inbox:
    """The three folders and the store behind them."""

    def __init__(self, store: RawStore, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.accepted, self.rejected = folder / _ACCEPTED, folder / _REJECTED
        self.collected = Collected("inbox")

    def collect(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> Collected:
        self._refill()
        present = waiting(self.folder)
        settled = _settled(present, clock, sleep)
        done: set[Path] = set()
        for path in [path for path in present if path.suffix.lower() not in sidecar.SUFFIXES]:
            group = {path, *sidecar.beside(path)}
            if group <= settled.keys():
                self._judge(path)
                done |= group
        claimed = {beside for path in present if path not in done for beside in sidecar.beside(path)}
        for path in sorted(settled.keys() - done - claimed):
            if path.suffix.lower() in sidecar.SUFFIXES and self._apply_late(path, age=clock() - path.stat().st_mtime):
                done.add(path)
        for path in done:
            if _look(path) == settled[path]:  # else something new was dropped under the same name meanwhile
                path.unlink()
        return self.collected

    def accept(self, name: Path, data: bytes, stated: Stated) -> list[tuple[RawObject, bool]]:
        """Judge bytes, put them into the store, and keep a copy with its sidecar in the accepted folder.

        What is attached to a mail is taken as well, and alone when the mail itself says nothing.
        """
        attached = _attached(name, data)
        taken = [_judged(part, content) for part, content in attached]
        try:
            taken.insert(0, _judged(name, data))
        except CapexError:
            if not taken:
                raise
        return [self._keep(part, content, stated) for part, content in taken]

    def _keep(self, name: Path, data: bytes, stated: Stated) -> tuple[RawObject, bool]:
        target = _free_name(self.accepted / name, data)
        obj, is_new = self._put(target, data, stated)
        _write(target, data)
        if stated != Stated():
            _write(target.with_name(f"{target.name}.json"), stated.model_dump_json(exclude_none=True, indent=1).encode())
        return obj, is_new

    def _judge(self, path: Path) -> None:
        """Take one file with its sidecars, or put all of them aside with the reason."""
        name = path.relative_to(self.folder)
        try:
            for obj, is_new in self.accept(name, _read(path), sidecar.stated_beside(path)):
                self.collected.add(obj, is_new)
        except CapexError as error:
            self._reject(path, *sidecar.beside(path), reason=str(error))

    def _put(self, target: Path, data: bytes, stated: Stated) -> tuple[RawObject, bool]:
        """Put an accepted file into the store: (raw object, whether content or what is stated of it is new)."""
        meta = RawMeta(
            url=f"inbox:{target.relative_to(self.accepted).as_posix()}",
            source="inbox",
            kind="announcement",
            media_type=MEDIA_TYPES[target.suffix.lower()],
            licence="as given by the user",
        )
        previous = self.store.latest(meta.url)
        obj = self.store.put(data, stated.apply(meta))
        return obj, obj != previous

    def _refill(self) -> None:
        """Put accepted files that the store does not know: the raw store may be younger than the inbox."""
        known = {obj.url for obj in self.store.objects(source="inbox")}
        for path in sorted(self.accepted.rglob("*")) if self.accepted.exists() else []:
            name = path.relative_to(self.accepted).as_posix()
            if path.suffix.lower() in MEDIA_TYPES and f"inbox:{name}" not in known:
                with self.collected.guard(f"{_ACCEPTED}/{name}"):
                    self.collected.add(*self._put(path, _read(path), sidecar.stated_beside(path)))

    def _apply_late(self, path: Path, age: float) -> bool:
        """A sidecar alone completes an accepted document of its name, waits for one (False), or in the end is refused."""
        folder = self.accepted / path.relative_to(self.folder).parent
        documents = [other for other in sorted(folder.glob("*")) if other.suffix.lower() in MEDIA_TYPES]
        partners = [other for other in documents if path.stem in (other.name, other.stem)]
        try:
            stated = sidecar.read(path)
            if not partners and age > _ORPHAN_SECONDS:
                raise CapexError(f"{path.name}: no document of this name is in the inbox or was accepted")
            for partner in partners:
                self.collected.add(*self._keep(partner.relative_to(self.accepted), _read(partner), stated))
        except CapexError as error:
            self._reject(path, reason=str(error))
            return True
        return bool(partners)

    def _reject(self, path: Path, *sidecars: Path, reason: str) -> None:
        """Copy a file and its sidecars aside, and say why beside it."""
        name = path.relative_to(self.folder)
        target = self.rejected / name
        for original in (path, *sidecars):
            _write(target.with_name(original.name), original.read_bytes())
        _write(target.with_name(f"{target.name}.reason.txt"), f"{reason}\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n".encode())
        self.collected.refuse(name.as_posix(), reason)


def _judged(name: Path, data: bytes) -> tuple[Path, bytes]:
    """The same, if it is a document. Raises CapexError with the name and the reason otherwise."""
    document.read(data, media_type=MEDIA_TYPES.get(name.suffix.lower()), filename=name.name)
    if name.suffix.lower() not in MEDIA_TYPES:
        raise CapexError(f"{name.name}: only files named {', '.join(MEDIA_TYPES)} are taken")
    return name, data


def _attached(name: Path, data: bytes) -> list[tuple[Path, bytes]]:
    """Documents attached to a mail, named after it; pictures and the like are not documents."""
    if name.suffix.lower() != ".eml":
        return []
    files = [(Path(Path(attachment).name), content) for attachment, content in mail.attachments(data)]
    return [(name.with_name(f"{name.stem} {file}"), content) for file, content in files if file.suffix.lower() in MEDIA_TYPES]


def _settled(paths: list[Path], clock: Callable[[], float], sleep: Callable[[float], None]) -> dict[Path, tuple[int, int] | None]:
    """Files whose size and time stood still, for a while already or between two looks, with that look."""
    first = {path: _look(path) for path in paths}
    if any(look is not None and clock() - look[1] / 1e9 < SETTLE_SECONDS for look in first.values()):
        sleep(SETTLE_SECONDS)
    return {path: look for path, look in first.items() if look is not None and look == _look(path)}


def _look(path: Path) -> tuple[int, int] | None:
    """(size, time of last change in ns), or None when the file has gone."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CapexError(f"{path}: {error.strerror or error}") from None


def _free_name(target: Path, data: bytes) -> Path:
    """The wanted path, or one with a part of the hash when another content has it."""
    if not target.exists() or target.read_bytes() == data:
        return target
    return target.with_name(f"{target.stem}-{hashlib.sha256(data).hexdigest()[:8]}{target.suffix}")


def _write(path: Path, data: bytes) -> None:
    """Write so that a reader sees all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
