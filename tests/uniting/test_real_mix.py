"""Pieces of real files of six formats beside an article: the whole conforms, as both engines say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from lxml import etree
from pyoxigraph import NamedNode

from ngograph.content import find_content
from ngograph.importing import Wanted, import_file
from ngograph.imports import imported
from ngograph.sources import read_folder
from ngograph.sources.known import known
from ngograph.uniting import united
from ngograph.validation import validate
from ngograph.validation.terms import TYPE
from ngograph.vocab import NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Triple

    from ngograph.check import Rules
    from ngograph.sources.known import Known
    from ngograph.uniting import United
    from ngograph.validation import Report

ARTICLE: Final = "icrc-uzbekistan-meeting"
IN_SCHEME: Final = NamedNode(f"{PREFIXES['skos']}inScheme")


def first_activities(path: Path) -> str:
    root = etree.parse(path).getroot()
    for activity in root.findall("iati-activity")[2:]:
        root.remove(activity)
    return etree.tostring(root, encoding="unicode")


def first_flows(path: Path) -> str:
    found = json.loads(path.read_bytes())
    found["data"]["flows"] = found["data"]["flows"][:3]
    return json.dumps(found)


def first_results(path: Path) -> str:
    found = json.loads(path.read_bytes())
    found["results"] = found["results"][:3]
    return json.dumps(found)


def first_grants(path: Path) -> str:
    found = json.loads(path.read_bytes())
    found["grants"] = found["grants"][:2]
    return json.dumps(found)


def first_of_list(path: Path) -> str:
    return json.dumps(json.loads(path.read_bytes())[:3])


def first_lines(path: Path) -> str:
    return "".join(path.read_text("utf-8").splitlines(keepends=True)[:4])


PIECES: Final[dict[str, tuple[str, Callable[[Path], str]]]] = {
    "iati.xml": ("iati-dportal-covid/dportal-covid.xml", first_activities),
    "3w.json": ("3w-nepal-redcross/nepal-2015-red-cross-3w.json", first_of_list),
    "fts.json": ("ocha-fts/custom-search-locationid-1-year-2020-page-3.json", first_flows),
    "hpc.csv": ("ocha-hpc-projects/rsyr22-irq-projects.csv", first_lines),
    "appeals.json": ("ifrc-go/appeals_0.json", first_results),
    "grants.json": ("360giving/power-to-change.json", first_grants),
}
"""What stands for each format: a real file, and how the first of its records are taken."""


@pytest.fixture(scope="module")
def mix(shared: Path, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> United:
    """An article and the imported pieces, united by the same rules as in a build."""
    folder, data = tmp_path_factory.mktemp("mix"), find_content().data
    world: Known = known(
        [triple for file in rules.ontology for triple in file.triples],
        read_folder(data / "countries").triples,
    )
    for name, (path, first) in PIECES.items():
        (folder / name).write_text(first(shared / "data" / path), "utf-8")
        import_file(folder / name, folder / "imports", rules, world, wanted=Wanted())
    return united([read_folder(data / ARTICLE)], imported(folder / "imports"), rules)


def test_each_format_has_its_say(mix: United) -> None:
    accounts = {graph.rpartition("/")[2]: taken.account for graph, taken in mix.taken.items()}
    assert set(accounts) == {name.partition(".")[0] for name in PIECES}
    for name, account in accounts.items():
        assert account["produced"] > 1, name
        assert account["read"] == account["produced"] + sum(account["skipped"].values())


def needed(rules: Rules, data: list[Triple]) -> list[Triple]:
    """Return the ontology without the concepts that *data* does not use, for pySHACL is slow."""
    triples = [triple for file in rules.ontology for triple in file.triples]
    used = {triple.object for triple in data}
    unused = {t.subject for t in triples if t.predicate == IN_SCHEME} - used
    return [t for t in triples if t.subject not in unused and t.object not in unused]


def test_the_whole_conforms_for_both_engines(mix: United, rules: Rules) -> None:
    assert mix.checked.report.conforms
    data = list(dict.fromkeys(triple for source in mix.sources for triple in source.triples))
    shapes = [triple for file in rules.shapes for triple in file.triples]
    ontology = needed(rules, data)
    ours, theirs = (
        validate(data, ontology=ontology, shapes=shapes, engine=engine) for engine in ("default", "pyshacl")
    )
    assert ours.conforms
    assert theirs.conforms
    assert keys(ours) == keys(theirs)
    assert ours.looked_at == theirs.looked_at


def test_a_funding_without_its_funder_is_found_in_the_mix(mix: United, rules: Rules) -> None:
    data = list(dict.fromkeys(triple for source in mix.sources for triple in source.triples))
    funding = next(t.subject for t in data if t.predicate == TYPE and t.object == NamedNode(f"{NGO}Funding"))
    assert isinstance(funding, NamedNode)
    data = [t for t in data if (t.subject, t.predicate.value) != (funding, f"{NGO}funder")]
    shapes = [triple for file in rules.shapes for triple in file.triples]
    found = validate(data, ontology=needed(rules, data), shapes=shapes)
    assert [finding.node for finding in found.violations] == [funding.value]


def keys(report: Report) -> list[tuple[str | None, ...]]:
    return [(f.node, f.shape, f.path, f.value, f.component, f.severity) for f in report.findings]
