"""Where the countries with a national society lie, from an answer of the IFRC GO interface."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ngograph.errors import ContentError
from ngograph.sources.reading import Document, Reading, account, content_of, digest, whole
from ngograph.sources.statements import located, mentioned, thing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.sources.register import Register

NO_SOCIETY = "a region, cluster, or territory without a national society of its own"
NO_CENTROID = "a country without a centroid"


def read(path: Path, known: Register, source: str = "ifrc-go-centroids") -> Reading:
    """Read the page of countries at *path*.

    Raises:
        MissingFile: there is no such file.
        ContentError: the file is not a page of countries.
    """
    content = content_of(path)
    records = _records(path, content)
    triples: list[Triple] = []
    skipped: list[str] = []
    for index, record in enumerate(records):
        if str(record.get("iso") or "").lower() not in known.countries:
            skipped.append(NO_SOCIETY)
        elif not record.get("centroid"):
            skipped.append(NO_CENTROID)
        else:
            triples += whole(path, f"/results/{index}", _country(record, known))
    return Reading(
        _document(source, path, content), tuple(dict.fromkeys(triples)), account(len(records), skipped)
    )


def _records(path: Path, content: bytes) -> list[dict[str, Any]]:
    try:
        records = json.loads(content, parse_float=str)["results"]
        return [dict(record) for record in records]
    except (ValueError, TypeError, KeyError) as error:
        raise ContentError(f"{path}: expected a JSON object with results, found {error!r}") from error


def _country(record: dict[str, Any], known: Register) -> Iterator[Triple]:
    code = record["iso"]
    node = thing("place", code.lower())
    longitude, latitude = record["centroid"]["coordinates"]
    yield from mentioned(node, "Place", known.countries[code.lower()])
    yield from located(node, str(latitude), str(longitude))


def _document(source: str, path: Path, content: bytes) -> Document:
    return Document(
        source=source,
        title="IFRC GO: a page of its list of countries, with centroids",
        sha256=digest(content),
        file_name=path.name,
        media_type="application/json",
        languages=("en",),
        rights="IFRC GO data are open; attribution to IFRC GO.",
    )
