"""What a service that may be written to says of itself, and that it does what it says, whatever is sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis.core.transport import Response

from ngograph import tokens
from ngograph.queries import Catalogue
from ngograph.web import Settings, create_app
from ngograph.web.authorising import Writing
from ngograph.writing.gatekeeper import Gatekeeper

from .conftest import client_of
from .test_openapi import CHECKED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI

    from ngograph.content import Content

    from .conftest import Client


@pytest.fixture
def writable(tiny: Content, tmp_path: Path) -> FastAPI:
    """An application whose changes go through the gate, and that serves its first release for ever."""
    from ngograph.build import build

    first = build(tiny, tmp_path / "releases")

    async def turned() -> str:
        return first.id

    gatekeeper = Gatekeeper(
        tiny, tmp_path / "releases", waiting=4, seconds=60, megabytes=500, kept=1, turned=turned
    )
    return create_app(
        release=first,
        catalogue=Catalogue(()),
        tables=Catalogue(()),
        settings=Settings(write_bytes=2000),
        writing=Writing(gatekeeper, partial(tokens.found, tmp_path / "tokens.json")),
    )


@pytest.fixture
def bearer(tmp_path: Path) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.add(tmp_path / 'tokens.json', 'editor', ['write'])}"}


@pytest.fixture
def client(writable: FastAPI) -> Iterator[Client]:
    yield from client_of(writable)


def test_the_description_for_machines_is_valid_and_names_what_writes(writable: FastAPI) -> None:
    described = writable.openapi()
    validate(described)
    for path in ("/graphs", "/graph/{source}"):
        assert set(described["paths"][path]) == {"get", "put", "post", "delete"}
        for method in ("put", "post", "delete"):
            operation = described["paths"][path][method]
            assert operation["security"] == [{"token": []}]
            assert {"200", "401", "403", "412", "422", "503"} <= set(operation["responses"])
    sparql = described["paths"]["/sparql"]["post"]
    assert "application/sparql-update" in sparql["requestBody"]["content"]
    assert "security" not in described["paths"]["/sparql"]["get"]


PATHS = ("/graphs", "/graph/{source}", "/sparql")


@pytest.mark.parametrize("known", [True, False])
def test_it_does_what_it_says(
    writable: FastAPI, client: Client, bearer: dict[str, str], *, known: bool
) -> None:
    schema = schemathesis.openapi.from_dict(writable.openapi())
    operations = [
        schema[path][method.upper()]
        for path in PATHS
        for method in writable.openapi()["paths"][path]
        if method != "get"
    ]

    @settings(
        max_examples=4 if known else 20,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), st.sampled_from(operations))
    def ask(data: st.DataObject, operation: Any) -> None:
        case = data.draw(operation.as_strategy())
        sent = case.as_transport_kwargs(base_url="http://test")
        options = {
            key: sent[key] for key in ("params", "json", "data", "headers") if sent.get(key) is not None
        }
        if isinstance(options.get("data"), (str, bytes)):
            options["content"] = options.pop("data")
        headers = {key.lower(): value for key, value in dict(options.get("headers", {})).items()}
        options["headers"] = {**headers, **(bearer if known else {})}
        answer = client.request(sent["method"], sent["url"], **options)
        if not known and operation.path != "/sparql":
            assert answer.status_code in (400, 401), "who has no token gets no further"
        case.validate_response(Response.from_httpx(answer, verify=False), checks=CHECKED)

    ask()


def test_a_change_that_could_not_be_opened_here_is_accepted(client: Client, bearer: dict[str, str]) -> None:
    text = (
        "INSERT DATA { GRAPH <https://w3id.org/ngograph/graph/beta> "
        '{ <https://w3id.org/ngograph/id/organisation/three> <x:p> "New" } }'
    )
    headers = {**bearer, "content-type": "application/sparql-update"}
    answer = client.post("/sparql", content=text, headers=headers)
    assert (answer.status_code, answer.json()["served"]) == (202, False)
    assert answer.headers["etag"] == f'"{answer.json()["release"]}"'


def test_who_may_not_write_is_told_before_the_body_is_read(client: Client) -> None:
    for method, path, kind in (
        ("POST", "/sparql", "application/sparql-update"),
        ("PUT", "/graph/beta", "text/turtle"),
        ("POST", "/graphs", "image/png"),
    ):
        answer = client.request(method, path, content="x" * 100_000, headers={"content-type": kind})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="ngograph"')
