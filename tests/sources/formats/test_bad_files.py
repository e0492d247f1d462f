"""Files that are cut off, empty of what is wanted or damaged: refused by reason, and nothing is left."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import ImportingError, NothingToImport, UnknownFormat, UnreadableFile
from ngograph.sources.facts import Record
from ngograph.sources.formats import Task, format_of
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.sources.known import Known

FLOWS = (
    "id,date,amountUSD,originalAmount,originalCurrency,srcOrganization,srcOrganizationTypes,destOrganization,"
    "destOrganizationTypes,destPlan,status\n"
)
GRANT = '{"id": "a", "amountAwarded": 1, "fundingOrganization": [{"name": "A"}], "recipient'


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("cut.json", '{"data": {"flows": [{"id": "1", "sourceObjects": [], "destin', UnreadableFile),
        ("none.json", '{"data": {"flows": []}}', NothingToImport),
        ("odd.json", '{"data": {"flows": [1, {"id": {}, "sourceObjects": {"a": 1}}]}}', NothingToImport),
        ("none.csv", FLOWS, NothingToImport),
        ("cut.json", f'{{"grants": [{GRANT}', UnreadableFile),
        ("persons.json", f'{{"grants": [{GRANT}Individual": {{"name": "A"}}}}]}}', NothingToImport),
        ("none.csv", "Identifier,Funding Org:Name,Amount Awarded\n", NothingToImport),
        ("cut.json", '{"releases": [{"ocid": "o", "tag": ["award"], "parties": [{"na', UnreadableFile),
        ("none.json", '{"releases": [{"ocid": "o", "tag": ["planning"]}]}', NothingToImport),
        ("linked.json", '{"records": [{"ocid": "o", "releases": [{"url": "http://a/"}]}]}', NothingToImport),
        ("cut.json", '{"a": [1, ', UnknownFormat),
        (
            "deep.xml",
            f"<iati-activities><iati-activity>{'<a>' * 300}{'</a>' * 300}</iati-activity></iati-activities>",
            UnreadableFile,
        ),
        ("deep.jsonl", '{"id": 1, "labels": 2, "claims": 3}\n' + '{"a":' * 200_000, UnreadableFile),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(
    written: Callable[[str, object], Path],
    imported: Callable[..., ImportedSource],
    name: str,
    content: str,
    error: type[Exception],
) -> None:
    path = written(name, content)
    with pytest.raises(error, match=re.escape(name)):
        imported(path)
    assert not list((path.parent / "imports").glob("*"))


def test_a_source_that_is_imported_again_from_a_bad_file_stays_as_it_was(
    written: Callable[[str, object], Path], imported: Callable[..., ImportedSource]
) -> None:
    text = "Organisation,Sector,District\nOxfam,Health,Kulob\nIFRC,Shelter,Kulob\n"
    before = imported(written("table.csv", text))
    kept = {path.name: path.read_bytes() for path in before.path.iterdir()}
    with pytest.raises(UnreadableFile, match="never closed"):
        imported(written("table.csv", text + 'Bank,"Food,Kulob\n'))
    assert {path.name: path.read_bytes() for path in before.path.iterdir()} == kept
    assert [path.name for path in before.path.parent.iterdir()] == [before.path.name]


@pytest.mark.parametrize(
    "name",
    [
        "hxl-libhxl-tests/input-valid.xlsx",
        "hxl-libhxl-tests/input-valid.xls",
        "hxl-libhxl-tests/input-valid-latin1.csv",
        "hxl-libhxl-tests/input-valid-nested.json",
        "ocha-fts/fts_outgoing_funding_global.csv",
        "ocds/record-ocds-213czf-000-00001.json",
        "ftm/t1-entities.ftm.json",
        "ror/example_record_v2_1.json",
        "cpov/example-rdf_public_organisation.ttl",
    ],
)
def test_a_damaged_file_is_read_as_far_as_it_holds_or_refused(
    name: str, shared: Path, tmp_path: Path, world: Known
) -> None:
    raw = (shared / "data" / name).read_bytes()
    chance, path = random.Random(name), tmp_path / "file"
    whole = refused = 0
    for attempt in range(12):
        damaged = bytearray(raw[: chance.randrange(len(raw))] if attempt % 2 else raw)
        for _ in range(0 if attempt % 2 else 9):
            damaged[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            found = sample(path)
            records = list(format_of(found).read(Task(found, "a", world)).records)
        except ImportingError as error:
            assert str(path) in str(error)
            refused += 1
        else:
            whole += all(isinstance(record, Record) or record.cause for record in records)
    assert whole + refused == 12
