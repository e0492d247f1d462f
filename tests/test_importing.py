"""A file in, a checked source with its account out; whatever fails leaves what was there before."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.build import build
from ngograph.check import read_rules
from ngograph.content import find_content
from ngograph.errors import ImportingError, MissingFile, NothingToImport, UnknownFormat, UnreadableFile
from ngograph.importing import Wanted, import_file, name_of
from ngograph.importing.checking import OF_THE_WHOLE
from ngograph.imports import imported, remove
from ngograph.sources.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.check import Rules
    from ngograph.imports import ImportedSource


def record(code: str, name: str, *, status: str = "active") -> dict[str, Any]:
    return {
        "id": f"https://ror.org/{code}",
        "status": status,
        "established": 1919,
        "types": ["nonprofit"],
        "names": [{"value": name, "types": ["ror_display", "label"], "lang": "en"}],
    }


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(find_content())


@pytest.fixture
def take(tmp_path: Path, rules: Rules) -> Callable[..., ImportedSource]:
    """Write records to a file of that name and import it."""

    def taken(records: object, name: str = "bodies.json", **wanted: Any) -> ImportedSource:
        path = tmp_path / name
        path.write_text(records if isinstance(records, str) else json.dumps(records), "utf-8")
        return import_file(path, tmp_path / "imports", rules, Known(), wanted=Wanted(**wanted))

    return taken


def test_every_record_is_accounted_for(take: Callable[..., ImportedSource]) -> None:
    source = take([record("01", "One"), record("02", "Two", status="withdrawn"), {"names": []}])
    account = source.account
    assert (account["read"], account["produced"]) == (3, 1)
    assert account["skipped"] == {"no ROR identifier": 1, "withdrawn by the registry": 1}
    assert account["classes"]["ngo:NonGovernmentalOrganisation"] == 1
    assert account["statements"] == len(source.triples) == len(set(source.triples))


def test_a_record_that_breaks_a_shape_is_left_out_and_the_others_stay(
    take: Callable[..., ImportedSource],
) -> None:
    source = take([record("01", "One"), record("02", "Write to somebody@example.org")])
    assert source.account["skipped"] == {"breaks ngosh:ThingShape-contactText": 1}
    assert source.account["produced"] == 1
    assert "somebody@" not in str(source.triples)


def test_the_same_file_gives_the_same_bytes(take: Callable[..., ImportedSource]) -> None:
    records = [record("01", "One"), record("02", "Two"), record("01", "The One")]
    first = take(records, source="same").path.joinpath("statements.nt.zst").read_bytes()
    assert take(records, source="same").path.joinpath("statements.nt.zst").read_bytes() == first


def statements(source: ImportedSource, *, without: str = "no such property") -> list[str]:
    return [line for line in source.lines() if without not in line]


def test_it_does_not_matter_how_many_records_are_checked_together(
    take: Callable[..., ImportedSource], tmp_path: Path, rules: Rules
) -> None:
    many = [record(f"{place % 7}", f"Body {place % 11}") for place in range(40)]
    whole = take([*many, record("99", "somebody@example.org")])
    path, steps = tmp_path / "bodies.json", list[str]()
    parts = import_file(
        path, tmp_path / "parts", rules, Known(), batch=60, progress=lambda step, *_: steps.append(step)
    )
    assert parts.account == whole.account
    assert statements(parts) == statements(whole)
    assert parts.account["skipped"] == {"breaks ngosh:ThingShape-contactText": 1}
    assert sorted(path.name for path in parts.path.iterdir()) == ["account.json", "statements.nt.zst"]
    assert {"reading", "settling"} <= set(steps)


def test_what_only_several_records_break_is_left_to_the_build_however_many_are_checked_together(
    take: Callable[..., ImportedSource], tmp_path: Path, rules: Rules
) -> None:
    def part_of(code: str, whole: str) -> dict[str, Any]:
        parent = {"type": "parent", "id": f"https://ror.org/{whole}", "label": f"Body {whole}"}
        return {**record(code, f"Body {code}"), "relationships": [parent]}

    others = [record(f"{place}", f"Body {place}") for place in range(10, 30)]
    whole = take([part_of("01", "02"), *others, part_of("02", "01")])
    assert (whole.account["produced"], whole.account["skipped"]) == (22, {})
    parts = import_file(tmp_path / "bodies.json", tmp_path / "parts", rules, Known(), batch=60)
    assert parts.account == whole.account
    assert statements(parts) == statements(whole)


def test_the_rules_that_are_left_to_the_build_are_rules(rules: Rules) -> None:
    assert {triple.object for file in rules.shapes for triple in file.triples} >= OF_THE_WHOLE


def test_the_order_of_the_file_matters_to_the_places_of_records_alone(
    take: Callable[..., ImportedSource],
) -> None:
    many = [record(f"{place:02}", f"Body {place % 5}") for place in range(12)]
    first = statements(take(many, source="same"), without="locator")
    assert statements(take(many[::-1], source="same"), without="locator") == [
        line.replace(sha256(many), sha256(many[::-1])) for line in first
    ]


def sha256(records: object) -> str:
    return hashlib.sha256(json.dumps(records).encode()).hexdigest()


KILLED = """
import os, signal, sys
from pathlib import Path
from ngograph.check import read_rules
from ngograph.content import find_content
from ngograph.importing import import_file
from ngograph.sources.known import Known
path, folder = map(Path, sys.argv[1:])
def progress(step, *_):
    if step == "settling":
        os.kill(os.getpid(), signal.SIGKILL)
