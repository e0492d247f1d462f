"""Content in which few stand in very much: an organisation, a place and a topic of 20,000 relationships each.

Made for measuring and always the same: fundings with amounts, participations, presences and partnerships,
each with its evidence by record, told by one large source and one of a quarter of its size.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCES: Final = {"crowd-large": 20_000, "crowd-small": 5_000}
"""The sources, and of how many relationships each tells."""
BUSY: Final = {"busy-large": 20_000, "busy-small": 5_000}
"""The organisations that stand in very much, and in how many relationships."""
OTHERS: Final = 600
ACTIVITIES: Final = 3_000
PLACES: Final = 200
_FIRST: Final = date(2010, 1, 1)
_DAYS: Final = 5_400
_PREFIXES: Final = """@base <https://w3id.org/ngograph/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def write(data: Path) -> None:
    """Write the folders of the sources into the folder *data*."""
    for source, ties in SOURCES.items():
        folder = data / source
        folder.mkdir()
        (folder / "source.ttl").write_text(_PREFIXES + _document(source), "utf-8")
        (folder / "bodies.ttl").write_text(_PREFIXES + "".join(_bodies(source)), "utf-8")
        with (folder / "relationships.ttl").open("w", encoding="utf-8") as file:
            file.write(_PREFIXES)
            file.writelines(_relationship(source, number) for number in range(ties))


def _document(source: str) -> str:
    return (
        f"<graph/{source}> dct:source <id/document/{source}> .\n"
        f'<id/document/{source}> a ngo:Document ; skos:prefLabel "Table of the {source}"@en ;\n'
        f'  dct:identifier "{source}.csv" ; dct:format "text/csv" ; dct:language "en" ;\n'
        f'  ngo:sha256 "{"0" * 64}" .\n'
    )


def _bodies(source: str) -> Iterator[str]:
    """Yield what each source says of all that is no relationship."""
    for key in BUSY:
        name = f"Relief of the {key.replace('-', ' ')}"
        yield f'<id/organisation/{key}> a ngo:Organisation ; skos:prefLabel "{name}"@en .\n'
    for number in range(OTHERS):
        name = f"Body {number} of District {number % 97}"
        yield f'<id/organisation/body-{number}> a ngo:Organisation ; skos:prefLabel "{name}"@en .\n'
    for number in range(PLACES):
        yield f'<id/place/settlement-{number}> a ngo:Place ; skos:prefLabel "Settlement {number}"@en .\n'
    for number in range(ACTIVITIES):
        name = f"Project {number} for Settlement {number % PLACES}"
        yield f'<id/activity/project-{number}> a ngo:Project ; skos:prefLabel "{name}"@en ;\n'
        yield f"  ngo:evidence <id/evidence/{source}-{number}> .\n"


def _relationship(source: str, number: int) -> str:
    """Return the relationship *number* of a source: of the large body if there is room, else of the small."""
    own, kind = f"{source}-{number}", ("funding", "participation", "presence", "partnership")[number % 4]
    busy = "busy-large" if source == "crowd-large" else "busy-small"
    first = _FIRST + timedelta(days=number * 37 % _DAYS)
    last = first + timedelta(days=number % 400)
    parties = {
        "funding": f"a ngo:Funding ; ngo:funder <id/organisation/{busy}> ;"
        f" ngo:activity <id/activity/project-{number % ACTIVITIES}> ;"
        f" ngo:recipient <id/organisation/body-{number % OTHERS}> ;"
        f' ngo:amount "{1000 + number}"^^xsd:decimal ; ngo:currency <concept/currency/usd> ;'
        f' ngo:valueDate "{first}"^^xsd:date ; ngo:fundingKind <concept/funding-kind/commitment>',
        "participation": f"a ngo:Participation ; ngo:participant <id/organisation/{busy}> ;"
        f" ngo:activity <id/activity/project-{number % ACTIVITIES}> ;"
        f" ngo:role <concept/role/implementer>",
        "presence": f"a ngo:Presence ; ngo:organisation <id/organisation/{busy}> ;"
        f" ngo:place <id/place/settlement-{number % PLACES}> ;"
        f" ngo:presenceKind <concept/presence-kind/works>",
        "partnership": f"a ngo:Partnership ; ngo:party <id/organisation/{busy}> ,"
        f" <id/organisation/body-{number * 7 % OTHERS}>",
    }[kind]
    place = "" if kind == "presence" else " ngo:place <id/place/settlement-0> ;"
    return (
        f"<id/{kind}/{own}> {parties} ; ngo:modality <concept/modality/asserted> ;{place}"
        f' ngo:topic <concept/topic/first-aid> ; ngo:edtf "{first}/{last}" ;'
        f' ngo:startEarliest "{first}"^^xsd:date ; ngo:startLatest "{first}"^^xsd:date ;'
        f' ngo:endEarliest "{last}"^^xsd:date ; ngo:endLatest "{last}"^^xsd:date ;'
        f" ngo:evidence <id/evidence/{own}> .\n"
        f"<id/evidence/{own}> a ngo:Evidence ; oa:hasSource <id/document/{source}> ;"
        f" oa:hasSelector <id/selector/{own}> .\n"
        f'<id/selector/{own}> a ngo:RecordSelector ; ngo:locator "row {number + 2}" .\n'
    )
