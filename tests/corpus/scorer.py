"""Predicted figures against labels: what was found, what was invented, and which attributes are right.

A prediction matches a label when the company is the same, the bucket of the type is the same (actual | guidance or
commitment | financing) and the amount agrees within 1 % in the label's currency or in a conversion that the text states.
Matching is one to one, best first. Everything unmatched is an error: a spurious figure costs precision, a missed one recall.
Trap avoided: averaging per document, which would hide a document with thirty figures behind thirty without any.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Label = dict[str, Any]
BUCKET = {"actual": "actual", "guidance": "forward", "commitment": "forward", "financing": "financing"}
ATTRIBUTES = ("type", "attribution", "scope", "modifier", "period")
TOLERANCE = 0.01


@dataclass(frozen=True)
class Comparison:
    """One document's labels against its predictions."""

    matched: list[tuple[Label, Label]]
    missed: list[Label]
    spurious: list[Label]


@dataclass
class Score:
    """Counts over documents; ratios are 0 when there is nothing to divide by."""

    documents: int = 0
    true: int = 0
    missed: int = 0
    spurious: int = 0
    attributes: Counter[str] = field(default_factory=Counter)

    def add(self, comparison: Comparison) -> None:
        self.documents += 1
        self.true += len(comparison.matched)
        self.missed += len(comparison.missed)
        self.spurious += len(comparison.spurious)
        for label, prediction in comparison.matched:
            self.attributes.update(name for name in ATTRIBUTES if _right(label, prediction, name))

    @property
    def figures(self) -> int:
        return self.true + self.missed

    @property
    def precision(self) -> float:
        return _ratio(self.true, self.true + self.spurious)

    @property
    def recall(self) -> float:
        return _ratio(self.true, self.figures)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.true, 2 * self.true + self.missed + self.spurious)

    def accuracy(self, attribute: str) -> float:
        """Share of the matched figures whose attribute is right."""
        return _ratio(self.attributes[attribute], self.true)


def compare(document: dict[str, Any], predictions: Sequence[Label]) -> Comparison:
    """Match one document's predictions with its labels."""
    labels = _with_accepted(document)
    pairs = sorted(
        (
            (sum(_right(label, prediction, a) for a in ATTRIBUTES), -i, -j)
            for i, label in enumerate(labels)
            for j, prediction in enumerate(predictions)
            if _compatible(label, prediction)
        ),
        reverse=True,
    )
    taken_labels: set[int] = set()
    taken: set[int] = set()
    matched = []
    for _, negative_i, negative_j in pairs:
        i, j = -negative_i, -negative_j
        if i not in taken_labels and j not in taken:
            taken_labels.add(i)
            taken.add(j)
            matched.append((labels[i], predictions[j]))
    spurious = [p for j, p in enumerate(predictions) if j not in taken and not _neutral(document, p)]
    return Comparison(matched, [label for i, label in enumerate(labels) if i not in taken_labels], spurious)


def _with_accepted(document: dict[str, Any]) -> list[Label]:
    """Labels with the other values that the document accepts for them."""
    labels = [{**label, "accepted": {k: list(v) for k, v in label.get("accept", {}).items()}} for label in document["figures"]]
    for also in document.get("accept", []):
        labels[also["figure"]]["accepted"].setdefault(also["field"], []).extend(also["values"])
    return labels


def _values(label: Label, name: str) -> list[Any]:
    return [label.get(name), *label["accepted"].get(name, [])]


def _right(label: Label, prediction: Label, name: str) -> bool:
    return prediction.get(name) in _values(label, name)


def _compatible(label: Label, prediction: Label) -> bool:
    return (
        _right(label, prediction, "company")
        and BUCKET.get(prediction.get("type", "")) in {BUCKET.get(t) for t in _values(label, "type")}
        and _amounts_agree(label, prediction)
    )


def _amounts_agree(label: Label, prediction: Label) -> bool:
    """A one-sided bound ("over X") may be predicted as the bare X."""
    stated = [(label["low"], label["high"], label["currency"])]
    stated += [(alt["amount"], alt["amount"], alt["currency"]) for alt in label.get("alt") or []]
    low, high = prediction.get("low"), prediction.get("high")
    values = {value for value in (low, high) if value is not None}
    for want_low, want_high, currency in stated:
        if currency != prediction.get("currency"):
            continue
        if _close(want_low, low) and _close(want_high, high):
            return True
        bounds = {value for value in (want_low, want_high) if value is not None}
        single = len(bounds) == 1 or _close(want_low, want_high)
        if single and values and all(_close(min(bounds), value) for value in values):
            return True
    return False


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


def _neutral(document: dict[str, Any], prediction: Label) -> bool:
    """Does an unmatched prediction lie in a passage that may be read either way?"""
    start, end = prediction.get("start"), prediction.get("end")
    if start is None or end is None:
        return False
    return any(start < span["end"] and span["start"] < end for span in document.get("ignore", []))


def _ratio(numerator: int, denominator: int) -> float:
    return numerator / denominator if denominator else 0.0


def score(comparisons: Iterable[Comparison]) -> Score:
    """Add up the comparisons of several documents."""
    total = Score()
    for comparison in comparisons:
        total.add(comparison)
    return total
