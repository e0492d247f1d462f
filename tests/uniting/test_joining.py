"""Strong codes and decisions join, weak and generic codes and names do not, and contradictions are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode
from tests.uniting.making import said

from ngograph.errors import ContentError, ContradictingDecisions
from ngograph.sources.facts import Body, Code, Funding, Name, Participation, Record, Work
from ngograph.vocab import NGO, PREFIXES, ROOT

if TYPE_CHECKING:
    from tests.uniting.making import Bench

PREF = f"{PREFIXES['skos']}prefLabel"
RED_CROSS = """
<id/organisation/red-cross> a ngo:NationalSociety ; skos:prefLabel "Red Cross"@en , "Crveni krst"@bs ;
    ngo:identifier <id/identifier/fdrs-dxx001> .
<id/identifier/fdrs-dxx001> a ngo:Identifier ; ngo:scheme "FDRS" ; skos:notation "DXX001" ;
    ngo:strength "strong" .
"""


def judged(left: str, right: str, verdict: str) -> str:
    return f"""
<id/judgement/{left}-{right}> a ngo:Judgement ; ngo:left <id/organisation/{left}> ;
    ngo:right <id/organisation/{right}> ; ngo:verdict "{verdict}" ; ngo:reason "So it is."@en ;
    dct:creator "somebody" ; dct:created "2026-11-22"^^xsd:date .
