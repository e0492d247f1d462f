"""Addresses and headers made to reach files, to become headers, to run in a browser, or to lead elsewhere."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from .conftest import Attacked

UP = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..%5c",
    "..%c0%af",
    "....//",
    "%00/../",
    ".%2e/",
)
ROOMS = ("queries", "static", "dumps", "id", "id/organisation", "graph", "concept", "sitemaps", "ontology")
FILES = ("etc/passwd", "account.json", "dump.nq", "app.py", "pyproject.toml")


def status(answer: bytes) -> int:
    return int(answer[9:12])


@pytest.mark.parametrize("room", ROOMS)
def test_no_address_reaches_a_file(attacked: Attacked, room: str) -> None:
    for up in UP:
        for file in FILES:
            answer = attacked.get(f"/{room}/{up * 6}{file}")
            assert 400 <= status(answer) < 500, (up, file)
            assert not re.search(rb"root:|create_app|0{64}|\[project\]", answer), (up, file)


EVIL = "%0d%0aX-Injected:%20yes%0d%0a%0d%0a<script>alert(1)</script>"


@pytest.mark.parametrize(
    "path",
    [
        f"/sparql?query=ASK%20%7B%7D&format={EVIL}",
        f"/sparql?format=html&query={EVIL}",
        f"/queries/partners?organisation={EVIL}&format=html",
        f"/queries/partners?limit=1&page=1&organisation={EVIL}",
        f"/queries/partners?least=1&limit={EVIL}",
        f"/queries/partners/?x={EVIL}",
        f"/queries/{EVIL}/",
        f"/id/organisation/one?_profile={EVIL}&format=ttl",
        f"/id/organisation/one?lang={EVIL}&format=html",
        f"/id/organisation/one?part={EVIL}&page={EVIL}&format=html",
        f"/id/organisation/{EVIL}?format=html",
        f"/id/organisation/{EVIL}/",
        f"/graphs?graph={EVIL}",
        f"/graphs?graph=https://w3id.org/ngograph/graph/alpha{EVIL}",
        f"/search?q={EVIL}",
        f"/dumps/{EVIL}",
        f"/static/{EVIL}",
        f"/sitemaps/{EVIL}.xml",
        f"/{EVIL}",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_nothing_that_is_said_becomes_a_header_or_runs(attacked: Attacked, path: str, accept: str) -> None:
    answer = attacked.get(path, f"Accept: {accept}", "X-Request-ID: evil\tX-Injected: yes")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert status(answer) < 500
    assert not any(line.lower().startswith(b"x-injected") for line in head.split(b"\r\n"))
    assert head.count(b"\r") == head.count(b"\n") == head.count(b"\r\n")
    assert b"x-content-type-options: nosniff" in head
    if b"content-type: text/html" in head or b"svg" in head:
        assert b"<script>alert" not in body
        assert b"content-security-policy: default-src 'none'" in head


def test_no_word_of_the_graph_runs_on_a_page(attacked: Attacked) -> None:
    everything = quote("SELECT * { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?o }")
    for path in (
        *("/", "/id/organisation/two", "/id/organisation/one", "/graph/alpha", "/search?q=alert"),
        *("/queries/partners", "/id/organisation/two?part=relations", f"/sparql?query={everything}"),
        *("/id/organisation/one?format=html&lang=bs", "/graphs?graph=https://w3id.org/ngograph/graph/alpha"),
    ):
        answer = attacked.get(path, "Accept: text/html")
        assert status(answer) == 200, path
        assert b"<script>alert" not in answer, path
        assert b'href="javascript:' not in answer, path


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example/%2f..", "/queries//evil.example/", "/\\evil/"]
)
def test_nobody_is_led_elsewhere(attacked: Attacked, path: str) -> None:
    answer = attacked.get(path)
    found = re.search(rb"^location: (.*?)\r$", answer, re.MULTILINE | re.IGNORECASE)
    assert status(answer) < 500
    assert found is None or re.match(rb"/[^/\\]", found[1]), found


@pytest.mark.parametrize(
    "host", ['evil"><script>alert(1)</script>', "x@evil", "a b", "[::1", "x/../y", "x#y", "x?y"]
)
def test_a_host_that_is_none_gets_into_nothing(attacked: Attacked, host: str) -> None:
    for path in ("/", "/void?format=ttl", "/catalogue?format=ttl", "/sitemap.xml", "/robots.txt", "/sparql"):
        raw = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        answer = attacked.send(raw.encode())
        assert status(answer) == 400, path
        assert b"content-type: application/problem+json" in answer


def test_what_a_proxy_says_counts_only_as_far_as_it_is_documented(attacked: Attacked) -> None:
    answer = attacked.get("/robots.txt", "X-Forwarded-Host: evil.example", "X-Forwarded-Server: evil.example")
    assert b"evil" not in answer
    assert b"Sitemap: http://x/sitemap.xml" in answer
    assert b"Sitemap: https://x/" in attacked.get("/robots.txt", "X-Forwarded-Proto: https")


LONG = 8_000
ODD = {
    "commas": "," * LONG,
    "ranges": "a/b;q=0.1," * (LONG // 10),
    "parameters": "text/html;" + "x=y;" * (LONG // 4),
    "weight": "text/html;q=0." + "9" * LONG,
    "quotes": 'text/html;x="' + '\\"' * (LONG // 2),
    "spaces": "text/html" + " " * LONG + ";q=x",
    "stars": "*" * LONG,
    "slashes": "/" * LONG,
    "tags": 'W/"x", ' * (LONG // 7),
    "bytes": "\xff\xfe" * (LONG // 2),
}


@pytest.mark.parametrize("name", ODD)
def test_no_long_header_takes_long_or_fails(attacked: Attacked, name: str) -> None:
    began = time.monotonic()
    for header in (
        "Accept",
        "Accept-Language",
        "Accept-Profile",
        "Accept-Encoding",
        "If-None-Match",
        "Range",
    ):
        answer = attacked.get("/concept/modality/planned", f"{header}: {ODD[name]}")
        assert status(answer) in (200, 406), header
    for header in ("Range", "If-Range", "If-None-Match"):
        answer = attacked.get("/dumps/SHA256SUMS", f"{header}: bytes={ODD[name]}")
        assert status(answer) == 200, header
    assert time.monotonic() - began < 20
