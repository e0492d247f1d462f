"""`docs/http.md` tells the truth: its examples run (the README's too), and it names every route and limit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.media import DATASETS, HTML, RESULTS
from ngograph.web import Settings
from ngograph.web.statuses import STATUS

if TYPE_CHECKING:
    from .conftest import Client

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "http.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(curl .*?)```", TEXT + README, re.DOTALL)
EXAMPLES = [
    f"curl {example}"
    for block in BLOCKS
    for example in re.split(r"^curl ", block, flags=re.MULTILINE)
    if example
]


def asked(example: str) -> tuple[str, str, dict[str, Any]]:
    """Return method, path and options of the request that a call of curl makes."""
    words = iter(shlex.split(example, comments=True)[1:])
    headers: dict[str, str] = {}
    data: list[tuple[str, str]] = []
    flags, url, raw = set(), "", ""
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name.lower()] = value
        elif word in ("-d", "--data-urlencode"):
            raw = next(words)
            name, _, value = raw.partition("=")
            data.append((name, value))
        elif word.startswith("-"):
            flags.add(word)
        else:
            url = word.removeprefix("http://127.0.0.1:8000")
    if "-G" in flags:
        return "GET", url, {"params": data, "headers": headers}
    if data and "content-type" in headers:
        return "POST", url, {"content": raw, "headers": headers}
    if data:
        return "POST", url, {"data": dict(data), "headers": headers}
    return "HEAD" if "-I" in flags else "GET", url, {"headers": headers}


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: str, whole: Client) -> None:
    method, path, options = asked(example)
    answer = whole.request(method, path, **options)
    expected = re.search(r"# (\d{3})\s*$", example)
    assert answer.status_code == int(expected[1] if expected else 200), answer.text
    if not expected and method != "HEAD":
        assert len(answer.text.splitlines()) > 1 or "{" in answer.text


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 12


def is_question(path: str) -> bool:
    return path.startswith("/queries/") and "{" not in path


def test_every_route_is_named(client: Client) -> None:
    routes = client.get("/openapi.json").json()["paths"]
    named = {path for path in routes if is_question(path) or f"`{path}`" in TEXT}
    assert set(routes) - named == set()


def test_every_setting_is_named_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        default = (
            field.default
            if isinstance(field.default, str)
            else str(field.default).lower()
            if isinstance(field.default, bool)
            else f"{field.default:g}"
            if field.default < 1000
            else field.default
        )
        assert f"| `NGOGRAPH_{name.upper()}` | {default} |" in TEXT


def test_every_format_is_named() -> None:
    for offer in (*RESULTS, *DATASETS, HTML):
        assert f"| `{offer.name}` | `{offer.media_type}`" in TEXT


def test_every_status_is_named() -> None:
    for status in {*STATUS.values()} - {500}:
        assert f"\n| {status} | " in TEXT
