"""The OpenAPI description as a page shows it: every operation with its parameters and answers, by group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_METHODS: Final = ("get", "head", "post", "put", "patch", "delete", "options")


@dataclass(frozen=True)
class Parameter:
    """One parameter: where it stands, what it holds."""

    name: str
    place: str
    kind: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked of an address.

    Args:
        link: the address itself if it can be opened just so.
        bodies: the media types that a request may carry.
        answers: status, description and media types of each answer.
    """

    anchor: str
    method: str
    path: str
    link: str | None
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[str, ...]
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]


def operations(description: Mapping[str, Any]) -> list[tuple[str, list[Operation]]]:
    """Return the operations of an OpenAPI *description* by their first tag, in its order."""
    grouped: dict[str, list[Operation]] = defaultdict(list)
    for path, item in description.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                said = item[method]
                shared = item.get("parameters", [])
                tag = next(iter(said.get("tags", ())), "Other")
                grouped[tag].append(_operation(path, method, said, shared))
    return list(grouped.items())


def _operation(path: str, method: str, said: Mapping[str, Any], shared: list[Any]) -> Operation:
    return Operation(
        anchor=said.get("operationId", f"{method}{path}"),
        method=method.upper(),
        path=path,
        link=path if method == "get" and "{" not in path else None,
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        parameters=tuple(_parameter(one) for one in (*shared, *said.get("parameters", ())) if "name" in one),
        bodies=tuple(said.get("requestBody", {}).get("content", {})),
        answers=tuple(
            (status, answer.get("description", ""), tuple(answer.get("content", {})))
            for status, answer in said.get("responses", {}).items()
        ),
    )


def _parameter(said: Mapping[str, Any]) -> Parameter:
    schema = said.get("schema", {})
    examples = [said.get("example"), *schema.get("examples", ())]
    examples += [one.get("value") for one in said.get("examples", {}).values()]
    return Parameter(
        name=said["name"],
        place=said.get("in", ""),
        kind=_kind(schema),
        required=bool(said.get("required")),
        description=said.get("description", schema.get("description", "")),
        example=next((str(one) for one in examples if one is not None), ""),
    )


def _kind(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    return str(schema.get("format") or schema.get("type", ""))
