"""The graph that every contestant holds: organisations, partnerships and their parties, of many sources.

The same number gives the same bytes, everywhere and always. It is shaped like our own graph: relationships
are nodes with parties, dates, a topic and a modality, names come in several languages, each source has its
graph.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT: Final = "https://w3id.org/ngograph/"
_NGO: Final = f"{ROOT}ontology#"
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL: Final = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_DATE: Final = "<http://www.w3.org/2001/XMLSchema#date>"
_SOURCES: Final = 40
_TOPICS: Final = 24
_FEW: Final = 9
"""Triples of one partnership."""
_OWN: Final = 5
"""Triples of one organisation."""
_FIRST_DAY: Final = date(1995, 1, 1)
_DAYS: Final = 10_000


def partnerships(triples: int) -> int:
    """Return how many partnerships a graph of *triples* tells of: ten for every two organisations."""
    return triples // (2 * _OWN + 10 * _FEW) * 10


def organisations(triples: int) -> int:
    """Return how many organisations it tells of."""
    return triples // (2 * _OWN + 10 * _FEW) * 2


def write(folder: Path, triples: int) -> None:
    """Write `graph.nq`, and `graph.nt` with the same triples without their sources, into *folder*.

    Args:
        folder: where to.
        triples: how many; a multiple of 100.
    """
    with (folder / "graph.nq").open("w") as quads, (folder / "graph.nt").open("w") as bare:
        for number, statement in _statements(organisations(triples), partnerships(triples)):
            bare.write(f"{statement} .\n")
            quads.write(f"{statement} <{ROOT}graph/source-{number % _SOURCES}> .\n")


def _statements(bodies: int, ties: int) -> Iterator[tuple[int, str]]:
    """Yield the statements, each with the number that tells its source."""
    for number in range(bodies):
        own = f"<{ROOT}id/organisation/o{number}>"
        yield number, f"{own} {_TYPE} <{_NGO}Organisation>"
        yield number, f'{own} {_LABEL} "Organisation {number} of District {number % 97}"@en'
        yield number, f'{own} {_LABEL} "Organizacija {number} distrikta {number % 97}"@bs'
        yield number, f"{own} <{_NGO}place> <{ROOT}id/place/p{number % 97}>"
        yield number, f'{own} <http://www.w3.org/2004/02/skos/core#altLabel> "O{number}"'
    for number in range(ties):
        own = f"<{ROOT}id/partnership/t{number}>"
        first = number * number % bodies
        second = (first + 1 + number % (bodies - 1)) % bodies
        begin = _FIRST_DAY + timedelta(days=number * 37 % _DAYS)
        end = begin + timedelta(days=30 + number % 700)
        yield number, f"{own} {_TYPE} <{_NGO}Partnership>"
        yield number, f'{own} {_LABEL} "Partnership {number}"@en'
        yield number, f"{own} <{_NGO}party> <{ROOT}id/organisation/o{first}>"
        yield number, f"{own} <{_NGO}party> <{ROOT}id/organisation/o{second}>"
        yield number, f"{own} <{_NGO}topic> <{ROOT}concept/topic/c{number % _TOPICS}>"
        yield number, f"{own} <{_NGO}modality> <{ROOT}concept/modality/{('asserted', 'planned')[number % 2]}>"
        yield number, f'{own} <{_NGO}startEarliest> "{begin}"^^{_DATE}'
        yield number, f'{own} <{_NGO}endLatest> "{end}"^^{_DATE}'
        yield number, f"{own} <{_NGO}place> <{ROOT}id/place/p{number % 97}>"
