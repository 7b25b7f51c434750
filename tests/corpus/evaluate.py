"""How well the extractor reads: `python -m tests.corpus.evaluate [--split NAME ...] [--language CODE ...] [--errors]`.

Trap avoided: a single number. Each split (see `corpus.py`) gets a table by language and by type, with the attributes of the
matched figures; beside it, in the same run, what one would otherwise use (`baselines.py`) on the same English texts.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from ingest.commands.extract import record
from ingest.figures.extract import figures_of
from tests.corpus import baselines, corpus
from tests.corpus.scorer import ATTRIBUTES, BUCKET, Comparison, Score, compare

Predictor = Callable[[corpus.Document], list[dict[str, Any]]]


def day(value: str | None) -> date | None:
    """A published date as the labels have it: a day, a month (its first day) or nothing."""
    if not value:
        return None
    return date.fromisoformat(value if len(value) > 7 else f"{value}-01")


def predicted(document: corpus.Document) -> list[dict[str, Any]]:
    """The extractor's figures of a document, as the scorer reads them."""
    text, language, title = document["text"], document["lang"], document["title"]
    figures = figures_of(text, language=language, published=day(document["published"]), title=title)
    return [record(document["id"], figure) for figure in figures if figure.modifier != "directional"]


def compared(documents: list[corpus.Document], predictor: Predictor) -> list[tuple[corpus.Document, Comparison]]:
    """Each document with what was found, missed and invented in it."""
    return [(document, compare(document, predictor(document))) for document in documents]


def scored(comparisons: list[tuple[corpus.Document, Comparison]]) -> dict[str, Score]:
    """Scores by `all`, language and bucket of the type."""
    scores: dict[str, Score] = defaultdict(Score)
    for document, comparison in comparisons:
        for key in ("all", document["lang"]):
            scores[key].add(comparison)
        for bucket in set(BUCKET.values()):
            scores[bucket].add(_of_bucket(comparison, bucket))
    return scores


def _of_bucket(comparison: Comparison, bucket: str) -> Comparison:
    return Comparison(
        [pair for pair in comparison.matched if BUCKET[pair[0]["type"]] == bucket],
        [label for label in comparison.missed if BUCKET[label["type"]] == bucket],
        [figure for figure in comparison.spurious if BUCKET[figure["type"]] == bucket],
    )


def show(name: str, scores: dict[str, Score], seconds: float) -> None:
    """Print one table: `all`, then languages, then buckets."""
    print(f"\n{name}: {scores['all'].documents} documents in {seconds:.1f} s")
    print(f"{'':12}{'docs':>5}{'figures':>8}{'P':>7}{'R':>7}{'F1':>7}  " + "".join(f"{a[:9]:>10}" for a in ATTRIBUTES))
    buckets = ("actual", "forward", "financing")
    languages = sorted(key for key in scores if key not in ("all", *buckets))
    for key in ("all", *languages, *buckets):
        s = scores[key]
        row = f"{key:12}{s.documents:>5}{s.figures:>8}{s.precision:>7.3f}{s.recall:>7.3f}{s.f1:>7.3f}  "
        print(row + "".join(f"{s.accuracy(a):>10.3f}" for a in ATTRIBUTES))


def show_errors(document: corpus.Document, comparison: Comparison) -> None:
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", nargs="*", help="develop, held, wild, blind-dev, blind-hidden")
    parser.add_argument("--language", nargs="*", help="only documents in these languages")
    parser.add_argument("--errors", action="store_true", help="list what is missed, invented or wrong")
    parser.add_argument("--no-baselines", action="store_true", help="leave out the (slow) general-purpose parsers")
    args = parser.parse_args()
    english = []
    for name, documents in corpus.splits():
        if args.split and name not in args.split:
            continue
        chosen = [d for d in documents if not args.language or d["lang"] in args.language]
        english += [d for d in chosen if d["lang"] == "en"]
        began = time.perf_counter()
        comparisons = compared(chosen, predicted)
        seconds = time.perf_counter() - began
        for pair in comparisons if args.errors else ():
            show_errors(*pair)
        show(name, scored(comparisons), seconds)
    contenders = (
        {"this extractor": predicted}
        if args.no_baselines
        else {
            "this extractor": predicted,
            "quantulum3": baselines.predictor(baselines.quantulum_amounts),
            "price-parser": baselines.predictor(baselines.price_amounts),
        }
    )
    print(f"\nall {len(english)} English texts of these splits, nearest company name for the general-purpose parsers")
    for name, predictor in contenders.items():
        began = time.perf_counter()
        score = scored(compared(english, predictor))["all"]
        took = time.perf_counter() - began
        print(f"{name:16} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  {took:6.1f} s")


if __name__ == "__main__":
    main()
