"""The labelled notes, merged: what perfect extraction would come to."""

import csv
import random
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.catalog import companies
from ingest.events.link import Linked, link
from ingest.models import Figure
from ingest.sources import fx
from tests.events import gold

DUPLICATES = Path(__file__).parent / "duplicates.csv"


@pytest.fixture(scope="module")
def rates():
    return fx.table()


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return [row for row in gold.rows() if isinstance(row, Figure)]


@pytest.fixture(scope="module")
def linked(figures, rates) -> Linked:
    return link(figures, companies.rows(), rates)


def pairs(linked: Linked) -> tuple[dict[str, set], dict[str, set]]:
    """Labelled event -> events found, and the other way round."""
    label = gold.events()
    found, labelled = defaultdict(set), defaultdict(set)
    for row in linked.figures:
        found[label[row.figure_id]].add(row.event_id)
        labelled[row.event_id].add(label[row.figure_id])
    return found, labelled


def test_every_labelled_event_is_one_event_and_none_is_two(linked):
    found, labelled = pairs(linked)
    assert {name: ids for name, ids in found.items() if len(ids) != 1} == {}
    assert {event_id: names for event_id, names in labelled.items() if len(names) != 1} == {}
    assert len(found) == len(linked.events) == 143


def test_every_figure_but_actuals_is_linked_with_a_reason(linked, figures):
    assert {row.figure_id for row in linked.figures} == {f.figure_id for f in figures if f.figure_type != "actual"}
    assert all(row.reason for row in linked.figures)


def test_the_pairs_of_the_duplicates_list(linked):
    events_of = defaultdict(set)
    figure_of = {f"{note['id']}#{i}": note["id"] for note in gold.notes() for i, _ in enumerate(note["figures"])}
    names = gold.events()
    for row in linked.figures:
        events_of[figure_of[row.figure_id]].add((names[row.figure_id], row.event_id))
    with DUPLICATES.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    clusters = defaultdict(list)
    for line in lines:
        if line["relation"] == "same" and "-actual-" not in line["event"]:
            clusters[line["event"]].append(line["document"])
    numbered = {name: documents for name, documents in clusters.items() if name in set(names.values())}
    assert len(numbered) == 27
    for name, documents in numbered.items():
        ids = {event_id for document in documents for label, event_id in events_of[document] if label == name}
        assert len(ids) == 1, name


def test_the_order_of_the_figures_does_not_matter(linked, figures, rates):
    shuffled = list(figures)
    random.Random(7).shuffle(shuffled)
    again = link(shuffled, companies.rows(), rates)
    assert again.events == linked.events
    assert {(r.figure_id, r.event_id) for r in again.figures} == {(r.figure_id, r.event_id) for r in linked.figures}


def test_without_any_cue_nearly_all_events_still_hold_together(figures, rates):
    nothing = {"relation_cue": None, "place": None, "place_type": None, "instrument": None, "status": "announced"}
    found, labelled = pairs(link([f.model_copy(update=nothing) for f in figures], companies.rows(), rates))
    split = [name for name, ids in found.items() if len(ids) != 1]
    mixed = [names for names in labelled.values() if len(names) != 1]
    assert len(split) + len(mixed) <= 8


def test_without_rates_only_conversions_that_no_text_states_come_apart(figures, rates):
    found, labelled = pairs(link(figures, companies.rows(), rates.slice(0, 0)))
    assert [name for name, ids in found.items() if len(ids) != 1] in ([], ["alibaba-plan-380bn-2025"])
    assert all(len(names) == 1 for names in labelled.values())


def test_an_id_survives_later_documents(figures, linked, rates):
    early = [f for f in figures if f.published_on.year < 2026]
    before = {event.event_id for event in link(early, companies.rows(), rates).events}
    assert len(before - {event.event_id for event in linked.events}) <= 1
