"""What is meant by a selection, against the statements themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.errors import NothingToExport, UnknownSelection
from ngograph.exporting import Wanted, choose
from ngograph.store import select
from ngograph.tables import Tables
from ngograph.vocab import CONCEPT, GRAPH, ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ngograph.release import Release

HEAD = """PREFIX ngo: <https://w3id.org/ngograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@pytest.fixture(scope="module")
def tables(release: Release) -> Mapping[str, pl.DataFrame]:
    return dict(Tables(release))


def asked(release: Release, pattern: str) -> set[str]:
    """The relationships that fit *pattern*, by SPARQL."""
    text = f"{HEAD}SELECT DISTINCT ?r WHERE {{ ?r a ngo:Relationship . {pattern} }}"
    return {row["r"].value for row in select(release.store(), text)}


@pytest.mark.parametrize(
    ("wanted", "pattern"),
    [
        (
            Wanted(topics=(f"{CONCEPT}topic/protection",)),
            f"""?topic skos:broader* <{CONCEPT}topic/protection> .
            {{ ?r ngo:topic ?topic }} UNION {{ ?r ngo:activity/ngo:topic ?topic }}""",
        ),
        (
            Wanted(places=(f"{ID}place/ba",)),
            f"""?place ngo:within* <{ID}place/ba> .
            {{ ?r ngo:place ?place }} UNION {{ ?r ngo:activity/ngo:place ?place }}""",
        ),
        (
            Wanted(sources=("kali-sara-memoranda",)),
            f"?r ngo:evidence/oa:hasSource <{ID}document/kali-sara-memoranda>",
        ),
        (Wanted(classes=("Funding",)), "?r a ngo:Funding"),
        (Wanted(classes=("Partnership",)), "?r a ngo:Partnership"),
        (Wanted(classes=("Agreement", "Tenure")), "{ ?r a ngo:Agreement } UNION { ?r a ngo:Tenure }"),
        (
            Wanted(classes=("Visit",)),
            "{ ?r ngo:activity/a ngo:Visit } UNION { ?r ngo:funder/a ngo:Visit }",
        ),
        (Wanted(classes=("School",)), "?r ?property ?body . ?body a ngo:School"),
    ],
    ids=lambda value: "" if isinstance(value, str) else str(value).partition("(")[2][:40],
)
def test_the_relationships_are_those_that_the_statements_give(
    release: Release, tables: Mapping[str, pl.DataFrame], wanted: Wanted, pattern: str
) -> None:
    expected = asked(release, pattern)
    assert expected
    assert set(choose(tables, wanted).relationships) == expected


def test_several_of_one_kind_widen_and_several_kinds_narrow(tables: Mapping[str, pl.DataFrame]) -> None:
    one = set(choose(tables, Wanted(sources=("kali-sara-memoranda",))).relationships)
    other = set(choose(tables, Wanted(sources=("otaharin-working-groups",))).relationships)
    both = Wanted(sources=("kali-sara-memoranda", "otaharin-working-groups"))
    assert set(choose(tables, both).relationships) == one | other
    funded = set(choose(tables, Wanted(classes=("Funding",))).relationships)
    narrow = Wanted(sources=("otaharin-working-groups",), classes=("Funding",))
    assert set(choose(tables, narrow).relationships) == other & funded != set()


def test_the_answer_to_a_question_is_a_selection(tables: Mapping[str, pl.DataFrame]) -> None:
    relationship = f"{ID}funding/drr-switzerland"
    body = f"{ID}organisation/fdrs-dgb001"
    found = choose(tables, Wanted(answer=frozenset({relationship, body})))
    assert list(found.relationships) == [relationship]
    assert {body, f"{ID}organisation/government-of-switzerland"} <= set(found.things)


def test_things_of_a_class_need_no_relationship(tables: Mapping[str, pl.DataFrame]) -> None:
    found = choose(tables, Wanted(sources=("countries",), classes=("Place",)))
    assert found.relationships.is_empty()
    assert f"{ID}place/eh" in set(found.things)
    assert found.graphs == frozenset({f"{GRAPH}countries"})


def test_the_places_around_a_place_come_with_it(tables: Mapping[str, pl.DataFrame]) -> None:
    found = set(choose(tables, Wanted(places=(f"{ID}place/tuzla-canton",))).things)
    assert {f"{ID}place/federation-of-bosnia-and-herzegovina", f"{ID}place/ba"} <= found


@pytest.mark.parametrize(
    ("wanted", "what", "nearest"),
    [
        (Wanted(sources=("kali-sara",)), "source", "kali-sara-memoranda"),
        (Wanted(classes=("fundin",)), "class", "Funding"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(
    tables: Mapping[str, pl.DataFrame], wanted: Wanted, what: str, nearest: str
) -> None:
    with pytest.raises(UnknownSelection, match=f"known {what}") as found:
        choose(tables, wanted)
    assert nearest in found.value.nearest


def test_a_selection_of_nothing_is_refused(tables: Mapping[str, pl.DataFrame]) -> None:
    with pytest.raises(NothingToExport):
        choose(tables, Wanted(sources=("kali-sara-memoranda",), classes=("Visit",)))
