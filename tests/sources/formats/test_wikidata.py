"""Items of Wikidata: bodies with names in all languages, and no persons."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import NothingToImport, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

    Import = Callable[..., ImportedSource]
    Write = Callable[[str, object], Path]

RANKS = ("normal", "preferred", "deprecated")


def item(number: str) -> dict[str, Any]:
    return {"datavalue": {"value": {"id": number}}}


def moment(time: str, precision: int) -> dict[str, Any]:
    return {"datavalue": {"value": {"time": time, "precision": precision}}}


def claim(snak: object, rank: str = "normal", **qualifiers: object) -> dict[str, Any]:
    main = snak if isinstance(snak, dict) else {"datavalue": {"value": snak}}
    return {"mainsnak": main, "rank": rank, "qualifiers": {name: [one] for name, one in qualifiers.items()}}


SOCIETY: dict[str, Any] = {
    "type": "item",
    "id": "Q111",
    "labels": {
        "en": {"language": "en", "value": "Society"},
        "sr": {"language": "sr", "value": "Друштво"},
        "sr-el": {"language": "sr-el", "value": "Društvo"},
        "bs": {"language": "bs", "value": "Društvo crvenog krsta"},
        "cbk-zam": {"language": "cbk-zam", "value": "Sociedad"},
    },
    "aliases": {"en": [{"language": "en", "value": "The Society"}]},
    "claims": {
        "P31": [claim(item("Q79913"))],
        "P463": [
            claim(item("Q222"), P580=moment("+1921-05-00T00:00:00Z", 10)),
            claim(item("Q333"), "deprecated"),
        ],
        "P159": [claim(item("Q444"))],
        "P571": [claim(moment("+1920-00-00T00:00:00Z", 9))],
        "P856": [claim("https://example.org/old"), claim("https://example.org/", "preferred")],
        "P127": [claim(item("Q555"))],
        "P968": [claim("mailto:x@example.org")],
    },
}
HUMAN = {
    "id": "Q9",
    "type": "item",
    "labels": {"en": {"language": "en", "value": "Somebody Private"}},
    "claims": {"P31": [claim(item("Q5"))], "P39": [claim(item("Q77"))]},
}


def test_none_of_the_shared_items_is_a_body(imported: Import, shared: Path) -> None:
    paths = sorted((shared / "data/wikidata-json").glob("*.json"))
    assert paths
    for path in paths:
        (raw,) = json.loads(path.read_text("utf-8"))["entities"].values()
        kinds = [one["mainsnak"]["datavalue"]["value"]["id"] for one in raw["claims"].get("P31", ())]
        cause = "a person" if "Q5" in kinds else "not known to be an organisation"
        with pytest.raises(NothingToImport, match=cause):
            imported(path)


@pytest.mark.parametrize(
    "content",
    [
        {"entities": {"Q111": SOCIETY, "Q9": HUMAN}, "success": 1},
        [SOCIETY, HUMAN],
        f"{json.dumps(SOCIETY)}\n{json.dumps(HUMAN)}\n",
    ],
    ids=["answer", "dump", "lines"],
)
def test_a_body_comes_in_and_a_person_does_not(imported: Import, written: Write, content: object) -> None:
    source = imported(written("a.json", content))
    assert source.account["skipped"] == {"a person": 1}
    assert "Somebody Private" not in "\n".join(map(str, source.triples))
    society = "?x a ngo:NonGovernmentalOrganisation ; ngo:founded ?when ; foaf:homepage ?home"
    assert ask(source, society, "x", "when") == [("wikidata-q111", "1920")]
    assert [str(t.object) for t in source.triples if "homepage" in str(t.predicate)] == [
        "<https://example.org/>"
    ]


def test_names_have_their_language_and_serbian_its_script(imported: Import, written: Write) -> None:
    source = imported(written("a.json", SOCIETY))
    said = {str(t.object) for t in source.triples if "Label" in str(t.predicate)}
    expected = {'"Society"@en', '"Друштво"@sr-cyrl', '"Društvo"@sr-latn', '"Društvo crvenog krsta"@bs'}
    assert expected | {'"The Society"@en'} <= said
    assert not [one for one in said if "Sociedad" in one]
    assert source.account["notes"]["names in cbk-zam dropped: no language tag"] == 1


def test_membership_and_seat_are_relationships_and_ownership_is_a_note(
    imported: Import, written: Write
) -> None:
    source = imported(written("a.json", SOCIETY))
    pattern = "?a ngo:part ?part ; ngo:whole ?whole ; ngo:affiliationKind ?kind ; ngo:edtf ?when"
    assert ask(source, pattern, "part", "whole", "kind", "when") == [
        ("wikidata-q111", "wikidata-q222", "member", "1921-05/")
    ]
    assert ask(source, "?p a ngo:Presence ; ngo:place ?where", "where") == [("wikidata-q444",)]
    notes = source.account["notes"]
    assert notes["owned by (P127) is not kept: ownership is no affiliation"] == 1
    assert notes["P968 dropped: contact data"] == 1
    assert notes["a body known by its number alone"] == notes["a place known by its number alone"] == 1
    assert "x@example.org" not in "\n".join(map(str, source.triples))


def test_a_file_that_is_cut_off_is_an_error(imported: Import, written: Write) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.json"):
        imported(written("a.json", json.dumps({"entities": {"Q111": SOCIETY}})[:-40]))


def test_what_is_referred_to_has_its_names_where_the_file_has_them(imported: Import, written: Write) -> None:
    whole = {"id": "Q222", "labels": {"en": {"language": "en", "value": "League"}}, "claims": {}}
    town = {"id": "Q444", "labels": {"fr": {"language": "fr", "value": "Genève"}}, "claims": {}}
    source = imported(written("a.json", [SOCIETY, whole, town]))
    assert ask(source, "?a ngo:whole/skos:prefLabel ?name", "name") == [("League",)]
    assert ("Genève",) in ask(source, "?p a ngo:Presence ; ngo:place/skos:prefLabel ?name", "name")
    notes = source.account["notes"]
    assert not {"a body known by its number alone", "a place known by its number alone"} & notes.keys()


def test_lines_of_a_dump_may_end_in_commas(imported: Import, written: Write) -> None:
    content = f"{json.dumps(SOCIETY)},\n{json.dumps(HUMAN)},\n"
    assert imported(written("a.json", content)).account["skipped"] == {"a person": 1}


def test_a_code_that_two_items_bear_makes_them_no_one_body(imported: Import, written: Write) -> None:
    claims = {"P31": [claim(item("Q79913"))], "P6782": [claim("01abc")]}
    labels = {"en": {"language": "en", "value": "Body"}}
    items = [{"id": own, "type": "item", "labels": labels, "claims": claims} for own in ("Q1", "Q2", "Q2")]
    source = imported(written("items.json", items))
    pattern = "?body ngo:identifier [ ngo:scheme 'ROR' ; ngo:strength ?strength ]"
    assert ask(source, pattern, "body", "strength") == [("wikidata-q1", "weak"), ("wikidata-q2", "weak")]
