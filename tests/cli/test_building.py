"""The verbs build, check, releases and rollback, as a person or a script runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import ngograph as package
from ngograph.release import listed, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.content import Content

BAD_PARTNERSHIP = """@base <https://w3id.org/ngograph/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<id/partnership/lonely> a ngo:Partnership ; skos:prefLabel "Lonely"@en ; ngo:party <id/organisation/one> .
<id/organisation/one> a ngo:Organisation ; skos:prefLabel "One"@en, "Jedan"@bs .
"""

Run: TypeAlias = "Callable[..., Any]"


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    return tmp_path / "releases"


@pytest.fixture
def options(tiny: Content, releases: Path) -> list[object]:
    return ["--content", tiny.root, "--releases", releases]


def test_build_says_what_it_published_and_warns(ngograph: Run, options: list[object], releases: Path) -> None:
    ended = ngograph("build", *options)
    assert ended.code == 0
    assert ended.out.startswith(
        f"{published(releases).id}: published: 20 triples from 2 sources, 2 relationships"
    )
    (warning,) = ended.err.splitlines()
    assert warning.startswith("warning: ")
    assert "beta/statements.ttl: 'Three' id/organisation/three: ngosh:OrganisationShape-label: " in warning


def test_build_says_that_nothing_has_changed(ngograph: Run, options: list[object], releases: Path) -> None:
    ngograph("build", *options)
    assert "nothing has changed" in ngograph("build", *options).out
    assert len(listed(releases)) == 1


def test_build_tells_of_a_shape_that_looked_at_nothing(
    ngograph: Run, options: list[object], tiny: Content
) -> None:
    for source in ("alpha", "beta"):
        path = tiny.data / source / "statements.ttl"
        path.write_text(path.read_text().split("<id/partnership")[0])
    ended = ngograph("build", *options)
    assert ended.code == 0
    assert (
        "warning: ngosh:PartnershipShape looked at nothing, so that it proved nothing"
        in ended.err.splitlines()
    )


def test_build_prints_violations_and_publishes_nothing(
    ngograph: Run, options: list[object], tiny: Content, releases: Path
) -> None:
    ngograph("build", *options)
    before = published(releases)
    (tiny.data / "beta" / "more.ttl").write_text(BAD_PARTNERSHIP)
    ended = ngograph("build", *options)
    assert ended.code == 1
    lines = ended.err.splitlines()
    assert any(
        line.startswith("violation: ")
        and "beta/more.ttl: 'Lonely' id/partnership/lonely: ngosh:PartnershipShape-party: A partnership"
        in line
        for line in lines
    )
    assert lines[-1] == "error: 1 violation of the shapes: nothing was published"
    assert published(releases) == before


LONELY = """
<id/partnership/lonely> a ngo:Partnership ; ngo:party <id/organisation/giz> ;
  ngo:modality <concept/modality/asserted> ; ngo:evidence <id/evidence/bad-1-2> .
"""
BACKWARDS = """
<id/activity/backwards> a ngo:Project ; skos:prefLabel "Backwards"@en, "Unazad"@bs ;
  ngo:edtf "2018-05/2018-03" ;
  ngo:startEarliest "2018-05-01"^^xsd:date ; ngo:startLatest "2018-05-31"^^xsd:date ;
  ngo:endEarliest "2018-03-01"^^xsd:date ; ngo:endLatest "2018-03-31"^^xsd:date ;
  ngo:modality <concept/modality/asserted> ; ngo:evidence <id/evidence/bad-1-2> .
"""
EVIDENCE = """@base <https://w3id.org/ngograph/> .
@prefix ngo: <https://w3id.org/ngograph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<id/evidence/bad-1-2> a ngo:Evidence ; oa:hasSource <id/document/otaharin-working-groups> ;
  oa:hasSelector <id/selector/bad-1-2> .
