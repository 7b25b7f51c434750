"""Verbs in two parts: found where both parts are, in one clause, and the nearest last part decides."""

import pytest

from ingest.figures import brackets


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("nimmt das unternehmen 2,6 milliarden dollar auf, um server zu kaufen", "de", ["raise"]),
        ("nimmt 200 millionen in die hand und stellt dort server auf", "de", ["invest"]),
        ("nimmt mit servern 2,6 milliarden dollar ein", "de", ["no_revenue"]),
        ("hat angekündigt, dass man investiert", "de", []),
        ("heeft al 3,8 miljard euro in datacenters gestoken", "nl", ["invest", "spent"]),
        ("trekt 5 miljard euro uit voor datacenters", "nl", ["invest", "pledge"]),
        ("nimmt 2,6 milliarden auf", "en", []),
    ],
)
def test_both_parts_make_the_verb(text, language, kinds):
    assert [cue.kind for _, cue in brackets.find(text, language, 0, len(text))] == kinds
