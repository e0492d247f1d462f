"""The competency questions, asked as any SPARQL client would: by POST to `/sparql`."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ngograph import names, tabular
from ngograph.queries import bind, load_catalogue
from ngograph.store import select

if TYPE_CHECKING:
    from ngograph.content import Content
    from ngograph.names import NameIndex
    from ngograph.release import Release

    from .conftest import Client

FOLDER = Path(__file__).parents[1] / "content"
ROWS = tomllib.loads((FOLDER / "competency.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def index(release: Release, content: Content) -> NameIndex:
    """The names in the graph."""
    query = load_catalogue(content.queries).get("names-of-thing")
    return names.index(names.read(tabular.rows(select(release.store(), query.text)).records()))


@pytest.mark.parametrize("number", ROWS)
def test_answer(number: str, whole: Client, content: Content, index: NameIndex) -> None:
    query = load_catalogue(content.queries).get(ROWS[number]["query"])
    bindings = bind(query, ROWS[number]["values"], index)
    values = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in bindings.items())
    head, where, body = query.text.partition("WHERE {")
    answer = whole.post(
        "/sparql",
        content=f"{head}{where} {values}{body}",
        headers={"content-type": "application/sparql-query"},
        accept="text/csv",
    )
    assert answer.status_code == 200, answer.text
    kept = list(csv.reader(io.StringIO((FOLDER / "competency" / f"{int(number):02}.csv").read_text("utf-8"))))
    given = list(csv.DictReader(io.StringIO(answer.text)))
    assert {tuple(row[column] for column in kept[0]) for row in given} == set(map(tuple, kept[1:]))
