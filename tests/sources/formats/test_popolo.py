"""Popolo: public posts and who holds them; of a person nothing but the names."""

from __future__ import annotations

import json
from collections import Counter
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

FILES = ("kenya-ep-popolo-v1.0.json", "zimbabwe-senate-ep-popolo-v1.0.json")


@pytest.fixture(params=FILES)
def path(request: pytest.FixtureRequest, shared: Path) -> Path:
    return shared / "data/popolo" / str(request.param)


def test_every_membership_of_a_legislature_is_a_tenure(imported: Import, path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    houses = {one["id"] for one in raw["organizations"] if one["classification"] == "legislature"}
    held = [one for one in raw["memberships"] if one["organization_id"] in houses]
    source = imported(path)
    assert len(ask(source, "?t a ngo:Tenure", "t")) == len(held)
    assert len(ask(source, "?p a ngo:Person", "p")) == len({one["person_id"] for one in held})
    read = sum(len(raw[name]) for name in raw if name != "meta")
    assert (
        source.account["read"] == read == source.account["produced"] + sum(source.account["skipped"].values())
    )


def test_posts_and_places_are_those_of_the_memberships(imported: Import, path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    posts = {one["id"]: one["label"] for one in raw["posts"]}
    expected = Counter(posts.get(one.get("post_id"), "Member") for one in raw["memberships"])
    source = imported(path)
    assert Counter(post for post, _ in ask(source, "?t ngo:post ?post", "post", "t")) == expected
    placed = [one for one in raw["memberships"] if one.get("area_id")]
    assert len(ask(source, "?t a ngo:Tenure ; ngo:place ?where", "t")) == len(placed)


def test_nothing_personal_comes_in(imported: Import, path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    private = {
        str(value)
        for one in raw["persons"]
        for value in (one.get("email"), one.get("birth_date"), one.get("image"), one.get("summary"))
        if value
    }
    private |= {str(detail["value"]) for one in raw["persons"] for detail in one.get("contact_details", ())}
    source = imported(path)
    said = {getattr(triple.object, "value", "") for triple in source.triples}
    assert private
    assert not private & said
    with_mail = sum(bool(one.get("email")) for one in raw["persons"])
    assert source.account["notes"]["email of a person dropped: contact data"] == with_mail


def test_bodies_that_share_a_code_stay_two(imported: Import, shared: Path) -> None:
    path = shared / "data/popolo" / FILES[0]
    raw = json.loads(path.read_text("utf-8"))
    codes = Counter(code["identifier"] for one in raw["organizations"] for code in one["identifiers"])
    assert [code for code, times in codes.items() if times > 1]
    source = imported(path)
    kinds = "VALUES ?kind { ngo:Organisation ngo:PublicBody } ?x a ?kind"
    assert len(ask(source, kinds, "x")) == len(raw["organizations"])


def popolo(**more: Any) -> dict[str, Any]:
    return {
        "persons": [{"id": "p1", "name": "Ana Anić", "other_names": [{"name": "Ана Анић", "lang": "sr"}]}],
        "organizations": [
            {"id": "o1", "name": "City Council", "classification": "Council"},
            {"id": "o2", "name": "The Party", "classification": "party"},
        ],
        "posts": [{"id": "mayor", "label": "Mayor", "organization_id": "o1"}],
        "memberships": [{"person_id": "p1", "organization_id": "o1", "post_id": "mayor", **more}],
    }


def test_dates_of_the_membership_go_before_those_of_the_period(imported: Import, written: Write) -> None:
    content = popolo(start_date="2014-08-11", legislative_period_id="term/1")
    content["events"] = [
        {
            "id": "term/1",
            "classification": "legislative period",
            "start_date": "2013",
            "end_date": "2017-08-01",
        }
    ]
    source = imported(written("a.json", content))
    assert ask(source, "?t a ngo:Tenure ; ngo:edtf ?when", "when") == [("2014-08-11/2017-08-01",)]
    assert source.account["notes"]["a date is that of the legislative period"] == 1


def test_a_date_that_does_not_exist_is_a_note(imported: Import, written: Write) -> None:
    source = imported(written("a.json", popolo(start_date="2014-02-31")))
    assert source.account["notes"] == {"a date that does not exist was dropped": 1}
    assert ask(source, "?t a ngo:Tenure", "t")


def test_membership_of_a_party_is_not_public(imported: Import, written: Write) -> None:
    source = imported(written("a.json", popolo(organization_id="o2")))
    assert source.account["skipped"]["membership of a person that is no public post"] == 1
    assert source.account["skipped"]["a person without a public post"] == 1
    assert not ask(source, "?p a ngo:Person", "p")


def test_a_name_in_serbian_gets_its_script(imported: Import, written: Write) -> None:
    source = imported(written("a.json", popolo()))
    said = [str(triple.object) for triple in source.triples if "Анић" in str(triple.object)]
    assert said == ['"Ана Анић"@sr-cyrl']


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            {"persons": [{"id": "p"}], "organizations": [{"id": "o", "name": ""}], "memberships": []},
            NothingToImport,
        ),
        ({"persons": ["x"], "organizations": [{"id": "o"}], "memberships": [3]}, NothingToImport),
        (json.dumps(popolo())[:-30], UnreadableFile),
    ],
)
def test_a_bad_file_is_an_error_that_names_it(
    imported: Import, written: Write, content: object, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"a\.json"):
        imported(written("a.json", content), reader="popolo")


def test_memberships_within_persons_and_bodies_are_told(imported: Import, written: Write) -> None:
    content = {
        "persons": [
            {"id": "p1", "name": "Ana Anić", "memberships": [{"organization_id": "o1", "role": "minister"}]},
            {"id": "p2", "name": "Private Person", "memberships": [{"organization_id": "o2"}]},
        ],
        "organizations": [
            {
                "id": "o1",
                "name": "Ministry of Health",
                "classification": "ministry",
                "memberships": [
                    {"person": {"id": "p3", "name": "Ivo Ivić"}, "role": "deputy", "start_date": "2020"}
                ],
            },
            {"id": "o2", "name": "The Party", "classification": "party"},
        ],
    }
    source = imported(written("a.json", content), reader="popolo")
    pattern = "?t ngo:holder/skos:prefLabel ?who ; ngo:organisation/skos:prefLabel ?where ; ngo:post ?post"
    assert ask(source, pattern, "who", "where", "post") == [
        ("Ana Anić", "Ministry of Health", "Minister"),
        ("Ivo Ivić", "Ministry of Health", "Deputy"),
    ]
    assert source.account["skipped"] == {
        "a person without a public post": 1,
        "membership of a person that is no public post": 1,
    }
    assert "Private Person" not in "\n".join(map(str, source.triples))


def test_a_body_without_an_identifier_is_told_by_its_name(imported: Import, written: Write) -> None:
    content = popolo()
    content["organizations"].append({"name": "Chamber of Crafts"})
    source = imported(written("a.json", content))
    assert ("Chamber of Crafts",) in ask(source, "?x a ngo:Organisation ; skos:prefLabel ?name", "name")
