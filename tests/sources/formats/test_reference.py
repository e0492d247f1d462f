"""Lists, maps and rules are refused with what they are, whatever their folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.errors import NothingToImport
from ngograph.sources.formats import format_of
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource

WHAT = {
    "cldr-territories/*/*.json": "names of countries or languages in one language",
    "i18n-iso-countries/codes.json": "codes of countries",
    "i18n-iso-countries/langs/*.json": "names of countries in one language",
    "world-atlas/*.json": "a map",
    "nsi-red-cross/*.json": "names for places on a map",
    "org-id-register/lists/*.json": "a register of identifiers",
    "iati-codelists/*embedded/*.xml": "a list of codes",
    "iati-codelists/codelist-mapping.xml": "where in a file",
    "org-aliases/*.json": "a list of codes",
    "org-aliases/all_org_variants_expanded.csv": "spellings of names",
    "ror/ror_schema_v2_1.json": "a JSON schema",
}


@pytest.mark.parametrize("pattern", WHAT)
def test_it_is_known_and_refused(imported: Callable[..., ImportedSource], shared: Path, pattern: str) -> None:
    paths = sorted((shared / "data").glob(pattern))
    assert paths
    assert {format_of(sample(path)).name for path in paths} == {"reference"}
    with pytest.raises(NothingToImport, match=WHAT[pattern]):
        imported(paths[0])
