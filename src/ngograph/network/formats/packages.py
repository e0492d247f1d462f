"""Nodes and edges in one ZIP, with a description that says where they come from (a Data Package)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ngograph.network.formats import parquet, sheets
from ngograph.network.formats.jsontext import dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ngograph.network.formats.records import Records, Type

_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the same network is the same file
_WORDS: Final = {"title", "licence", "query", "date", "release"}


def csv(records: Records, about: Mapping[str, str | int], *, bom: bool = False) -> bytes:
    """Return `nodes.csv`, `edges.csv` and `datapackage.json` in a ZIP."""
    files = {
        "nodes.csv": sheets.nodes(records, about, bom=bom),
        "edges.csv": sheets.edges(records, about, bom=bom),
    }
    return _packed(files, records, about, media_type="text/csv", lists="string")


def columns(records: Records, about: Mapping[str, str | int]) -> bytes:
    """Return `nodes.parquet`, `edges.parquet` and `datapackage.json` in a ZIP."""
    files = {
        "nodes.parquet": parquet.nodes(records, about),
        "edges.parquet": parquet.edges(records, about),
    }
    return _packed(files, records, about, media_type="application/vnd.apache.parquet", lists="array")


def _packed(
    files: Mapping[str, bytes],
    records: Records,
    about: Mapping[str, str | int],
    *,
    media_type: str,
    lists: str,
) -> bytes:
    fields: dict[str, dict[str, Type]] = {
        "nodes": {"id": "string", "label": "string", **records.columns},
        "edges": {"source": "string", "target": "string", **records.edge_columns},
    }
    resources = [
        {
            "name": (name := path.partition(".")[0]),
            "path": path,
            "mediatype": media_type,
            "schema": {
                "fields": [
                    {"name": column, "type": lists if kind == "list" else kind}
                    for column, kind in fields[name].items()
                ]
            },
        }
        for path in files
    ]
    described = dumped(_described(about) | {"resources": resources})
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in {**files, "datapackage.json": described}.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def _described(about: Mapping[str, str | int]) -> dict[str, Any]:
    said: dict[str, Any] = {"name": "network", "title": about["title"]}
    if licence := str(about.get("licence", "")):
        said["licenses"] = [{"path" if licence.startswith(("http://", "https://")) else "name": licence}]
    if "query" in about:
        said["description"] = about["query"]
    if "release" in about:
        said["version"] = about["release"]
    if "date" in about:
        said["created"] = about["date"]
    return said | {"counts": {name: value for name, value in about.items() if name not in _WORDS}}
