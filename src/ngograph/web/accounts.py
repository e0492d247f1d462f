"""What the account of a release says of an imported source, and which questions lead further from a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ngograph.queries import Catalogue, Query
    from ngograph.web.service import Served

_PARTS: Final = ("skipped", "notes", "yielded")
_BESIDE: Final = ("yielded", "excluded")


@dataclass(frozen=True)
class Imported:
    """How an imported source came into the release.

    Args:
        format: the name of its format.
        read: how many records were read.
        produced: how many of them said something.
        joined: how many of its things bear the IRI of another now.
        parts: the key of a phrase, with causes and how often each: what was skipped, noted, settled within
            the source, and what gave way or was left out beside other sources.
    """

    format: str
    read: int
    produced: int
    joined: int
    parts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def imported(release: Served, graph: str) -> Imported | None:
    """Return how the source of that *graph* was imported; None if it was not, or nothing is known of it."""
    account: Mapping[str, Any] = getattr(release, "account", {})  # another store keeps no account
    found: Mapping[str, Any] = next((one for one in account.get("sources", ()) if one["graph"] == graph), {})
    if "import" not in found:
        return None
    told = found["import"]
    parts = [
        *((f"import-{part}", told.get(part, {})) for part in _PARTS),
        *((f"build-{part}", found.get(part, {})) for part in _BESIDE),
    ]
    return Imported(
        told.get("format", ""),
        told.get("read", 0),
        told.get("produced", 0),
        found.get("joined", 0),
        tuple((part, tuple(_most(counts))) for part, counts in parts if counts),
    )


def further(catalogue: Catalogue, tag: str, parameter: str, value: str) -> tuple[tuple[Query, str], ...]:
    """Return the questions with that *tag* that *parameter* can be given to, with the links that ask them."""
    return tuple(
        (query, f"/queries/{query.name}?{urlencode({parameter: value})}")
        for query in catalogue.tagged(tag)
        if parameter in {one.name for one in query.parameters}
    )


def _most(counts: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
