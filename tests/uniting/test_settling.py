"""Where sources give one thing several values one stands, whatever the order, and the rest is listed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.uniting.making import said

from ngograph.sources.facts import Body, Code, Name, Participation, Presence, Record, Spot, Work
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from tests.uniting.making import Bench

PREF, ALT = f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['skos']}altLabel"
EDTF, START = f"{NGO}edtf", f"{NGO}startEarliest"
CODE = Code("IATI activity", "XX-1-P")
WHERE = "activity/iati-activity-xx-1-p"
OWN = """
<id/organisation/red-cross> a ngo:NationalSociety ; skos:prefLabel "Red Cross"@en , "Crveni krst"@bs .
"""


def project(name: str, edtf: str = "", status: str = "", language: str = "en") -> Record:
    work = Work((Name(name, language),), (CODE,), edtf=edtf, status=status)
    return Record("1", "/1", (Participation(Body((Name("Somebody", "en"),)), work, ("implementer",)),))


def test_what_most_sources_say_stands_and_other_names_stay_as_other_names(bench: Bench) -> None:
    imports = [
        bench.imported("a", project("Water", "2020/2021", "active")),
        bench.imported("b", project("Water", "2020/2022", "ended")),
        bench.imported("c", project("Water supply", "2020/2022", "ended")),
    ]
    whole = bench.united(OWN, *imports)
    assert said(whole, WHERE, PREF) == {"a": ['"Water"@en'], "b": ['"Water"@en']}
    assert said(whole, WHERE, ALT) == {"c": ['"Water supply"@en']}
    assert said(whole, WHERE, EDTF) == {"b": ['"2020/2022"'], "c": ['"2020/2022"']}
    assert set(said(whole, WHERE, START)) == {"a", "b", "c"}, "what all agree on stays with all"
    assert set(said(whole, WHERE, f"{NGO}status")) == {"b", "c"}
    assert whole.checked.report.conforms
    taken = {name.rpartition("/")[2]: one.yielded for name, one in whole.taken.items()}
    assert taken == {"a": {"time": 3, "status": 1}, "b": {}, "c": {"name": 1}}
    assert [row[:1] + row[2:4] for row in whole.yielded if row[2] == "ngo:edtf"] == [
        ("a", "ngo:edtf", '"2020/2021"')
    ]
    again = bench.united(OWN, *reversed(imports))
    assert {s.name: s.triples for s in again.sources} == {s.name: s.triples for s in whole.sources}


def test_among_equals_the_newest_document_stands_then_the_first_name(bench: Bench) -> None:
    old = bench.imported("a", project("Old"), issued=dt.date(2020, 1, 1))
    new = bench.imported("z", project("New"), issued=dt.date(2024, 1, 1))
    undated = bench.imported("b", project("Undated"))
    assert said(bench.united(OWN, old, new, undated), WHERE, PREF) == {"z": ['"New"@en']}
    assert said(bench.united(OWN, old, undated), WHERE, PREF) == {"a": ['"Old"@en']}


def test_what_the_content_says_stands(bench: Bench) -> None:
    content = f"""{OWN}
<id/{WHERE}> a ngo:Project ; skos:prefLabel "Our name"@en ; ngo:edtf "2019" ;
    ngo:startEarliest "2019-01-01"^^xsd:date ; ngo:startLatest "2019-12-31"^^xsd:date ;
    ngo:endEarliest "2019-01-01"^^xsd:date ; ngo:endLatest "2019-12-31"^^xsd:date ;
    ngo:evidence <id/evidence/own-1> .
<id/evidence/own-1> a ngo:Evidence ; <http://www.w3.org/ns/oa#hasSource> <id/document/own> ;
    <http://www.w3.org/ns/oa#hasSelector> <id/selector/own-1> .
<id/selector/own-1> a ngo:RecordSelector ; ngo:locator "/1" .
<id/document/own> a ngo:Document ; skos:prefLabel "Own"@en ; dct:format "text/plain" ; dct:language "en" ;
    dct:identifier "own.txt" ; ngo:sha256 "{"0" * 64}" .
"""
    imports = [bench.imported(name, project("Their name", "2020/2021")) for name in ("a", "b")]
    whole = bench.united(content, *imports)
    assert said(whole, WHERE, PREF) == {"own": ['"Our name"@en']}
    assert said(whole, WHERE, EDTF) == {"own": ['"2019"']}
    assert whole.checked.report.conforms


def test_a_loan_and_a_code_give_way_to_a_name(bench: Bench) -> None:
    french = bench.imported("a", project("Eau", language="fr"), issued=dt.date(2024, 1, 1))
    coded = bench.imported("b", Record("1", "/1", (Work((), (CODE,)),)), issued=dt.date(2025, 1, 1))
    english = bench.imported("c", project("Water"))
    whole = bench.united(OWN, french, coded, english)
    assert said(whole, WHERE, PREF) == {"a": ['"Eau"@fr'], "c": ['"Water"@en']}
    assert said(whole, WHERE, ALT) == {}, "neither is a name of its own"


def test_coordinates_go_together(bench: Bench) -> None:
    def town(latitude: str, longitude: str) -> Record:
        place = Spot((Name("Town", "en"),), (Code("P-code", "X1"),), latitude=latitude, longitude=longitude)
        return Record("1", "/1", (Presence(Body((Name("Somebody", "en"),)), place),))

    whole = bench.united(OWN, bench.imported("a", town("1.5", "2.5")), bench.imported("b", town("1.5", "9")))
    lat, long = (said(whole, "place/p-code-x1", f"{PREFIXES['geo']}{name}") for name in ("lat", "long"))
    assert set(lat) == {"a", "b"}
    assert set(long) == {"a"}
    assert whole.checked.report.conforms


def test_a_circle_of_two_sources_is_broken(bench: Bench) -> None:
    one, two = (Spot((Name(name, "en"),), (Code("P-code", name),)) for name in ("X1", "X2"))
    who = Body((Name("Somebody", "en"),))
    inner, outer = one._replace(within=two), two._replace(within=one)
    whole = bench.united(
        OWN,
        bench.imported("a", Record("1", "/1", (Presence(who, inner),))),
        bench.imported("b", Record("1", "/1", (Presence(who, outer),))),
    )
    assert whole.checked.report.conforms
    assert [one.excluded for one in whole.taken.values()] == [{"ngosh:PlaceShape-within-acyclic": 1}] * 2


def test_what_the_content_itself_breaks_is_told_and_nothing_else_is_lost(bench: Bench) -> None:
    content = f'{OWN}<id/place/x> a ngo:Place ; skos:prefLabel "X"@en , "Y"@en .'
    whole = bench.united(content, bench.imported("a", project("Water")))
    assert [finding.rule for finding in whole.checked.findings if finding.is_violation] == [
        "ngosh:NameShape-prefLabel"
    ]
    assert next(iter(whole.taken.values())).excluded == {}
