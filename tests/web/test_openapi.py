"""`/openapi.json` is valid, names every question, and the service does what it says, whatever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ngograph.analysis import ANALYSES
from ngograph.cli.analysing import analyst_of
from ngograph.queries import Catalogue, load_catalogue
from ngograph.web import Settings, create_app

from .conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis.schemas import BaseSchema

    from ngograph.content import Content
    from ngograph.release import Release

    from .conftest import Client

CHECKED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="session")
def questions(content: Content) -> Catalogue:
    return load_catalogue(content.queries)


@pytest.fixture(scope="session")
def described(release: Release, questions: Catalogue) -> dict[str, Any]:
    return create_app(
        release=release,
        catalogue=questions,
        tables=Catalogue(()),
        analyst=analyst_of(release, Settings()),
    ).openapi()


@pytest.fixture(scope="session")
def schema(described: dict[str, Any]) -> BaseSchema:
    """The description, read once: it is long."""
    return schemathesis.openapi.from_dict(described)


def test_is_valid(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_describes_every_question(described: dict[str, Any], questions: Catalogue) -> None:
    for query in questions:
        operation = described["paths"][f"/queries/{query.name}"]["get"]
        assert operation["summary"] == query.title
        named = [one["name"] for one in operation["parameters"]]
        assert named == [*(one.name for one in query.parameters), "limit", "page", "format"]
        answer = operation["responses"]["200"]["content"]["application/sparql-results+json"]["schema"]
        columns = answer["properties"]["results"]["properties"]["bindings"]["items"]["properties"]
        assert set(query.columns) <= set(columns)


def test_the_examples_are_answered_as_described(
    whole: Client, schema: BaseSchema, questions: Catalogue
) -> None:
    for query in questions:
        operation = schema[f"/queries/{query.name}"]["GET"]
        answer = whole.get(f"/queries/{query.name}?limit=5", params={**query.example, "limit": "5"})
        assert answer.status_code == 200, (query.name, answer.text)
        operation.validate_response(Response.from_httpx(answer, verify=False))


PATHS = (
    "/",
    "/.well-known/void",
    "/catalogue",
    "/concept/{scheme}",
    "/concept/{scheme}/{key}",
    "/context.jsonld",
    "/docs",
    "/dumps",
    "/dumps/{file}",
    "/graph/{source}",
    "/graphs",
    "/health",
    "/id/{kind}/{key}",
    "/id/{kind}/{key}/map.svg",
    "/map.svg",
    "/maps/{kind}.{form}",
    "/metrics",
    "/network",
    "/network/export",
    "/network/{name}",
    "/ontology",
    "/profile/{name}",
    "/queries",
    "/queries/{name}",
    "/ready",
    "/reconcile",
    "/reconcile/1.0-draft",
    "/reconcile/1.0-draft/extend",
    "/reconcile/1.0-draft/extend/propose",
    "/reconcile/1.0-draft/match",
    "/reconcile/1.0-draft/preview",
    "/reconcile/1.0-draft/suggest/{what}",
    "/reconcile/extend/propose",
    "/reconcile/flyout/{what}",
    "/reconcile/preview",
    "/reconcile/suggest/{what}",
    "/robots.txt",
    "/search",
    "/shapes",
    "/sitemap.xml",
    "/sitemaps/{number}.xml",
    "/sparql",
    "/void",
)


def test_every_address_is_tried(described: dict[str, Any], questions: Catalogue) -> None:
    asked = {f"/queries/{query.name}" for query in questions} | {f"/network/{name}" for name in ANALYSES}
    assert set(described["paths"]) - asked == set(PATHS)


@pytest.fixture(scope="module")
def hasty(release: Release, questions: Catalogue) -> Iterator[Client]:
    """A client of a service that soon gives an analysis up: who may ask for anything asks for much."""
    limits = Settings(analysis_seconds=3)
    yield from client_of(
        create_app(
            release=release,
            catalogue=questions,
            tables=Catalogue(()),
            settings=limits,
            analyst=analyst_of(release, limits),
        )
    )


def test_describes_every_analysis(described: dict[str, Any]) -> None:
    for name, analysis in ANALYSES.items():
        operation = described["paths"][f"/network/{name}"]["get"]
        assert operation["summary"] == analysis.title
        named = [one["name"] for one in operation["parameters"]]
        assert named == [*(option.name for option in analysis.options), "format"]


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_does_what_it_says(whole: Client, hasty: Client, schema: BaseSchema, name: str) -> None:
    operation = schema[f"/network/{name}"]["GET"]
    told = {option.name: option.example for option in ANALYSES[name].own if option.needed}
    answer = whole.get(f"/network/{name}", params=told)
    assert answer.status_code == 200, answer.text
    operation.validate_response(Response.from_httpx(answer, verify=False))
    hold(hasty, schema, f"/network/{name}", 2, CHECKED[1:])  # 504 is as described


def test_every_question_does_what_it_says(whole: Client, schema: BaseSchema, questions: Catalogue) -> None:
    for query in questions:
        hold(whole, schema, f"/queries/{query.name}", 2)


DEAR = {"/map.svg", "/network/export", "/ontology"}
"""Where each answer is much work, so that fewer are asked for."""


@pytest.mark.parametrize("path", PATHS)
def test_the_service_does_what_it_says(whole: Client, schema: BaseSchema, path: str) -> None:
    hold(whole, schema, path, 3 if path in DEAR else 8)


def hold(client: Client, schema: BaseSchema, path: str, examples: int, checks: list[Any] = CHECKED) -> None:
    """Send what the description allows at *path*, and what it does not; compare the answers with it."""
    operations = [schema[path][method.upper()] for method in schema.raw_schema["paths"][path]]

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        for operation in operations:
            case = data.draw(operation.as_strategy())
            sent = case.as_transport_kwargs(base_url="http://test")
            options = {
                key: sent[key] for key in ("params", "json", "data", "headers") if sent.get(key) is not None
            }
            if isinstance(options.get("data"), (str, bytes)):
                options["content"] = options.pop("data")
            options["headers"] = dict(options.get("headers", {}))
            answer = client.request(sent["method"], sent["url"], **options)
            case.validate_response(Response.from_httpx(answer, verify=False), checks=checks)

    ask()
