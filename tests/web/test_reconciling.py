"""The Reconciliation API as OpenRefine uses it; each answer is held against the schemas of its version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT7

from ngograph.queries import Catalogue, load_catalogue
from ngograph.web import Settings, create_app

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx

    from ngograph.content import Content
    from ngograph.release import Release

    from .conftest import Client

    Held = Callable[[str, str, Any], None]

ID = "https://w3id.org/ngograph/id/"
TUZLA = "organisation/red-cross-tuzla-canton"
BOSNIA = "organisation/fdrs-dba001"
DRAFT = "/reconcile/1.0-draft"


@pytest.fixture(scope="session")
def suite(shared: Path) -> Path:
    return shared / "suites" / "reconciliation"


@pytest.fixture(scope="session")
def held(suite: Path) -> Held:
    """Hold a value against the schema of that name in that version, with references looked up on disk."""
    validators: dict[tuple[str, str], Draft7Validator] = {}
    for version in ("0.1", "0.2", "1.0-draft"):
        schemas = {
            path.stem: json.loads(path.read_text("utf-8"))
            for path in (suite / version / "schemas").glob("*.json")
        }
        if version == "0.1":  # which has a manifest that refers to the same description of passwords
            schemas["openapi"] = json.loads((suite / "0.2" / "schemas" / "openapi.json").read_text("utf-8"))
        registry: Registry[Any] = Registry().with_resources(
            (schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas.values()
        )
        for name, schema in schemas.items():
            validators[version, name] = Draft7Validator(schema, registry=registry)

    def hold(version: str, name: str, value: Any) -> None:
        faults = [
            f"{list(fault.path)}: {fault.message}" for fault in validators[version, name].iter_errors(value)
        ]
        assert faults == []

    return hold


def ask(client: Client, queries: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Return what is answered to a batch that is sent as OpenRefine sends it."""
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)}, **options)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def extend(client: Client, ids: list[str], *properties: Any, **options: Any) -> dict[str, Any]:
    """Return what is told of things, asked for as OpenRefine asks."""
    asked = {"ids": ids, "properties": [one if isinstance(one, dict) else {"id": one} for one in properties]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}, **options)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def best(client: Client, query: str, **more: Any) -> dict[str, Any]:
    result = ask(client, {"q": {"query": query, **more}})["q"]["result"]
    found: dict[str, Any] = result[0]
    return found


# The manifest


@pytest.mark.parametrize(
    "path", ["/reconcile", "/reconcile/", "/reconcile?lang=ru", "/reconcile?format=json"]
)
def test_the_manifest(whole: Client, held: Held, path: str) -> None:
    answer = whole.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    body = answer.json()
    held("0.2", "manifest", body)
    held("0.1", "manifest", body)
    assert body["versions"] == ["0.1", "0.2"]
    assert body["identifierSpace"] == ID
    assert [one["id"] for one in body["defaultTypes"]] == ["Organisation", "Person", "Place", "Activity"]


def test_the_manifest_of_the_draft(whole: Client, held: Held) -> None:
    for path in (DRAFT, f"{DRAFT}/"):
        body = whole.get(path).json()
        held("1.0-draft", "manifest", body)
        assert body["versions"] == ["1.0-draft"]
        assert body["standardizedScore"] is True


def test_the_manifest_as_a_script(whole: Client) -> None:
    answer = whole.get("/reconcile?callback=jQuery12.done_3", accept="text/javascript, */*;q=0.1")
    assert answer.headers["content-type"].startswith("text/javascript")
    inside = answer.text.removeprefix("/**/jQuery12.done_3(").removesuffix(");")
    assert json.loads(inside) == whole.get("/reconcile").json()


@pytest.mark.parametrize("name", ["alert(1)", "a;b", "", "a" * 400, "ž"])
def test_a_script_is_a_call_of_a_function_and_nothing_else(whole: Client, name: str) -> None:
    assert whole.get("/reconcile", params={"callback": name}).status_code == 400


