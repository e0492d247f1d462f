"""How long questions take, beside a count of all triples: ``python -m benchmarks.questions --releases DIR``.

Each question of the catalogue is asked of everything, and with a value for each of its parameters in turn:
the one that stands most often in the answer of everything, else that of its example. What the pages ask is
asked of the things with most relationships of each sort, and of the largest source. All are asked of the
store of the release in this process; told is the time of the processor, which means something even where the
machine does something else as well.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from ngograph.content import find_content
from ngograph.queries import bind, load_catalogue
from ngograph.release import published
from ngograph.store.answering import Question
from ngograph.store.results import answer, table_of
from ngograph.summary import asking
from ngograph.vocab import NGO, PREFIXES
from ngograph.web.questions import among, question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Store

    from ngograph.queries import Query
    from ngograph.store.answering import Table
    from ngograph.store.embedded import Term

_COUNT: Final = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
_LARGEST: Final = (
    "SELECT ?o ?p (COUNT(?s) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?o ?p ORDER BY DESC(?n) ?o LIMIT 1"
)
_SOURCE: Final = f"""
    SELECT ?g (COUNT(?s) AS ?n) WHERE {{ ?g <{PREFIXES["dct"]}source> ?any GRAPH ?g {{ ?s ?p ?o }} }}
    GROUP BY ?g ORDER BY DESC(?n) ?g LIMIT 1
"""
_PLACES: Final = ("funder", "recipient", "participant", "organisation", "activity", "place", "topic")
"""How a thing can stand in relationships: those are asked of that do so most often."""
_OF_A_THING: Final = (
    *("about", "activities", "alike", "called", "days", "how-many", "money", "neighbours", "parts"),
    *("parts-played", "places", "pointing", "relations", "signed", "together"),
)
_OF_A_SOURCE: Final = ("contents", "statements", "tells", "terms", "told", "words")
_OF_EVERYTHING: Final = ("told", "wider")
_OF_MANY: Final = {"labels": "thing", "said": "s"}
_MANY: Final = 200
"""Of how many things a page asks the names and the statements together."""
_ROUNDS: Final = 3
_SOON: Final = 0.5
"""What takes fewer seconds is asked again, and the best time counts."""


@dataclass(frozen=True)
class Found:
    """How many seconds a question took, and its answer."""

    name: str
    seconds: float
    table: Table


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the slowest questions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--releases", type=Path, default=Path("releases"), help="the folder of the releases")
    parser.add_argument(
        "--content", type=Path, help="the folder that holds queries/, as `ngograph ask` takes it"
    )
    parser.add_argument("--only", nargs="*", help="questions whose names begin so, else all")
    parser.add_argument("--most", type=int, default=20, help="how many are printed")
    chosen = parser.parse_args(arguments)
    store, only = published(chosen.releases).store(), tuple(chosen.only or ("",))
    count = timed(store, "", Question(_COUNT)).seconds
    catalogue = load_catalogue(find_content(chosen.content).queries)
    found = [
        *_of_the_catalogue(store, [query for query in catalogue if query.name.startswith(only)]),
        *_of_pages(store, only),
    ]
    print(f"A count of all triples: {count:.3f} s")
    print("seconds   ratio      rows  question")
    for one in sorted(found, key=lambda one: -one.seconds)[: chosen.most]:
        print(
            f"{one.seconds:7.3f} {one.seconds / count:7.2f} {len(one.table.rows):9,}  {one.name}", flush=True
        )


def timed(store: Store, name: str, asked: Question) -> Found:
    """Return how long the answer to what is *asked* takes, and the answer."""
    best, table = float("inf"), None
    for _ in range(_ROUNDS):
        began = time.process_time()
        table = table_of(answer(store, asked), None)
        best = min(best, time.process_time() - began)
        if best > _SOON:
            break
    assert table is not None, "it is asked at least once"
    return Found(name, best, table)


def _of_the_catalogue(store: Store, catalogue: Sequence[Query]) -> Iterator[Found]:
    for query in catalogue:
        everything = timed(store, query.name, Question(query.text))
        yield everything
        for name, value in _typical(query, everything.table):
            yield timed(store, f"{query.name} {name}={_short(value)}", Question(query.text, {name: value}))


def _typical(query: Query, everything: Table) -> Iterator[tuple[str, Term]]:
    """Yield the value for each parameter of *query* that stands most often in its answer of *everything*."""
    for parameter in query.parameters:
        at = everything.columns.index(parameter.name)
        counted = Counter(term for row in everything.rows if (term := row[at]) is not None)
        if counted:
            yield parameter.name, min(counted, key=lambda term: (-counted[term], str(term)))
        elif parameter.type == "date" and parameter.example:
            yield parameter.name, bind(query, {parameter.name: parameter.example})[parameter.name]


def _of_pages(store: Store, only: tuple[str, ...]) -> Iterator[Found]:
    source = _first(store, _SOURCE)
    things = {name: _first(store, _LARGEST, p=NamedNode(NGO + name)) for name in _PLACES}
    labelled = table_of(answer(store, question("labels")), None)
    many = list(dict.fromkeys(row[0].value for row in labelled.rows if isinstance(row[0], NamedNode)))[:_MANY]
    asked = {f"pages/{name}": question(name) for name in _OF_EVERYTHING}
    asked |= {f"summary/{name}": asking.question(name) for name in asking.NAMES}
    asked |= {f"pages/{name} {_short(source)}": question(name, graph=source) for name in _OF_A_SOURCE}
    asked |= {f"pages/{name} of {_MANY}": among(question(name), of, many) for name, of in _OF_MANY.items()}
    for place, thing in things.items():
        asked |= {
            f"pages/{name} {place} {_short(thing)}": question(name, thing=thing) for name in _OF_A_THING
        }
        asked |= {
            f"pages/own-names {place} {_short(thing)}": question(
                "own-names", thing=thing, place=NamedNode(NGO + place), lang=Literal("en")
            )
        }
    for name, one in asked.items():
        if name.startswith(only):
            yield timed(store, name, one)


def _first(store: Store, text: str, **bindings: Term) -> Term:
    """Return the first value of the first row of the answer."""
    (row, *_) = table_of(answer(store, Question(text, bindings)), 1).rows
    assert row[0] is not None, "a group has a key"
    return row[0]


def _short(term: Term) -> str:
    return str(getattr(term, "value", term)).rpartition("/")[2]


if __name__ == "__main__":
    main()
