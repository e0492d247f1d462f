"""What the API of IFRC GO answers: countries with their societies, appeals, projects, local units.

The API gives JSON, with the records under `results`, and tables whose columns say the same in dotted names; a
fixture of the platform has the countries under `fields`. Each kind of record has a module of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import NothingToImport
from ngograph.sources.formats.columns import rows, titles
from ngograph.sources.formats.format import Format, Heading, Opened
from ngograph.sources.formats.go import appeals, countries, emergencies, projects, units
from ngograph.sources.opening.json import records, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample

_KINDS: Final = (projects, emergencies, appeals, units, countries)
_PREFIXES: Final = ("results.item", "item", "item.fields", "")
_FIXTURE: Final = frozenset({"item.model", "item.pk"})
_APPS: Final = ("api.", "deployments.", "local_units.", "databank.", "country_plan.", "eap.", "dref.")


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of records of IFRC GO, or of a fixture of it."""
    if _kind(found) is not None:
        return True
    return found.paths >= _FIXTURE and str(told(found, "item.model")).lower().startswith(_APPS)


def read(task: Task) -> Opened:
    """Open the file of *task*.

    Raises:
        NothingToImport: it is a list of words, of places or of contacts.
    """
    found = task.sample
    kind = _kind(found)
    if kind is None:
        raise NothingToImport(found.path, _why_not(str(told(found, "item.model"))))
    records = kind.records(lambda: _items(task, kind), task.known)
    return Opened(Heading(title=f"IFRC GO: {kind.TITLE}", languages=("en",)), records)


def _kind(found: Sample) -> ModuleType | None:
    """Return the module for the records of *found*."""
    columns = titles(found)
    for kind in _KINDS:
        if columns >= kind.MARKS or any(_marked(found, at, kind) for at in _PREFIXES):
            return kind
    return None


def _marked(found: Sample, prefix: str, kind: ModuleType) -> bool:
    return {f"{prefix}.{mark}".lstrip(".") for mark in kind.MARKS} <= found.paths


def _items(task: Task, kind: ModuleType) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each record stands, and the record."""
    found = task.sample
    at = next((at for at in _PREFIXES if _marked(found, at, kind)), None)
    if at is None:
        for locator, row in rows(found, kind.MARKS.issubset, task.progress):
            yield locator, _nested(row)
        return
    fixture = at.endswith(".fields")
    for locator, item in records(found, at.removesuffix(".fields"), task.progress):
        if isinstance(item, dict):
            yield locator, {"id": item.get("pk"), **item["fields"]} if fixture else item
        else:
            yield locator, {}


def _nested(row: dict[str, str]) -> dict[str, Any]:
    """Return a row with columns such as "country.iso" as the record that it was made from.

    >>> _nested({"id": "1", "country.iso": "AF", "country.id": ""})
    {'id': '1', 'country': {'iso': 'AF', 'id': ''}}
    """
    record: dict[str, Any] = {}
    for column, cell in row.items():
        *path, last = column.split(".")
        inner = record
        for step in path:
            inner = held if isinstance(held := inner.setdefault(step, {}), dict) else {}
        inner[last] = cell
    return record


def _why_not(model: str) -> str:
    name = model.lower()
    if "partner" in name or "contact" in name:
        return f"records of {model} are contacts of persons, who are not taken"
    if name.endswith(("district", "admin2", "region")):
        return f"records of {model} are names and codes of places: no relationship in them"
    return f"records of {model} are a list of words: no relationship in them"


FORMAT: Final = Format("ifrc-go", "Societies, appeals, projects and local units of IFRC GO", "", fits, read)
