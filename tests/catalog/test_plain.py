"""Vocabulary and catalogue as plain texts."""

from ingest.catalog import plain


def test_every_scalar_is_text():
    assert plain.load("a: NO\nb: [06-30, 1e3, null, '']\nc: {d: 2026-01-01}\n") == {
        "a": "NO",
        "b": ["06-30", "1e3", "null", ""],
        "c": {"d": "2026-01-01"},
    }


def test_an_empty_document_is_nothing():
    assert plain.load(b"# only a remark\n") is None