def test_every_address_in_the_manifest_answers(whole: Client) -> None:
    body = whole.get("/reconcile").json()
    for what, metadata in body["suggest"].items():
        service = metadata["service_url"] + metadata["service_path"]
        found = whole.get(service, params={"prefix": "p"}).json()["result"]
        assert found
        flyout = metadata["service_url"] + metadata["flyout_service_path"]
        said = whole.get(flyout.replace("${id}", found[0]["id"].replace("/", "%2F"))).json()
        assert said["id"] == found[0]["id"]
        assert what == "entity" or found[0]["name"] in said["html"]
    proposals = body["extend"]["propose_properties"]
    assert whole.get(proposals["service_url"] + proposals["service_path"], params={"type": "Place"}).json()
    assert whole.get(body["preview"]["url"].replace("{{id}}", "place%2Fba")).status_code == 200
    view = whole.get(body["view"]["url"].replace("{{id}}", "place%2Fba"), accept="text/turtle")
    assert f"<{ID}place/ba>" in view.text
    page = whole.get(body["documentation"]).text
    assert 'id="feature-stems"' in page
    assert body["feature_view"]["url"].endswith("#feature-{{id}}")
    assert whole.get(body["logo"]).status_code == 200


def test_a_page_for_people(whole: Client) -> None:
    assert 'href="/reconcile"' in whole.get("/search?q=ICRC", accept="text/html").text
    for lang, word in (("en", "Reconcile a table"), ("bs", "Poveži tabelu"), ("ru", "Сопоставление таблицы")):
        page = whole.get(f"/reconcile?lang={lang}", accept="text/html")
        assert page.headers["content-language"] == lang
        assert word in page.text
        assert f"<code>http://test/reconcile?lang={lang}</code>" in page.text


def test_a_script_of_another_origin_may_ask(whole: Client) -> None:
    headers = {"origin": "http://127.0.0.1:3333", "access-control-request-method": "POST"}
    answer = whole.request("OPTIONS", "/reconcile", headers=headers)
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]


# Queries


