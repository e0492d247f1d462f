"""Files that other readers of this project or none have a use for: lists of words, codes, shapes and rules.

They are told apart from damaged and unknown files, so that whoever offers one learns what it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.errors import NothingToImport
from ngograph.sources.formats.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from ngograph.sources.formats.format import Task
    from ngograph.sources.opening import Sample


_EMPTY: Final = "an answer without records"
_LEI: Final = "a register of legal entities (GLEIF), which says nothing of whom they work with"
_FAILED: Final = "a service says here that it could not answer"


class _Kind(NamedTuple):
    """A kind of file without relationships: how it is known, and what it is."""

    fits: Callable[[Sample], bool]
    what: str


def _has(*paths: str) -> Callable[[Sample], bool]:
    return lambda found: set(paths) <= found.paths


def _root(*names: str) -> Callable[[Sample], bool]:
    return lambda found: found.root in names


def _matches(pattern: str) -> Callable[[Sample], bool]:
    compiled = re.compile(pattern)
    return lambda found: any(compiled.fullmatch(path) for path in found.paths)


def _begins(pattern: str) -> Callable[[Sample], bool]:
    compiled = re.compile(pattern)
    return lambda found: compiled.match(found.text) is not None


def _answers(*paths: str) -> Callable[[Sample], bool]:
    """Fit answers of IFRC GO whose records have all of *paths*."""
    return _has("count", *(f"results.item.{path}" for path in paths))


_KINDS: Final = (
    _Kind(_has("data.report1"), "sums by donor, recipient or place, and not the flows that they are made of"),
    _Kind(_has("data.item.planVersion.name"), "a list of response plans"),
    _Kind(_answers("deployment", "country_from"), "persons who were sent abroad, who are not taken"),
    _Kind(_answers("disaster_start_date"), "emergencies: who works there is told by appeals and projects"),
    _Kind(_answers("actions_taken"), "reports from the field: what was done there, by whom only in general"),
    _Kind(
        _answers("type_of_dref"),
        "applications to the emergency fund: what it has granted is told by appeals",
    ),
    _Kind(_answers("eru_owner"), "units of emergency response, without what they do"),
    _Kind(_answers("is_enclave"), "names and codes of places"),
    _Kind(lambda found: _has("count", "results")(found) and "results.item" not in found.paths, _EMPTY),
    _Kind(_has("head.vars", "results.bindings"), "an answer to SPARQL: as CSV, it is a table for a mapping"),
    _Kind(_has("error.code", "error.info"), _FAILED),
    _Kind(lambda found: _has("status", "message", "code")(found) and "data" not in found.paths, _FAILED),
    _Kind(_matches(r"(item\.)?wikipedia_url"), "records of ROR by a schema of old: take version 2"),
    _Kind(
        _begins(r'\ufeff?"?id"?,[^\n]*\bnames\.types\.ror_display\b'),
        "a table made of ROR: the JSON beside it can be read",
    ),
    _Kind(
        _begins(r'\ufeff?"?id"?,"?schema"?,"?name\b'),
        "a table made of FollowTheMoney: the entities behind it can be read",
    ),
    _Kind(
        _begins(r'\ufeff?"?Publisher"?,"?IATI Organisation Identifier\b'),
        "a table of the publishers of IATI: the JSON of the IATI Registry can be read",
    ),
    _Kind(
        _has("response.docs.item.iati_identifier"),
        "an answer of the IATI Datastore in JSON: the same as XML can be read",
    ),
    _Kind(_has("data.item.attributes.lei"), _LEI),
    _Kind(_has("data.attributes.lei"), _LEI),
    _Kind(_root("LEIData", "RelationshipData", "ReportingExceptionData"), _LEI),
    _Kind(_begins(r'\ufeff?"?LEI"?,"?Entity\.'), _LEI),
    _Kind(_begins(r'\ufeff?"?canonical_id"?,"?entity_id\b'), "statements: entities made of them can be read"),
    _Kind(_begins(r'\ufeff?"?(_link|ocid)"?[,;\t]'), "a table made of OCDS: the JSON behind it can be read"),
    _Kind(_root("codelist", "codelists"), "a list of codes and their names"),
    _Kind(_root("mappings"), "it says where in a file each list of codes is used"),
    _Kind(_has("attributes.name", "data.item.code"), "a list of codes and their names"),
    _Kind(_has("data.item.code", "data.item.name"), "a list of codes and their names"),
    _Kind(_matches(r"\$schema"), "a JSON schema: rules for data, and no data"),
    _Kind(
        _matches(r"main\.[A-Za-z-]+\.localeDisplayNames(\..*)?"),
        "names of countries or languages in one language",
    ),
    _Kind(_has("locale", "countries"), "names of countries in one language"),
    _Kind(_begins(r'\s*\[\s*\[\s*"[A-Z]{2}",\s*"[A-Z]{3}",\s*"\d{3}"'), "codes of countries"),
    _Kind(
        _has("type", "objects.countries", "objects.countries.geometries"), "the shapes of countries: a map"
    ),
    _Kind(
        _has("items.item.displayName", "items.item.tags"),
        "names for places on a map, which say nothing of who works with whom",
    ),
    _Kind(
        lambda found: "code" in found.paths and bool({"access.availableOnline", "listType"} & found.paths),
        "it describes a register of identifiers, and none of the bodies in it",
    ),
    _Kind(_has("metadata_created", "resources"), "it describes a package of files, and is none of them"),
    _Kind(_has("file_size", "started_at", "updated_at"), "it says when files were fetched"),
    _Kind(_matches(r"\d{3}\.humanitarian-mapping.*"), "which code of a sector belongs to which cluster"),
    _Kind(_begins(r"\ufeff?original_org_name,variant\b"), "spellings of names"),
)


def fits(found: Sample) -> bool:
    """Say whether *found* is the head of a file that is known to hold no relationships."""
    return _what(found) != ""


def read(task: Task) -> NoReturn:
    """Refuse the file of *task* with what it is.

    Raises:
        NothingToImport: always.
    """
    what = _what(task.sample) or "nothing in it tells of an organisation"
    raise NothingToImport(task.sample.path, f"{what}; no organisation takes part in anything here")


def _what(found: Sample) -> str:
    return next((kind.what for kind in _KINDS if kind.fits(found)), "")


FORMAT: Final = Format(
    "reference", "Lists without relationships, which are refused", "text/plain", fits, read
)
