"""The extractor does not get worse: every split and language keeps its recorded floor.

Floors are a little under the scores of the day they were set; they go up with the scores and never down.
"""

import pytest

from tests.corpus import corpus
from tests.corpus.evaluate import compared, predicted, scored
from tests.corpus.scorer import ATTRIBUTES

FLOORS = {
    "develop": {"precision": 0.955, "recall": 0.945, "attributes": (0.96, 0.99, 0.89, 0.98, 0.88)},
    "held": {"precision": 0.955, "recall": 0.965, "attributes": (0.98, 0.99, 0.88, 0.99, 0.93)},
    "wild": {"precision": 0.96, "recall": 0.96, "attributes": (0.97, 0.98, 0.93, 0.99, 0.96)},
    "blind-dev": {"precision": 0.96, "recall": 0.94, "attributes": (0.95, 0.99, 0.88, 0.99, 0.91)},
    "blind-hidden": {"precision": 0.88, "recall": 0.855, "attributes": (0.98, 0.98, 0.84, 0.99, 0.87)},
    "blind_en-dev": {"precision": 0.915, "recall": 0.885, "attributes": (0.97, 0.99, 0.80, 0.98, 0.89)},
    "blind_en-hidden": {"precision": 0.875, "recall": 0.84, "attributes": (0.98, 0.97, 0.82, 0.98, 0.82)},
    "fresh-dev": {"precision": 0.9, "recall": 0.9, "attributes": (0.95, 0.98, 0.77, 0.98, 0.87)},
    "fresh-hidden": {"precision": 0.78, "recall": 0.775, "attributes": (0.97, 0.98, 0.78, 0.98, 0.80)},
    "sequel-dev": {"precision": 0.93, "recall": 0.94, "attributes": (0.98, 0.98, 0.78, 0.98, 0.89)},
    "sequel-hidden": {"precision": 0.8, "recall": 0.81, "attributes": (0.98, 0.98, 0.86, 0.98, 0.91)},
    "unseen": {"precision": 0.835, "recall": 0.83, "attributes": (0.98, 0.99, 0.83, 0.98, 0.89)},
    "later-dev": {"precision": 0.91, "recall": 0.885, "attributes": (0.97, 0.99, 0.81, 0.97, 0.93)},
    "later-hidden": {"precision": 0.74, "recall": 0.785, "attributes": (0.98, 0.98, 0.68, 0.98, 0.88)},
}
LANGUAGE_FLOOR = 0.85
MANY = 10


@pytest.fixture(scope="module")
def scores():
    return {name: scored(compared(documents, predicted)) for name, documents in corpus.splits()}


@pytest.mark.parametrize("split", FLOORS)
def test_precision_and_recall_stay_above_their_floors(scores, split):
    score = scores[split]["all"]
    assert score.precision >= FLOORS[split]["precision"]
    assert score.recall >= FLOORS[split]["recall"]


@pytest.mark.parametrize("split", FLOORS)
def test_attributes_of_what_is_found_stay_above_their_floors(scores, split):
    reached = tuple(scores[split]["all"].accuracy(attribute) for attribute in ATTRIBUTES)
    assert all(value >= floor for value, floor in zip(reached, FLOORS[split]["attributes"], strict=True)), reached


def test_every_language_of_the_announcements_and_notes_is_read(scores):
    documents = [d for part in ("announcements", "notes") for d in corpus.documents(part)]
    by_language = scored(compared(documents, predicted))
    poor = {
        name: round(score.f1, 3)
        for name, score in by_language.items()
        if name not in ("all", "actual", "forward", "financing") and score.figures >= MANY and score.f1 < LANGUAGE_FLOOR
    }
    assert poor == {}


def test_the_parts_are_what_they_say():
    sizes = {part: len(corpus.documents(part)) for part in corpus.PARTS}
    assert sizes == {
        "announcements": 85,
        "notes": 215,
        "wild": 45,
        "blind": 103,
        "blind_en": 69,
        "fresh": 142,
        "sequel": 164,
        "unseen": 74,
        "later": 106,
    }
    ids = [document["id"] for part in corpus.PARTS for document in corpus.documents(part)]
    assert len(set(ids)) == len(ids)
    for part in corpus.PARTS:
        for document in corpus.documents(part):
            assert all(label["quote"] in document["text"] for label in document["figures"]), document["id"]