<id/selector/bad-1-2> a oa:TextPositionSelector ; oa:start 1 ; oa:end 2 .
"""


@pytest.mark.parametrize(
    ("statements", "node", "rule"),
    [
        (LONELY, "id/partnership/lonely", "ngosh:PartnershipShape-party"),
        (BACKWARDS, "'Backwards' id/activity/backwards", "ngosh:TimeShape"),
    ],
)
def test_the_rules_of_the_project_stop_a_build(
    ngograph: Run, content: Content, releases: Path, tmp_path: Path, statements: str, node: str, rule: str
) -> None:
    root = tmp_path / "project"
    for folder in ("ontology", "shapes", "queries/derive", "data/otaharin-working-groups"):
        shutil.copytree(content.root / folder, root / folder)
    options = ["--content", root, "--releases", releases]
    assert ngograph("build", *options).code == 0
    before = published(releases)
    (root / "data/otaharin-working-groups/bad.ttl").write_text(EVIDENCE + statements)
    ended = ngograph("build", *options)
    assert ended.code == 1
    found = [line for line in ended.err.splitlines() if line.startswith("violation: ")]
    assert found
    assert all(f"bad.ttl: {node}: {rule}" in line for line in found), found
    assert published(releases) == before


def test_check_says_file_label_rule_and_message(ngograph: Run, tiny: Content, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(BAD_PARTNERSHIP)
    ended = ngograph("check", path, "--content", tiny.root)
    assert ended.code == 1
    finding, summary = ended.out.splitlines()
    assert finding.startswith(
        f"violation: {path}: 'Lonely' id/partnership/lonely: ngosh:PartnershipShape-party: A "
    )
    assert summary == "does not conform: 1 violation, 0 warnings; 2 of 2 shapes had something to look at"


def test_check_by_the_other_engine_finds_the_same(ngograph: Run, tiny: Content, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(BAD_PARTNERSHIP)
    by_default = ngograph("check", path, "--content", tiny.root)
    ended = ngograph("check", path, "--content", tiny.root, "--engine", "pyshacl")
    assert (ended.code, ended.out) == (by_default.code, by_default.out)


def test_check_of_a_good_folder(ngograph: Run, tiny: Content) -> None:
    ended = ngograph("check", tiny.data / "alpha", "--content", tiny.root, "-v")
    assert (ended.code, ended.err) == (0, "")
    assert "ngosh:PartnershipShape: looked at 1" in ended.out
    assert "conforms: 0 violations, 0 warnings" in ended.out


def test_check_takes_many_together(ngograph: Run, tiny: Content) -> None:
    ended = ngograph(
        "check", tiny.data / "alpha", tiny.data / "beta", tiny.data, "--content", tiny.root, "--json"
    )
    answer = json.loads(ended.out)
    assert ended.code == 0
    assert answer["conforms"]
    assert answer["looked_at"]["https://w3id.org/ngograph/shapes#PartnershipShape"] == 2
    assert [finding["label"] for finding in answer["findings"]] == ["Three"]


def test_check_as_json_tells_of_a_violation(ngograph: Run, tiny: Content, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(BAD_PARTNERSHIP)
    ended = ngograph("check", tmp_path / "bad.ttl", "--content", tiny.root, "--json")
    assert ended.code == 1
    (finding,) = json.loads(ended.out)["findings"]
    assert finding["files"] == [str(tmp_path / "bad.ttl")]
    assert finding["component"].endswith("MinCountConstraintComponent")


def test_check_warns_if_nothing_was_looked_at(ngograph: Run, tiny: Content, tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<a:a> <a:b> <a:c> .")
    ended = ngograph("check", tmp_path / "other.ttl", "--content", tiny.root)
    assert ended.code == 0
    assert "warning: no shape looked at anything" in ended.err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("bad.ttl", "<a:b> <a:c>\n  nowhere:x .", "bad.ttl:2:3: not well-formed: "),
        ("nowhere.ttl", None, "nowhere.ttl: expected a Turtle file, found nothing of that name"),
        (
            "folder/statements.ttl",
            "<a:a> <a:b> <a:c> .",
            "expected source.ttl describing the one ngo:Document",
        ),
        ("folder/notes.md", "", "expected a Turtle file, found nothing"),
    ],
)
def test_check_refuses_what_it_cannot_read(
    ngograph: Run, tiny: Content, tmp_path: Path, name: str, text: str | None, message: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    ended = ngograph("check", path.parent if "/" in name else path, "--content", tiny.root)
    assert (ended.code, ended.out) == (1, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("error: ")
    assert message in line


def test_releases_are_listed_and_gone_back_to(
    ngograph: Run, options: list[object], tiny: Content, releases: Path
) -> None:
    where = ["--releases", releases]
    assert ngograph("releases", *where).code == 1
    ngograph("build", *options)
    with (tiny.data / "alpha" / "statements.ttl").open("a") as file:
        file.write("# more\n")
    ngograph("build", *options)
    first, second = (release.id for release in listed(releases))
    lines = ngograph("releases", *where).out.splitlines()
    assert [line[:2] + line[2:].split()[0] for line in lines] == [f"  {first}", f"* {second}"]
    assert ngograph("rollback", *where).out == f"{first}: published\n"
    rows = json.loads(ngograph("releases", *where, "--json").out)
    assert [(row["id"], row["published"]) for row in rows] == [(first, True), (second, False)]
    assert rows[0]["digest"] == listed(releases)[0].digest
    assert ngograph("rollback", *where).code == 1
    assert ngograph("rollback", second, *where).code == 0
    assert published(releases).id == second


def test_the_folder_of_releases_can_come_from_the_environment(
    ngograph: Run, tiny: Content, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NGOGRAPH_RELEASES", str(releases))
    monkeypatch.setenv("NGOGRAPH_CONTENT", str(tiny.root))
    assert ngograph("build").code == 0
    assert published(releases)


def test_the_machine_refusing_is_another_exit_code(ngograph: Run, tiny: Content, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = ngograph("build", "--content", tiny.root, "--releases", tmp_path / "file" / "releases")
    assert ended.code == 3
    assert ended.err.startswith("error: ")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build", "--nonsense"], ["check"], ["rollback", "a", "b"]]
)
def test_a_wrong_command_is_usage(ngograph: Run, arguments: list[str]) -> None:
    ended = ngograph(*arguments)
    assert ended.code == 2
    assert "Usage: " in ended.err


def test_the_version_is_told(ngograph: Run) -> None:
    assert ngograph("--version").out == f"ngograph {package.__version__}\n"


def test_a_reader_who_leaves_is_no_error(tiny: Content) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])}
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        ended = subprocess.run(
            [sys.executable, "-m", "ngograph", "check", tiny.data, "--content", tiny.root, "-v"],
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=environment,
        )
    assert ended.stderr == ""
