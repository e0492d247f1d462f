"""Direct edges worked out from relationships: the CONSTRUCT queries of a folder, run over a staged store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat

from ngograph.errors import ContentError, MissingFile, QueryError
from ngograph.store import construct

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store


def derive(store: Store, folder: Path) -> dict[str, frozenset[str]]:
    """Return what each query in *folder* makes of *store*: lines of N-Triples, by the name of the file.

    Each query sees what the sources state and the ontology, and nothing that another query made: the order
    of the files does not matter, and an edge never rests on an edge. A query that needs the class hierarchy
    walks it (`a/rdfs:subClassOf*`).

    Raises:
        MissingFile: there is no such folder.
        ContentError: a file is not a CONSTRUCT query, or it makes blank nodes.
    """
    if not folder.is_dir():
        raise MissingFile(folder, "a folder of CONSTRUCT queries")
    return {path.name: _edges(store, path) for path in sorted(folder.glob("*.rq"))}


def _edges(store: Store, path: Path) -> frozenset[str]:
    try:
        made = construct(store, path.read_text("utf-8")).serialize(format=RdfFormat.N_TRIPLES) or b""
    except (QueryError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: {error}") from error
    lines = frozenset(made.decode().split("\n")) - {""}
    for line in lines if b"_:" in made else ():
        if line.startswith("_:") or line.split(" ", 2)[2].startswith("_:"):
            raise ContentError(f"{path}: expected edges between things with IRIs, found {line}")
    return lines
