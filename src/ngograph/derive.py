"""Direct edges worked out from relationships: the CONSTRUCT queries of a folder, run over a staged store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Triple

from ngograph.errors import ContentError, MissingFile, QueryError
from ngograph.store import construct

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store


def derive(store: Store, folder: Path) -> dict[str, list[Triple]]:
    """Return what each query in *folder* makes of *store*: distinct triples, by the name of the file.

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


def _edges(store: Store, path: Path) -> list[Triple]:
    try:
        triples = list(dict.fromkeys(construct(store, path.read_text("utf-8"))))
    except (QueryError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: {error}") from error
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise ContentError(f"{path}: expected edges between things with IRIs, found {triple}")
    return triples
