"""Records of any format in JSON: in an array, one a line, answer upon answer, in two bytes a character."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.sources.facts import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.sources.facts import Skipped

    Read = Callable[..., list[Record | Skipped]]

_DONOR = {"type": "Organization", "id": "1", "name": "Sida"}
_PLAN = {"type": "Plan", "id": "3", "name": "Plan"}


def flow(number: int) -> dict[str, Any]:
    ends = {"sourceObjects": [_DONOR], "destinationObjects": [_PLAN]}
    return {"id": number, "amountUSD": 10 * number, "status": "paid", **ends}


def grant(number: int) -> dict[str, Any]:
    bodies = {"fundingOrganization": [{"name": "Fund"}], "recipientOrganization": [{"name": "Trust"}]}
    return {"id": f"360G-{number}", "title": "A grant", "currency": "GBP", "amountAwarded": number, **bodies}


def body(number: int) -> dict[str, Any]:
    names = [{"value": f"Body {number}", "types": ["label"], "lang": "en"}]
    return {"id": f"https://ror.org/{number}", "status": "active", "established": 1919, "names": names}


def process(number: int) -> dict[str, Any]:
    parties = [{"id": "1", "name": "Town", "roles": ["buyer"]}]
    return {"ocid": f"ocds-x-{number}", "id": str(number), "tag": ["tender"], "parties": parties}


def project(number: int) -> dict[str, Any]:
    bodies = [{"id": 7, "name": "Crescent Aid"}]
    return {"id": number, "versionCode": f"A-{number}", "currentRequestedFunds": 1, "organizations": bodies}


RECORDS = [flow, grant, body, process, project]


@pytest.mark.parametrize("make", RECORDS)
def test_a_record_a_line_says_what_the_same_in_an_array_says(
    read: Read, make: Callable[[int], dict[str, Any]]
) -> None:
    whole = read(json.dumps([make(1), make(2)]))
    lines = read("".join(f"{json.dumps(make(number))}\n" for number in (1, 2)))
    assert [getattr(one, "facts", None) for one in lines] == [getattr(one, "facts", ()) for one in whole]
    assert [one.locator for one in lines] == ["line 1", "line 2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("indent", [None, 1])
def test_what_is_written_in_another_encoding_says_the_same(
    read: Read, encoding: str, indent: int | None
) -> None:
    grants = {"grants": [grant(1) | {"title": "Zdravlje \u017eena \U0001f3e5"}, grant(2)]}
    content = json.dumps(grants, ensure_ascii=False, indent=indent)
    assert read(content.encode(encoding)) == read(content)


def test_lines_in_two_bytes_a_character_are_read(read: Read) -> None:
    content = "".join(f"{json.dumps(flow(number))}\n" for number in (1, 2))
    assert read(content.encode("utf-16")) == read(content)


def test_answers_one_upon_another_are_all_read(read: Read) -> None:
    pages = "".join(f"{json.dumps({'data': {'flows': [flow(number)]}})}\n" for number in (1, 2))
    assert [one.locator for one in read(pages)] == ["/data/flows/0", "/data/flows/1"]


def test_a_first_line_may_be_longer_than_what_is_looked_at(read: Read) -> None:
    lines = [process(number) | {"description": "x" * (1 << 17)} for number in (1, 2, 3)]
    found = read("".join(f"{json.dumps(line)}\n" for line in lines))
    assert [isinstance(one, Record) for one in found] == [True] * 3
