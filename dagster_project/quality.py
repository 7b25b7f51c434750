"""How well the extractor reads texts that its rules were not written on.

Trap avoided: an installation without the checkout's `tests/` taken for one with a perfect score. No corpus, no scores.
"""

import sys
from dataclasses import dataclass

from ingest.settings import ROOT

PRECISION_FLOOR = 0.85
DEVELOPED_ON = ("develop", "blind-dev", "blind_en-dev", "blind_en-hidden", "fresh-dev", "sequel-dev", "later-dev")


@dataclass(frozen=True)
class SplitScore:
    """Documents, labelled figures, precision and recall of one part of the corpus, or of all parts together."""

    split: str
    documents: int
    figures: int
    precision: float
    recall: float


def scores() -> list[SplitScore]:
    """Scores of the parts of the corpus that rules are not developed on, all together last; none where there is no corpus."""
    if not (ROOT / "tests" / "corpus").is_dir():
        return []
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    from tests.corpus import corpus, evaluate, scorer

    compared = {
        name: [scorer.compare(document, evaluate.predicted(document)) for document in documents]
        for name, documents in corpus.splits()
        if name not in DEVELOPED_ON
    }
    compared["all"] = [comparison for comparisons in compared.values() for comparison in comparisons]
    totals = {name: scorer.score(comparisons) for name, comparisons in compared.items()}
    return [SplitScore(name, t.documents, t.figures, t.precision, t.recall) for name, t in totals.items()]
