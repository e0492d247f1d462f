"""FollowTheMoney: bodies and payments come in, persons and all that they do stay out."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.sources.formats.asking import ask

from ngograph.errors import NothingToImport, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

    Import = Callable[..., ImportedSource]
    Write = Callable[[str, object], Path]


def entity(schema: str, own: str, **properties: str | list[str]) -> dict[str, object]:
    listed = {name: [one] if isinstance(one, str) else one for name, one in properties.items()}
    return {"id": own, "schema": schema, "properties": listed}


DONOR = entity("Company", "acme", name="Acme Ltd", country="ba", phone="+387 33 123456")
CHARITY = entity("Organization", "charity", name=["Charity", "Udruženje"], leiCode="529900T8BM49AURSDO55")
PERSON = entity("Person", "someone", name="Jane Donor", birthDate="1970-01-01")


def lines(*entities: dict[str, object]) -> str:
    return "\n".join(json.dumps(one) for one in entities)


def test_every_entity_of_the_shared_file_is_counted_by_its_schema(imported: Import, shared: Path) -> None:
    path = shared / "data/ftm/t1-entities.ftm.json"
    raw = Counter(json.loads(line)["schema"] for line in path.read_text("utf-8").splitlines())
    source = imported(path)
    assert source.account["read"] == raw.total()
    assert source.account["produced"] == raw["Organization"]
    assert source.account["skipped"] == {"a person": raw["Person"], "an address": raw["Address"]}
    assert not ask(source, "?x a ngo:Person", "x")


def test_no_name_of_a_person_of_the_shared_file_comes_in(imported: Import, shared: Path) -> None:
    path = shared / "data/ftm/t1-entities.ftm.json"
    entities = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    names = [name for one in entities if one["schema"] == "Person" for name in one["properties"]["name"]]
    said = "\n".join(map(str, imported(path).triples))
    assert names
    assert not [name for name in names if name in said]


def test_a_payment_between_bodies_is_a_funding_though_they_stand_after_it(
    imported: Import, written: Write
) -> None:
    paid = entity(
        "Payment", "p1", payer="acme", beneficiary="charity", amountEur="1500.50", date="2023-05-17"
    )
    source = imported(written("a.json", lines(paid, DONOR, CHARITY)))
    pattern = (
        "?f a ngo:Funding ; ngo:funder ?who ; ngo:recipient ?to ; ngo:amount ?amount ; ngo:currency ?in ;"
        " ngo:valueDate ?on ; ngo:fundingKind ?kind"
    )
    assert ask(source, pattern, "who", "to", "amount", "in", "on", "kind") == [
        ("a-acme", "lei-529900t8bm49aursdo55", "1500.5", "eur", "2023-05-17", "disbursement")
    ]
    assert source.account["notes"] == {"property phone dropped: contact data": 1}


def test_what_a_person_pays_is_skipped_and_the_person_is_nowhere(imported: Import, written: Write) -> None:
    paid = entity(
        "Payment", "p1", payer="someone", beneficiary="charity", amountEur="10", namesMentioned="Jane Donor"
    )
    source = imported(written("a.json", lines(PERSON, CHARITY, paid)))
    assert source.account["skipped"] == {"a person": 1, "a party is a person or may be one": 1}
    assert "Jane" not in "\n".join(map(str, source.triples))


def test_a_legal_entity_is_a_body_only_where_it_is_surely_no_person(imported: Import, written: Write) -> None:
    unsure = entity("LegalEntity", "x", name="John Smith")
    sure = entity("LegalEntity", "y", name="Smith and Sons", registrationNumber="123")
    source = imported(written("a.json", [unsure, sure]))
    assert source.account["skipped"] == {"a legal entity that may be a person": 1}
    assert ask(source, "?x a ngo:Organisation ; skos:prefLabel ?name", "name") == [("Smith and Sons",)]


def test_membership_is_an_affiliation_and_ownership_is_none(imported: Import, written: Write) -> None:
    member = entity(
        "Membership", "m", member="charity", organization="acme", startDate="2020", endDate="2021-02-30"
    )
    owner = entity("Ownership", "o", owner="acme", asset="charity")
    source = imported(written("a.json", lines(DONOR, CHARITY, member, owner)))
    pattern = "?a ngo:part ?part ; ngo:whole ?whole ; ngo:affiliationKind ?kind ; ngo:edtf ?when"
    assert ask(source, pattern, "part", "whole", "kind", "when") == [
        ("lei-529900t8bm49aursdo55", "a-acme", "member", "2020/")
    ]
    assert source.account["skipped"] == {"ownership is no affiliation": 1}
    assert source.account["notes"]["a date that does not exist was dropped"] == 1


def test_projects_have_participants(imported: Import, written: Write) -> None:
    project = entity("Project", "water", name="Water", startDate="2022-01-01", endDate="2022-12-31")
    part = entity(
        "ProjectParticipant", "pp", participant="charity", project="water", role=["implementer", "caterer"]
    )
    source = imported(written("a.json", lines(part, project, CHARITY)))
    roles = "?p ngo:role ?role ; ngo:statedCode ?code"
    assert ask(source, roles, "role", "code") == [("implementer", "Role:caterer")]
    pattern = "?p ngo:participant ?who ; ngo:activity ?what . ?what a ngo:Project ; ngo:edtf ?when"
    assert ask(source, pattern, "who", "when") == [("lei-529900t8bm49aursdo55", "2022-01-01/2022-12-31")]


@pytest.mark.parametrize(
    ("facts", "note"),
    [
        ({"amount": "5", "currency": "XYZ"}, "currency XYZ is not known: amount dropped"),
        ({"amount": "many", "currency": "EUR"}, "an amount that is no number was dropped"),
        ({"amount": ["1", "2"], "currency": "EUR"}, "several amounts or currencies: none kept"),
    ],
)
def test_an_amount_that_is_not_sure_is_left_out(
    imported: Import, written: Write, facts: dict[str, str], note: str
) -> None:
    paid = entity("Payment", "p", payer="acme", beneficiary="charity", **facts)
    source = imported(written("a.json", lines(DONOR, CHARITY, paid)))
    assert source.account["notes"][note] == 1
    assert ask(source, "?f a ngo:Funding", "f")
    assert not ask(source, "?f ngo:amount ?amount", "amount")


def test_the_order_of_the_entities_changes_nothing(imported: Import, written: Write) -> None:
    paid = entity("Payment", "p", payer="acme", beneficiary="charity", amountEur="5")
    first = set(imported(written("a.json", lines(DONOR, CHARITY, paid))).triples)
    second = set(imported(written("a.json", lines(paid, CHARITY, DONOR))).triples)
    told = [
        {str(one) for one in triples if "locator" not in str(one) and "sha256" not in str(one)}
        for triples in (first, second)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (lines(PERSON), NothingToImport),
        (lines(DONOR)[:-5], UnreadableFile),
        (lines(DONOR, CHARITY)[:-5], UnreadableFile),
        ([entity("Company", "a"), {"id": 1, "schema": [], "properties": {}}, "text"], NothingToImport),
    ],
)
def test_a_bad_file_is_an_error_that_names_it(
    imported: Import, written: Write, content: object, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"a\.json"):
        imported(written("a.json", content), reader="followthemoney")


def test_an_entity_may_stand_where_it_is_referred_to(imported: Import, written: Write) -> None:
    top = entity("Organization", "top", name="Top")
    whole = {**CHARITY, "properties": {"name": ["Charity"], "parent": [top]}}
    member = {"id": "m", "schema": "Membership", "properties": {"member": [DONOR], "organization": [CHARITY]}}
    source = imported(written("a.json", {"limit": 2, "results": [whole, member]}))
    pattern = "?a ngo:part/skos:prefLabel ?part ; ngo:whole/skos:prefLabel ?whole ; ngo:affiliationKind ?kind"
    assert ask(source, pattern, "part", "whole", "kind") == [
        ("Acme Ltd", "Charity", "member"),
        ("Charity", "Top", "unit"),
    ]
    assert source.account["read"] == source.account["produced"] == 2


def test_links_that_say_little_are_skipped_for_what_they_are(imported: Import, written: Write) -> None:
    link = entity("UnknownLink", "l", subject="acme", object="charity")
    award = entity("ContractAward", "c", supplier="acme", contract="x")
    source = imported(written("a.json", [DONOR, link, award]))
    assert set(source.account["skipped"]) == {
        "a link that does not say of what kind",
        "a contract is told with its award in OCDS, and not here",
    }
