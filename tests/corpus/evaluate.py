"""How well the extractor reads, in one table: `python -m tests.corpus.evaluate [--split NAME ...] [--errors]`."""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from ingest.commands.extract import record
from ingest.figures.extract import figures_of
from tests.corpus import corpus
from tests.corpus.scorer import ATTRIBUTES, BUCKET, Comparison, Score, compare

Predictor = Callable[[corpus.Document], list[dict[str, Any]]]


def day(value: str | None) -> date | None:
    """A published date as the labels have it: a day, a month (its first day) or nothing."""
    if not value:
        return None
    return date.fromisoformat(value if len(value) > 7 else f"{value}-01")


def predicted(document: corpus.Document) -> list[dict[str, Any]]:
    """The extractor's figures of a document, as the scorer reads them."""
    figures = figures_of(
        document["text"], language=document["lang"], published=day(document["published"]), title=document["title"]
    )
    return [record(document["id"], figure) for figure in figures if figure.modifier != "directional"]


def table(title: str, documents: list[corpus.Document], predictor: Predictor, errors: bool) -> Score:
    total, groups = Score(), defaultdict(Score)
    started = time.perf_counter()
    comparisons = [(d, compare(d, predictor(d))) for d in documents]
    took = time.perf_counter() - started
    for document, comparison in comparisons:
        total.add(comparison)
        groups[document["lang"]].add(comparison)
        if errors:
            show(document, comparison)
    print(f"\n{title}: {len(documents)} documents in {took:.1f} s")
    print(f"{'':14}{'docs':>5}{'figures':>8}{'P':>7}{'R':>7}{'F1':>7}  " + "".join(f"{a[:9]:>10}" for a in ATTRIBUTES))
    for name, s in [("all", total), *sorted(groups.items())]:
        print(
            f"{name:14}{s.documents:>5}{s.figures:>8}{s.precision:>7.3f}{s.recall:>7.3f}{s.f1:>7.3f}  "
            + "".join(f"{s.accuracy(a):>10.3f}" for a in ATTRIBUTES)
        )
    for bucket in ("actual", "forward", "financing"):
        s = Score()
        for _, c in comparisons:
            s.add(
                Comparison(
                    [m for m in c.matched if BUCKET[m[0]["type"]] == bucket],
                    [m for m in c.missed if BUCKET[m["type"]] == bucket],
                    [p for p in c.spurious if BUCKET[p["type"]] == bucket],
                )
            )
        print(f"{bucket:14}{'':5}{s.figures:>8}{s.precision:>7.3f}{s.recall:>7.3f}{s.f1:>7.3f}")
    return total


def show(document: corpus.Document, comparison: Comparison) -> None:
    """Print what is missed, invented or wrong in a document, with the words that decided."""
    name = document["id"]
    for label in comparison.missed:
        print(f"MISSED   {name} {_gist(label)} | {label['quote']}")
    for p in comparison.spurious:
        print(f"SPURIOUS {name} {_gist(p)} | {p['quote']} | {p.get('why')}")
    for label, p in comparison.matched:
        for a in ATTRIBUTES:
            if p.get(a) not in (label.get(a), *label["accepted"].get(a, [])):
                print(f"WRONG    {name} {a}: {p.get(a)}, should be {label.get(a)} | {label['quote']} | {p.get('why')}")


def _gist(figure: dict[str, Any]) -> str:
    low, high = (None if figure[k] is None else f"{figure[k]:,.0f}" for k in ("low", "high"))
    return f"{figure['company']} {figure['type']} {low}..{high} {figure['currency']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", nargs="*", default=["develop", "held", "wild", "blind-dev", "blind-hidden"])
    parser.add_argument("--language", nargs="*")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    for name, documents in corpus.splits():
        if name in args.split:
            chosen = [d for d in documents if not args.language or d["lang"] in args.language]
            table(name, chosen, predicted, args.errors)


if __name__ == "__main__":
    main()
