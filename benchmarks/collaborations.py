"""The graph that networks are measured on: organisations that take part in projects, most with few others.

The same number gives the same bytes. A project has from 2 to 15 parties, five on average; some organisations
take part in far more than others. Types are closed upward, as they are in a release.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from ngograph.vocab import CONCEPT, GRAPH, ID, NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIZES: Final = (2, 2, 2, 3, 3, 4, 5, 6, 8, 15)
"""How many parties each ten projects have."""
_A: Final = f"<{PREFIXES['rdf']}type>"
_DAY: Final = f"<{PREFIXES['xsd']}date>"
_FIRST: Final = date(1995, 1, 1)
_HIERARCHY: Final = (("Project", "Activity"), ("Participation", "Relationship"))


def organisations(triples: int) -> int:
    """Return how many organisations a graph of about *triples* tells of."""
    return triples // 50


def write(path: Path, triples: int) -> None:
    """Write about *triples* as N-Quads into the file *path*."""
    with path.open("w") as file:
        for number, statement in enumerate(_statements(organisations(triples)), start=1):
            file.write(f"{statement} <{GRAPH}benchmark> .\n")
            if number >= triples and statement.endswith("#Project>"):
                break


def _statements(bodies: int) -> Iterator[str]:
    """Yield the organisations, then project after project without end."""
    for lower, upper in _HIERARCHY:
        yield f"<{NGO}{lower}> <{PREFIXES['rdfs']}subClassOf> <{NGO}{upper}>"
    for number in range(bodies):
        yield f"<{ID}organisation/o{number}> {_A} <{NGO}Organisation>"
        yield f'<{ID}organisation/o{number}> <{PREFIXES["skos"]}prefLabel> "Organisation {number}"@en'
    random, number = Random(1), 0
    while True:
        yield from _project(f"{ID}activity/p{number}", number, bodies, random)
        number += 1


def _project(project: str, number: int, bodies: int, random: Random) -> Iterator[str]:
    begin = _FIRST + timedelta(days=number * 37 % 10_000)
    evidence = f"{ID}evidence/p{number}"
    yield f"<{project}> {_A} <{NGO}Activity>"
    yield f'<{project}> <{NGO}startEarliest> "{begin}"^^{_DAY}'
    yield f'<{project}> <{NGO}endLatest> "{begin + timedelta(days=400)}"^^{_DAY}'
    yield f"<{evidence}> <{PREFIXES['oa']}hasSource> <{ID}document/d{number % 40}>"
    parties: set[int] = set()
    while len(parties) < min(_SIZES[number % len(_SIZES)], bodies):
        parties.add(int(bodies * random.random() ** 2))
    for party in sorted(parties):
        own = f"{project.replace('activity', 'participation')}-{party}"
        yield f"<{own}> {_A} <{NGO}Participation>"
        yield f"<{own}> {_A} <{NGO}Relationship>"
        yield f"<{own}> <{NGO}participant> <{ID}organisation/o{party}>"
        yield f"<{own}> <{NGO}activity> <{project}>"
        yield f"<{own}> <{NGO}modality> <{CONCEPT}modality/asserted>"
        yield f"<{own}> <{NGO}role> <{CONCEPT}role/partner>"
        yield f"<{own}> <{NGO}evidence> <{evidence}>"
    yield f"<{project}> {_A} <{NGO}Project>"
