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


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('{"count": 1, "results": [{"summary": "Flood", "actions_taken": []}]}', "reports from the field"),
        (
            '{"data": [{"id": "549300", "attributes": {"lei": "5493001KJTIIGC8Y1R12"}}]}',
            "GLEIF",
        ),
        ('<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"/>', "GLEIF"),
        ("LEI,Entity.LegalName\n5493001KJTIIGC8Y1R12,Finance\n", "GLEIF"),
        ('{"count": 1, "results": [{"type_of_dref": 1, "appeal_code": "MDRNP011"}]}', "emergency fund"),
        ('{"response": {"docs": [{"iati_identifier": "GB-1-1"}]}}', "Datastore"),
        ("id,schema,name,aliases\nNK-1,Organization,Aid,\n", "made of FollowTheMoney"),
        ("Publisher,IATI Organisation Identifier\nOxfam,GB-CHC-202918\n", "publishers of IATI"),
        ("id,names.types.ror_display\nhttps://ror.org/01,Institute\n", "a table made of ROR"),
    ],
)
def test_what_others_give_beside_it_is_refused_with_what_it_is(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource], content: str, what: str
) -> None:
    with pytest.raises(NothingToImport, match=what):
        imported(written("file", content))