import_file(path, folder, read_rules(find_content()), Known(), progress=progress)
"""


def test_an_import_that_is_killed_leaves_what_was_there(
    take: Callable[..., ImportedSource], tmp_path: Path
) -> None:
    before, folder = statements(take([record("01", "One")])), tmp_path / "imports"
    (tmp_path / "bodies.json").write_text(json.dumps([record("02", "Two")]))
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path / "bodies.json", folder], check=False, timeout=120
    )
    assert ended.returncode == -signal.SIGKILL
    assert [statements(one) for one in imported(folder)] == [before]
    assert len(list(folder.iterdir())) == 2, "the source, and what the killed one worked on"
    take([record("02", "Two")])
    assert [path.name for path in folder.iterdir()] == ["bodies"]


def test_what_was_leaving_when_an_import_was_killed_comes_back(
    take: Callable[..., ImportedSource], tmp_path: Path
) -> None:
    source = take([record("01", "One")])
    source.path.rename(tmp_path / "imports" / ".leaving-bodies")
    assert [one.name for one in imported(tmp_path / "imports")] == ["bodies"]


def test_records_of_one_key_keep_their_places_apart(take: Callable[..., ImportedSource]) -> None:
    source = take([record("01", "One"), record("01", "One")])
    assert (source.account["read"], source.account["produced"]) == (2, 2)
    assert source.account["classes"]["ngo:RecordSelector"] == 2


def test_importing_again_replaces_that_source_alone(
    take: Callable[..., ImportedSource], tmp_path: Path
) -> None:
    other = take([record("09", "Other")], "other.json")
    take([record("01", "One"), record("02", "Two")])
    source = take([record("01", "One")])
    assert [one.name for one in imported(tmp_path / "imports")] == ["bodies", "other"]
    assert source.account["produced"] == 1
    assert other.account["produced"] == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", UnreadableFile),
        ("nothing of the kind", UnknownFormat),
        ('[{"id": "https://ror.org/01", "established": 1, "names": [{"types": ["label"]', UnreadableFile),
        ('[{"id": "", "established": 1, "names": [{"types": ["label"]}]}]', NothingToImport),
    ],
)
def test_a_bad_file_leaves_what_was_there(
    take: Callable[..., ImportedSource], tmp_path: Path, text: str, error: type[Exception]
) -> None:
    before = take([record("01", "One")]).path.joinpath("statements.nt.zst").read_bytes()
    with pytest.raises(error) as raised:
        take(text)
    assert "bodies.json" in str(raised.value)
    assert [path.name for path in (tmp_path / "imports").iterdir()] == ["bodies"]
    assert (tmp_path / "imports" / "bodies" / "statements.nt.zst").read_bytes() == before


def test_what_is_said_from_outside_stands_in_place_of_what_the_file_says(
    take: Callable[..., ImportedSource],
) -> None:
    source = take([record("01", "One")], source="mine", title="My bodies", language="fr")
    assert (source.name, source.title) == ("mine", "My bodies")
    said = [str(triple.object) for triple in source.triples if str(triple.predicate).endswith("language>")]
    assert said == ['"fr"']


def test_a_source_is_taken_away_by_name(take: Callable[..., ImportedSource], tmp_path: Path) -> None:
    take([record("01", "One")])
    remove(tmp_path / "imports", "bodies")
    assert imported(tmp_path / "imports") == []
    with pytest.raises(MissingFile):
        remove(tmp_path / "imports", "bodies")


def test_a_build_takes_imported_sources_in(take: Callable[..., ImportedSource], tmp_path: Path) -> None:
    take([record("01", "One")])
    release = build(find_content(), tmp_path / "releases", imports=tmp_path / "imports")
    (said,) = [one for one in release.account["sources"] if one["name"] == "bodies"]
    assert said["things"]["ngo:NonGovernmentalOrganisation"] == 1


def test_the_name_of_a_source_is_fit_for_a_graph(tmp_path: Path) -> None:
    assert name_of(tmp_path / "Où_est? 3W (août).XLSX") == "ou-est-3w-aout"
    assert name_of(tmp_path / "---.csv") == "source"


@pytest.mark.parametrize("name", ["../out", "My source", "a--b", "ontology", "derived"])
def test_a_name_that_no_graph_can_bear_is_refused(take: Callable[..., ImportedSource], name: str) -> None:
    with pytest.raises(ImportingError, match="expected a source name"):
        take([record("01", "One")], source=name)