"""


def body(name: str, *codes: Code, key: str = "") -> Body:
    return Body((Name(name, "en"),), codes, key=key)


def project(who: Body, number: str = "1") -> Record:
    """A record in which *who* does project *number*."""
    work = Work((Name(f"Project {number}", "en"),), key=number)
    return Record(number, f"/{number}", (Participation(who, work, ("implementer",)),))


def redirected(whole: object) -> dict[str, str]:
    return {
        triple.subject.value.removeprefix(f"{ROOT}id/"): triple.object.value.removeprefix(f"{ROOT}id/")
        for triple in whole.redirects  # type: ignore[attr-defined]
    }


def test_a_strong_code_joins_under_the_iri_of_the_content(bench: Bench) -> None:
    two = (Code("IATI organisation", "XX-1"), Code("FDRS", "DXX001"))
    whole = bench.united(RED_CROSS, bench.imported("iati", project(body("The Red Cross", *two))))
    assert redirected(whole) == {"organisation/iati-organisation-xx-1": "organisation/red-cross"}
    assert said(whole, "organisation/red-cross", PREF)["own"]
    assert said(whole, "organisation/iati-organisation-xx-1", PREF) == {}
    (participant,) = (
        t.object for s in whole.sources for t in s.triples if t.predicate.value == f"{NGO}participant"
    )
    assert participant == NamedNode(f"{ROOT}id/organisation/red-cross")
    assert whole.checked.report.conforms
    assert next(iter(whole.taken.values())).joined == 1


def test_names_that_contradict_a_strong_code_are_told_and_counted(bench: Bench) -> None:
    code = Code("FDRS", "DXX001")
    right = bench.imported("right", project(body("Crveni krst", code)))
    wrong = bench.imported("wrong", project(body("Ministry of Health", code)))
    whole = bench.united(RED_CROSS, right, wrong)
    (notice,) = whole.notices
    assert notice.startswith('wrong calls id/organisation/red-cross "Ministry of Health"@en')
    counts = {graph.rpartition("/")[2]: taken.yielded for graph, taken in whole.taken.items()}
    assert counts["wrong"] == {"name": 1, "a name unlike those of the bearer of its code": 1}
    assert "a name unlike those of the bearer of its code" not in counts["right"]


def test_who_decided_that_two_are_one_is_not_asked_again(bench: Bench) -> None:
    one = bench.imported("one", project(body("Ministry of Health")))
    whole = bench.united(RED_CROSS + judged("one-ministry-of-health", "red-cross", "same"), one)
    assert whole.notices == ()
    assert whole.redirects


def test_an_iri_made_of_a_code_stays_before_one_made_of_a_name(bench: Bench) -> None:
    flows = bench.imported("flows", project(body("Water for All")))
    iati = bench.imported("zz", project(body("Water for All", Code("IATI organisation", "UZ-1"))))
    same = judged("flows-water-for-all", "iati-organisation-uz-1", "same")
    whole = bench.united(RED_CROSS + same, flows, iati)
    assert redirected(whole) == {"organisation/flows-water-for-all": "organisation/iati-organisation-uz-1"}


def test_sources_that_share_no_first_code_meet_by_a_second(bench: Bench) -> None:
    one = bench.imported("one", project(body("A", Code("ROR", "01"), Code("Wikidata", "Q1"))))
    two = bench.imported("two", project(body("B", Code("Wikidata", "Q1"), Code("ROR", "01"))))
    first, second = bench.united(RED_CROSS, one, two), bench.united(RED_CROSS, two, one)
    assert redirected(first) == {"organisation/wikidata-q1": "organisation/ror-01"}
    assert first.redirects == second.redirects
    assert {s.name: s.triples for s in first.sources} == {s.name: s.triples for s in second.sources}


def test_bodies_of_one_source_meet_by_a_code_too_and_the_whole_conforms(bench: Bench) -> None:
    charity = Code("IATI organisation", "GB-CHC-2")
    one = body("A", Code("IATI organisation", "GB-COH-1"), charity)
    whole = bench.united(RED_CROSS, bench.imported("one", project(one), project(body("A charity", charity))))
    assert redirected(whole) == {
        "organisation/iati-organisation-gb-coh-1": "organisation/iati-organisation-gb-chc-2"
    }
    assert whole.checked.report.conforms


@pytest.mark.parametrize("strength", ["weak", "generic"])
def test_weak_and_generic_codes_join_nothing(bench: Bench, strength: str) -> None:
    code = Code("DAC channel code", "22000", strength)  # type: ignore[arg-type]
    records = [project(body("One"), "1"), project(body("Two", code), "2"), project(body("Three", code), "3")]
    whole = bench.united(RED_CROSS, bench.imported("iati", *records))
    assert whole.redirects == ()
    assert whole.checked.report.conforms


def test_names_join_nothing(bench: Bench) -> None:
    whole = bench.united(RED_CROSS, bench.imported("iati", project(body("Red Cross"))))
    assert whole.redirects == ()


def test_a_decision_joins_and_its_judgement_still_names_both(bench: Bench) -> None:
    content = RED_CROSS + judged("red-cross", "sheet-rc", "same")
    whole = bench.united(content, bench.imported("sheet", project(body("RC", key="rc"))))
    assert redirected(whole) == {"organisation/sheet-rc": "organisation/red-cross"}
    assert said(whole, "judgement/red-cross-sheet-rc", f"{NGO}right") == {
        "own": [f"<{ROOT}id/organisation/sheet-rc>"]
    }
    assert whole.checked.report.conforms


def test_a_decision_on_what_is_no_longer_there_is_kept_and_redirects(bench: Bench) -> None:
    whole = bench.united(RED_CROSS + judged("red-cross", "gone", "same"))
    assert redirected(whole) == {"organisation/gone": "organisation/red-cross"}
    assert bench.united(RED_CROSS + judged("gone", "gone-too", "same")).redirects == ()


def test_a_circle_of_decisions_is_one_thing(bench: Bench) -> None:
    pairs = [("red-cross", "sheet-b"), ("sheet-b", "sheet-c"), ("sheet-c", "red-cross")]
    content = RED_CROSS + "".join(judged(left, right, "same") for left, right in pairs)
    whole = bench.united(
        content, bench.imported("sheet", project(body("B", key="b")), project(body("C", key="c"), "2"))
    )
    assert set(redirected(whole).values()) == {"organisation/red-cross"}
    assert len(whole.redirects) == 2


def test_decisions_that_contradict_each_other_name_the_way(bench: Bench) -> None:
    content = (
        RED_CROSS
        + judged("a", "b", "same")
        + judged("b", "red-cross", "same")
        + judged("red-cross", "a", "different")
    )
    with pytest.raises(ContradictingDecisions) as raised:
        bench.united(content)
    assert [iri.rpartition("/")[2] for iri in raised.value.chain] == ["red-cross", "b", "a"]


def test_a_code_does_not_join_what_a_decision_keeps_apart(bench: Bench) -> None:
    code = Code("FDRS", "DXX001")
    other = body("Red Cross Branch", Code("IATI organisation", "XX-2"), code)
    content = RED_CROSS + judged("red-cross", "iati-organisation-xx-2", "different")
    whole = bench.united(content, bench.imported("iati", project(other)))
    assert whole.redirects == ()
    (notice,) = whole.notices
    assert "FDRS DXX001" in notice
    assert "a decision keeps them apart" in notice
    assert whole.checked.report.conforms, "the code stays with the body of the content"
    assert next(iter(whole.taken.values())).yielded == {"code of another": 1}


def test_a_code_joins_no_two_things_of_the_content(bench: Bench) -> None:
    another = (
        RED_CROSS.replace("red-cross", "crescent").replace("dxx001", "dyy001").replace("DXX001", "DYY001")
    )
    both = body("Both", Code("FDRS", "DXX001"), Code("FDRS", "DYY001"))
    whole = bench.united(RED_CROSS + another, bench.imported("iati", project(both)))
    assert redirected(whole) == {"organisation/fdrs-dxx001": "organisation/red-cross"}
    assert "the content tells them apart" in whole.notices[0]
    assert whole.checked.report.conforms


def test_what_was_joined_with_its_funder_is_left_out_and_counted(bench: Bench) -> None:
    payer = body("Payer", Code("ROR", "01"), Code("Wikidata", "Q1"))
    payee = body("Payee", Code("Wikidata", "Q1"))
    paid = Record("1", "/1", (Funding((payer,), (payee,)), Funding((payer,), (body("Other"),))))
    whole = bench.united(RED_CROSS, bench.imported("grants", paid))
    assert whole.checked.report.conforms
    assert next(iter(whole.taken.values())).excluded == {"ngosh:FundingShape-funder-other": 1}
    assert sum(t.object == NamedNode(f"{NGO}Funding") for s in whole.sources for t in s.triples) == 1


def test_a_name_that_is_taken_is_refused(bench: Bench) -> None:
    with pytest.raises(ContentError, match="--source"):
        bench.united(RED_CROSS, bench.imported("own", project(body("A"))))