def test_a_batch_as_openrefine_sends_it(whole: Client, held: Held) -> None:
    batch = {
        "q0": {
            "query": "Црвени крст Тузланског кантона",
            "type": "Organisation",
            "type_strict": "should",
            "limit": 3,
            "properties": [{"pid": "country", "v": "Bosnia and Herzegovina"}],
        },
        "q1": {"query": "ICRC"},
        "q2": {"query": "Nothing that anybody is called"},
    }
    body = ask(whole, batch)
    assert list(body) == ["q0", "q1", "q2"]
    held("0.2", "reconciliation-query-batch", batch)
    held("0.2", "reconciliation-result-batch", body)
    held("0.1", "reconciliation-result-batch", body)
    first = body["q0"]["result"][0]
    assert (first["id"], first["match"]) == (TUZLA, True)
    assert {"id": "Branch", "name": "branch"} in first["type"]
    assert "Bosnia and Herzegovina" in first["description"]
    assert {one["id"]: one["value"] for one in first["features"]}["country"] == 1.0
    assert len(body["q0"]["result"]) <= 3
    assert body["q1"]["result"][0]["id"] == "organisation/icrc"
    assert not any(one["match"] for one in body["q2"]["result"])
    for one in body.values():
        scores = [candidate["score"] for candidate in one["result"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)
        assert not any(candidate["match"] for candidate in one["result"][1:])


def test_a_batch_in_the_address_says_the_same(whole: Client) -> None:
    batch = {"a": {"query": "Crveni krst Tuzlanskog kantona", "limit": 2}}
    sent = whole.get("/reconcile", params={"queries": json.dumps(batch)}, accept="text/html")
    assert sent.json() == ask(whole, batch)


@pytest.mark.parametrize("version", ["0.2", "1.0-draft"])
def test_the_examples_of_the_suite_are_answered(whole: Client, suite: Path, held: Held, version: str) -> None:
    files = sorted((suite / version / "examples" / "reconciliation-query-batch").glob("*/*.json"))
    assert {file.parent.name for file in files} == {"valid", "invalid"}
    for file in files:
        text = file.read_text("utf-8")
        if version == "0.2":
            answer = whole.post("/reconcile", data={"queries": text})
        else:
            answer = whole.post(
                f"{DRAFT}/match", content=text.encode(), headers={"content-type": "application/json"}
            )
        if file.parent.name == "valid":
            assert answer.status_code == 200, (file, answer.text)
            held(version, "reconciliation-result-batch", answer.json())
        else:
            assert answer.status_code == 400, (file, answer.text)
            assert answer.json()["detail"].startswith(("queries", "body"))


def test_the_draft_answers_in_order(whole: Client, held: Held) -> None:
    names = ["ICRC", "Turkish Red Crescent", "ICRC"]
    batch = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": one}]} for one in names]}
    held("1.0-draft", "reconciliation-query-batch", batch)
    body = whole.post(f"{DRAFT}/match", json=batch).json()
    held("1.0-draft", "reconciliation-result-batch", body)
    first = [one["candidates"][0]["id"] for one in body["results"]]
    assert first == ["organisation/icrc", "organisation/fdrs-dtr001", "organisation/icrc"]
    assert whole.post("/reconcile", json=batch).json() == body
    assert whole.post(f"{DRAFT}/reconcile", json=batch).json() == body


def test_conditions_of_the_draft(whole: Client) -> None:
    def found(*conditions: dict[str, Any], **more: Any) -> list[str]:
        body = whole.post(f"{DRAFT}/match", json={"queries": [{"conditions": conditions, **more}]}).json()
        return [one["id"] for one in body["results"][0]["candidates"]]

    here = {"matchType": "property", "propertyId": "country", "propertyValue": "BA", "required": True}
    named = {"matchType": "name", "propertyValue": "Red Cross"}
    assert found({"matchType": "id", "propertyValue": TUZLA}) == [TUZLA]
    there = found(named, here, type="NationalSociety", limit=50)
    assert there
    assert BOSNIA in there
    assert "organisation/fdrs-dus001" not in there
    elsewhere = found(named, {**here, "matchQuantifier": "none"}, limit=50)
    assert elsewhere
    assert BOSNIA not in elsewhere


def test_a_code_decides(whole: Client) -> None:
    one = best(whole, "something else altogether", properties=[{"pid": "identifier/fdrs", "v": "DBA001"}])
    assert (one["id"], one["score"], one["match"]) == (BOSNIA, 100, True)
    alone = ask(whole, {"q": {"properties": [{"pid": "identifier", "v": "dba001"}]}})["q"]["result"]
    assert [(one["id"], one["match"]) for one in alone] == [(BOSNIA, True)]
    assert best(whole, "DBA001")["id"] == BOSNIA
    assert best(whole, f"{ID}{BOSNIA}")["id"] == best(whole, BOSNIA)["id"] == BOSNIA
    wrong = best(
        whole, "Turkish Red Crescent Society", properties=[{"pid": "identifier/fdrs", "v": "DXX999"}]
    )
    assert (wrong["id"], wrong["match"]) == ("organisation/fdrs-dtr001", False)


def test_a_type_is_wanted_or_required(whole: Client) -> None:
    wanted = best(whole, "Turkish Red Crescent Society", type="Ministry")
    assert (wanted["id"], wanted["match"]) == ("organisation/fdrs-dtr001", False)
    for strictness, types in (("any", ["Ministry", "School"]), ("all", ["NationalSociety", "Ministry"])):
        query = {"query": "Turkish Red Crescent Society", "type": types, "type_strict": strictness}
        assert ask(whole, {"q": query})["q"]["result"] == []
    place = best(whole, "Modriča", type="https://w3id.org/ngograph/ontology#Place")
    assert place["id"].startswith("place/")


def test_a_country_tells_namesakes_apart(whole: Client) -> None:
    def first(country: str) -> str:
        query = {
            "query": "Red Cross",
            "type": "NationalSociety",
            "properties": [{"pid": "country", "v": country}],
        }
        result = ask(whole, {"q": {**query, "limit": 50}})["q"]["result"]
        inside = [one for one in result if {f["id"]: f["value"] for f in one["features"]}.get("country") == 1]
        return str(inside[0]["id"]) if inside else ""

    assert first("SE") == first("Sweden") == "organisation/fdrs-dse001"


def test_a_shared_name_is_never_certain(whole: Client) -> None:
    for name in ("Red Cross", "Crveni krst", "Красный Крест", "National Society"):
        assert not any(one["match"] for one in ask(whole, {"q": {"query": name}})["q"]["result"])


def test_without_a_name_things_are_listed(whole: Client) -> None:
    query = {"type": "Branch", "properties": [{"pid": "country", "v": {"id": "place/ba", "name": "BiH"}}]}
    result = ask(whole, {"q": query})["q"]["result"]
    assert TUZLA in [one["id"] for one in result]
    assert not any(one["match"] for one in result)


def test_names_in_the_language_of_the_reader(whole: Client) -> None:
    batch = {"q": {"query": "ICRC", "limit": 1}}
    said = {
        lang: ask(whole, batch, headers={"accept-language": lang})["q"]["result"][0]
        for lang in ("ar", "fr-CH, en;q=0.2", "ru", "xx")
    }
    assert said["fr-CH, en;q=0.2"]["name"] == "Comité international de la Croix-Rouge"
    assert said["ar"]["dir"] == "rtl"
    assert said["ru"]["type"][-1]["name"] == "организация"
    assert said["xx"]["name"] == "International Committee of the Red Cross"
    named = whole.post(
        "/reconcile?lang=fr", data={"queries": json.dumps(batch)}, headers={"accept-language": "ru"}
    )
    assert named.json()["q"]["result"][0]["name"] == "Comité international de la Croix-Rouge"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"query": ""}, "found neither"),
        ({"queries": "{}", "extend": "{}"}, "found 2"),
        ({"queries": "{"}, "queries: expected JSON"),
        ({"queries": "[]"}, "queries: expected an object"),
        ({"queries": '{"q": {"query": 1}}'}, "queries.q.query: expected a text"),
        ({"queries": '{"q": {"query": "\\ud800"}}'}, "queries: expected JSON"),
        ({"queries": '{"q": {"query": "x", "limit": 1e999}}'}, "queries.q.limit: expected a number"),
        ({"queries": '{"q": {"query": "x", "limit": 0}}'}, "queries.q.limit: expected a number from 1"),
        ({"queries": '{"q": {"query": "x", "type_strict": "no"}}'}, "should or any or all"),
        ({"queries": '{"q": {"query": "x", "properties": [{"pid": "a"}]}}'}, "properties[0].v: expected"),
        ({"queries": "[" * 100_000}, "queries: expected JSON"),
        ({"extend": '{"ids": "x", "properties": []}'}, "extend.ids: expected an array"),
        ({"extend": '{"ids": [], "properties": [{"id": 1}]}'}, "extend.properties[0].id: expected a text"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(whole: Client, sent: dict[str, str], told: str) -> None:
    answer = whole.post("/reconcile", data=sent)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.json()["detail"]


def test_a_body_of_another_kind(whole: Client) -> None:
    assert whole.post("/reconcile", content=b"x", headers={"content-type": "text/csv"}).status_code == 415
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert whole.post(f"{DRAFT}/match", content=b"queries={}", headers=form).status_code == 415
    assert whole.post("/reconcile", content=b"queries=%ff", headers=form).status_code == 400


# Bounds


@pytest.fixture(scope="module")
def bounded(release: Release, content: Content) -> Iterator[Client]:
    """A client of a service that takes three queries at once."""
    limits = Settings(reconcile_queries=3)
    questions = load_catalogue(content.queries)
    yield from client_of(
        create_app(release=release, catalogue=questions, tables=Catalogue(()), settings=limits)
    )


def test_a_batch_beyond_the_bound(bounded: Client) -> None:
    assert bounded.get("/reconcile").json()["batchSize"] == 3
    batch = {f"q{at}": {"query": "x"} for at in range(4)}
    answers = [
        bounded.post("/reconcile", data={"queries": json.dumps(batch)}),
        bounded.post("/reconcile", data={"extend": json.dumps({"ids": list(batch), "properties": []})}),
        bounded.post(f"{DRAFT}/match", json={"queries": [{"conditions": []}] * 4}),
    ]
    for answer in answers:
        assert answer.status_code == 413
        assert answer.headers["ngograph-limit"] == "reconcile_queries=3"


def test_a_thousand_queries_are_answered_in_time(whole: Client, held: Held) -> None:
    names = (
        "Crveni krst Tuzlanskog kantona",
        "Турецкий Красный Полумесяц",
        "Red Cross of Nowhere",
        "Otaharin",
    )
    batch = {
        f"q{at}": {"query": names[at % 4] if at % 8 < 4 else f"{names[at % 4]} {at}", "limit": 5}
        for at in range(1000)
    }
    body = ask(whole, batch)
    assert list(body) == list(batch)
    held("0.2", "reconciliation-result-batch", body)
    assert {body[f"q{at}"]["result"][0]["id"] for at in range(0, 1000, 8)} == {TUZLA}


def test_a_name_longer_than_any(whole: Client) -> None:
    result = ask(whole, {"q": {"query": "Red Cross " * 100}})["q"]["result"]
    assert result == []


# Data extension


def test_extension_as_openrefine_asks_for_it(whole: Client, held: Held, suite: Path) -> None:
    properties = ["name", "type", "country", "identifier/fdrs", "homepage", "worksWith", "nothing"]
    ids = [BOSNIA, "organisation/icrc", "organisation/nobody"]
    body = extend(whole, ids, *properties)
    held("0.2", "data-extension-response", body)
    assert [one["id"] for one in body["meta"]] == properties
    assert list(body["rows"]) == ids
    row = body["rows"][BOSNIA]
    assert row["identifier/fdrs"] == [{"str": "DBA001"}]
    assert row["country"] == [{"id": "place/ba", "name": "Bosnia and Herzegovina"}]
    assert row["name"] == [{"str": "The Red Cross Society of Bosnia and Herzegovina"}]
    assert {"str": "national society"} in row["type"]
    assert all(values == [] for values in body["rows"]["organisation/nobody"].values())
    for file in sorted((suite / "0.2" / "examples" / "data-extension-query" / "valid").glob("*.json")):
        answer = whole.post("/reconcile", data={"extend": file.read_text("utf-8")})
        held("0.2", "data-extension-response", answer.json())
    address = whole.get("/reconcile", params={"extend": json.dumps({"ids": ids, "properties": []})})
    assert address.json()["meta"] == []


def test_values_of_every_kind(whole: Client, held: Held) -> None:
    body = extend(
        whole,
        ["activity/nscep-meeting-swiss", "place/ba"],
        "startEarliest",
        "latitude",
        "participants",
        "source",
    )
    held("0.2", "data-extension-response", body)
    activity, place = body["rows"]["activity/nscep-meeting-swiss"], body["rows"]["place/ba"]
    assert activity["startEarliest"][0]["date"].endswith("T00:00:00Z")
    assert isinstance(place["latitude"][0]["float"], float)
    assert {"id", "name"} == set(activity["participants"][0])
    assert activity["source"][0]["str"]


def test_as_many_values_as_wanted(whole: Client) -> None:
    for limit in (1, "1"):
        body = extend(whole, ["organisation/icrc"], {"id": "otherName", "settings": {"limit": limit}})
        assert len(body["rows"]["organisation/icrc"]["otherName"]) == 1
    assert (
        len(extend(whole, ["organisation/icrc"], "otherName")["rows"]["organisation/icrc"]["otherName"]) > 1
    )


def test_extension_in_the_draft(whole: Client, held: Held) -> None:
    asked = {"ids": ["organisation/icrc"], "properties": [{"id": "otherName"}, {"id": "country"}]}
    body = whole.post(f"{DRAFT}/extend", json=asked).json()
    held("1.0-draft", "data-extension-response", body)
    values = body["rows"][0]["properties"][0]["values"]
    assert {"lang": "ar", "dir": "rtl"}.items() <= next(one for one in values if one["lang"] == "ar").items()


def test_proposals_fit_the_type(whole: Client, held: Held) -> None:
    def proposed(name: str, **more: Any) -> dict[str, Any]:
        body: dict[str, Any] = whole.get("/reconcile/extend/propose", params={"type": name, **more}).json()
        held("0.2", "data-extension-property-proposal", body)
        held("1.0-draft", "data-extension-property-proposal", body)
        return body

    ids = [one["id"] for one in proposed("Ministry")["properties"]]
    assert "worksWith" in ids
    assert "latitude" not in ids
    assert "latitude" in [one["id"] for one in proposed("Place")["properties"]]
    assert len(proposed("Organisation", limit=2)["properties"]) == 2
    assert proposed("Organisation", limit=2)["limit"] == 2
    assert whole.get("/reconcile/extend/propose?limit=x").status_code == 400


def test_each_property_can_be_fetched(whole: Client, held: Held) -> None:
    ids = ["organisation/icrc", "activity/nscep", "place/ba", TUZLA]
    every = [one["id"] for one in whole.get("/reconcile/extend/propose").json()["properties"]]
    filled = set()
    for at in range(0, len(every), 20):
        body = extend(whole, ids, *every[at : at + 20])
        held("0.2", "data-extension-response", body)
        filled |= {name for row in body["rows"].values() for name, values in row.items() if values}
    assert {"name", "acronym", "participants", "takesPartIn", "topic", "presentIn", "within"} <= filled | {
        "within"
    }
    assert len(every) == len(set(every))


# Suggestions, previews


@pytest.mark.parametrize("root", ["/reconcile", DRAFT])
def test_suggestions(whole: Client, held: Held, root: str) -> None:
    schemas = {"entity": "suggest-entities-response", "type": "suggest-types-response"}
    for what, prefix in (("entity", "crveni kr"), ("type", "min"), ("property", "ident")):
        body = whole.get(f"{root}/suggest/{what}", params={"prefix": prefix}).json()
        for version in ("0.2", "1.0-draft"):
            held(version, schemas.get(what, "suggest-properties-response"), body)
        assert body["result"], what
    assert {"id": "PublicBody", "name": "public body"} in next(
        one["broader"] for one in whole.get(f"{root}/suggest/type?prefix=ministry").json()["result"]
    )


def test_entities_by_the_beginning_of_a_name(whole: Client) -> None:
    def found(prefix: str, **more: Any) -> list[str]:
        answer = whole.get("/reconcile/suggest/entity", params={"prefix": prefix, **more})
        return [one["id"] for one in answer.json()["result"]]

    assert found("turkish red")[0] == "organisation/fdrs-dtr001"
    assert TUZLA in found("Tuzl")
    assert found(TUZLA)[0] == TUZLA
    assert found("DBA001")[0] == BOSNIA
    assert all(one.startswith("place/") for one in found("b", type="Place"))
    first, second = found("r"), found("r", cursor=len(found("r")))
    assert first
    assert second
    assert not set(first) & set(second)
    assert found("", type="Branch")
    assert whole.get("/reconcile/suggest/entity?prefix=a&cursor=-1").status_code == 400
    assert whole.get("/reconcile/suggest/nothing?prefix=a").status_code == 404


def test_a_preview_can_be_framed_and_nothing_else(whole: Client) -> None:
    page = whole.get(f"/reconcile/preview?id={TUZLA}&lang=bs", accept="text/html")
    assert page.headers["content-type"].startswith("text/html")
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    assert f'href="/id/{TUZLA}?lang=bs"' in page.text
    assert page.headers["content-language"] == "bs"
    for path in ("/reconcile?format=html", "/", f"/id/{TUZLA}?format=html", "/reconcile/preview?id=no"):
        answer = whole.get(path, accept="text/html")
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert whole.get("/reconcile/preview?id=no").status_code == 404


def test_names_are_text_and_not_markup(client: Client) -> None:
    """The small graph has a body called like a script."""
    answers: list[httpx.Response] = [
        client.get("/reconcile/preview?id=organisation/two"),
        client.get("/reconcile/flyout/entity?id=organisation/two"),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert "<script>" not in answer.text
        assert "&lt;script&gt;" in answer.text


def test_flyouts_of_words(whole: Client) -> None:
    assert "ministry" in whole.get("/reconcile/flyout/type?id=Ministry").json()["html"]
    assert "works with" in whole.get("/reconcile/flyout/property?id=worksWith").json()["html"]
    for path in ("type?id=None", "property?id=None", "entity?id=None", "none?id=x"):
        assert whole.get(f"/reconcile/flyout/{path}").status_code == 404
