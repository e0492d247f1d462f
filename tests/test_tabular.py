"""Rows as CSV, JSON and table."""

from __future__ import annotations

import io
import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rich.console import Console

from ngograph.tabular import Rows, relabelled, short, table, text, write_csv, write_json
from ngograph.vocab import ID, NGO, PREFIXES

ANSWER = Rows(
    ("thing", "thingLabel", "count", "startLatest", "none"),
    (
        (NamedNode(f"{ID}place/ba"), Literal('B, "iH"', language="en"), Literal(3), None, None),
        (
            NamedNode(f"{ID}place/ba"),
            Literal('B, "iH"', language="en"),
            Literal(True),
            Literal("1992-07-31"),
            None,
        ),
    ),
)


def test_csv_quotes_what_needs_it() -> None:
    file = io.StringIO()
    write_csv(ANSWER, file)
    assert file.getvalue() == (
        "thing,thingLabel,count,startLatest,none\n"
        f'{ID}place/ba,"B, ""iH""",3,,\n'
        f'{ID}place/ba,"B, ""iH""",true,1992-07-31,\n'
    )


def test_json_has_plain_values() -> None:
    file = io.StringIO()
    write_json(ANSWER, file)
    assert [row["count"] for row in json.loads(file.getvalue())] == [3, True]
    assert json.loads(file.getvalue())[0]["startLatest"] is None


def test_a_table_says_each_thing_once_by_its_label() -> None:
    console = Console(width=80, file=io.StringIO())
    console.print(table(ANSWER))
    lines = [line.strip() for line in console.file.getvalue().splitlines() if line.strip()]  # type: ignore[attr-defined]
    assert lines[0].split() == ["thing", "count", "start", "latest"]
    assert lines[2].startswith('B, "iH"')
    assert lines[3].split() == ["true", "1992-07-31"]


def test_things_are_called_by_other_labels_beside_them_or_in_their_place() -> None:
    answer = Rows(
        ("thing", "thingLabel", "kind"),
        (
            (NamedNode("a:one"), Literal("One", language="en"), NamedNode("a:kind")),
            (NamedNode("a:two"), Literal("Two", language="en"), None),
        ),
    )
    known = {"a:one": Literal("jedan", language="bs"), "a:kind": Literal("vrsta", language="bs")}
    said = relabelled(answer, lambda thing: known.get(thing.value))
    assert said.cells == (
        (NamedNode("a:one"), known["a:one"], known["a:kind"]),
        answer.cells[1],
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, ""), (NamedNode("a:b"), "a:b"), (Literal("x"), "x"), (BlankNode("b"), "_:b")],
)
def test_a_cell_as_text(cell: object, expected: str) -> None:
    assert text(cell) == expected  # type: ignore[arg-type]


def test_short_addresses_can_be_given_back() -> None:
    assert short(f"{ID}place/ba") == "id/place/ba"
    assert short(f"{NGO}Visit") == "ngo:Visit"
    assert short(f"{PREFIXES['skos']}prefLabel") == "skos:prefLabel"
