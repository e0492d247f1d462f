"""Which relationships and things of a release are meant: by source, body, place, topic, class or an answer.

Several values of one kind widen the choice, several kinds narrow it. What is chosen are relationships first;
things come with the relationships that name them, or by themselves where they fit what was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ngograph.errors import NothingToExport, UnknownSelection
from ngograph.vocab import GRAPH, NGO, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Tables = Mapping[str, pl.DataFrame]

_ABOVE: Final = {f"{NGO}Agreement": (f"{NGO}Partnership",)}
"""The relationships of which there are narrower ones; all are below the last."""
_ALL: Final = f"{NGO}Relationship"


@dataclass(frozen=True)
class Wanted:
    """What is meant.

    Args:
        sources: names of sources, such as "ifrc-go".
        organisations: IRIs of bodies that are party to it.
        places: IRIs of places; what lies within them is meant too.
        topics: IRIs of topics; narrower ones are meant too.
        classes: local names of classes of the ontology, of relationships or of things.
        answer: the IRIs in the answer to a query, None if none was asked.
    """

    sources: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    answer: frozenset[str] | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing narrows it."""
        return self == Wanted()

    @property
    def graphs_alone(self) -> bool:
        """Whether it is some sources as they are."""
        return bool(self.sources) and self == Wanted(self.sources)


@dataclass(frozen=True)
class Chosen:
    """What a selection comes to.

    Args:
        relationships: IRIs of relationships, sorted.
        things: IRIs of the bodies, persons, places, activities and documents in them, sorted.
        graphs: the named graphs of the sources that are meant; None if all are.
    """

    relationships: pl.Series
    things: pl.Series
    graphs: frozenset[str] | None = None


def choose(tables: Tables, wanted: Wanted) -> Chosen:
    """Return the relationships and things in *tables* that are *wanted*.

    Raises:
        UnknownSelection: there is no source or class of that name; the nearest are told.
        NothingToExport: nothing fits.
    """
    graphs, documents = _sources(tables, wanted.sources)
    relationships, things = tables["relationships"]["relationship"], tables["things"]["thing"]
    if wanted.sources:
        relationships = _both(relationships, _having(tables["relationships"], "sources", documents))
        things = _both(things, _having(tables["things"], "sources", documents))
    if wanted.classes:
        ties, members = _of_classes(tables, wanted.classes)
        relationships, things = _both(relationships, ties), _both(things, members)
    if wanted.organisations:
        meant = _texts(wanted.organisations)
        parties = tables["parties"]
        ties = parties.filter(pl.col("party").is_in(meant.implode()))["relationship"]
        relationships, things = _both(relationships, ties), _both(things, meant)
    if wanted.places:
        inside = _below(tables["places"], "within", wanted.places)
        ties, works = _about(tables, "places", inside)
        relationships, things = _both(relationships, ties), _both(things, pl.concat([works, inside]))
    if wanted.topics:
        narrower = _below(tables["concepts"], "broader", wanted.topics)
        ties, works = _about(tables, "topics", narrower)
        relationships, things = _both(relationships, ties), _both(things, works)
    if wanted.answer is not None:
        named = _texts(wanted.answer)
        relationships, things = _both(relationships, named), _both(things, named)
    if relationships.is_empty() and things.is_empty():
        raise NothingToExport
    return Chosen(_sorted(relationships), _with_theirs(tables, relationships, things), graphs)


def _sources(tables: Tables, names: tuple[str, ...]) -> tuple[frozenset[str] | None, pl.Series]:
    """Return the graphs of the sources called *names*, and the documents that they render."""
    rows = tables["documents"].select("document", "graphs").explode("graphs").drop_nulls()
    known = {graph.removeprefix(GRAPH): (graph, document) for document, graph in rows.iter_rows()}
    for name in names:
        if name not in known:
            raise UnknownSelection("source", name, sorted(known))
    graphs = frozenset(known[name][0] for name in names) if names else None
    return graphs, _texts(known[name][1] for name in names)


def _of_classes(tables: Tables, names: tuple[str, ...]) -> tuple[pl.Series, pl.Series]:
    """Return the relationships and the things of the classes called *names*, or that have such a party."""
    types = tables["relationships"]["type"].drop_nulls().unique().to_list()
    above = {kind: (kind, *_ABOVE.get(kind, ()), _ALL) for kind in types}
    of_things = tables["things"]["types"].list.explode().drop_nulls().unique().to_list()
    known = {
        curie(iri).partition(":")[2]: iri
        for iri in {*of_things, *(up for ups in above.values() for up in ups)}
    }
    for name in names:
        if name not in known:
            raise UnknownSelection("class", name, sorted(known))
    meant = {known[name] for name in names}
    kinds = [kind for kind, ups in above.items() if meant & {*ups}]
    rows = tables["relationships"]
    ties = rows.filter(pl.col("type").is_in(kinds))["relationship"]
    members = _having(tables["things"], "types", _texts(meant))
    named = tables["parties"].filter(
        pl.col("party").is_in(members.implode()) | pl.col("thing").is_in(members.implode())
    )["relationship"]
    return pl.concat([ties, named, _having(rows, "activities", members)]), members


def _about(tables: Tables, column: str, wanted: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the relationships with one of *wanted* in *column*, own or of the activity; and those."""
    works = _having(tables["activities"], column, wanted)
    own = _having(tables["relationships"], column, wanted)
    return pl.concat([own, _having(tables["relationships"], "activities", works)]), works


def _with_theirs(tables: Tables, relationships: pl.Series, things: pl.Series) -> pl.Series:
    """Return *things*, those that *relationships* name, and the places around them."""
    meant = relationships.implode()
    parties = tables["parties"].filter(pl.col("relationship").is_in(meant))
    rows = tables["relationships"].filter(pl.col("relationship").is_in(meant))
    paid = tables["fundings"].filter(pl.col("funding").is_in(meant))
    named = [parties["party"], parties["thing"]]
    named += [rows[column].list.explode() for column in ("activities", "places", "sources")]
    named.append(paid["through"].list.explode())
    found = pl.concat([things, *named]).drop_nulls().unique()
    around = _above(tables["places"], found)
    return _both(pl.concat([found, around]), tables["things"]["thing"]).unique().sort()


def _below(table: pl.DataFrame, column: str, tops: Iterable[str]) -> pl.Series:
    """Return *tops* and all that lies below them, where *column* of *table* names what is directly above."""
    key = table.columns[0]
    found = _texts(tops)
    while True:
        more = pl.concat([found, _having(table, column, found, key)]).unique()
        if len(more) == len(found):
            return found
        found = more


def _above(places: pl.DataFrame, found: pl.Series) -> pl.Series:
    """Return the places in which those among *found* lie, at any remove."""
    seen = found
    while True:
        around = places.filter(pl.col("place").is_in(seen.implode()))["within"].list.explode().drop_nulls()
        more = pl.concat([seen, around]).unique()
        if len(more) == len(seen):
            return seen
        seen = more


def _having(table: pl.DataFrame, column: str, wanted: pl.Series, key: str = "") -> pl.Series:
    """Return the keys of the rows of *table* whose list in *column* holds one of *wanted*."""
    key = key or table.columns[0]
    rows = table.select(key, column).explode(column)
    return rows.filter(pl.col(column).is_in(wanted.implode()))[key].unique()


def _both(left: pl.Series, right: pl.Series) -> pl.Series:
    return left.filter(left.is_in(right.implode()))


def _sorted(texts: pl.Series) -> pl.Series:
    return texts.unique().sort()


def _texts(values: Iterable[str]) -> pl.Series:
    return pl.Series(sorted(values), dtype=pl.String)
