"""Files and graphs held against ontology and shapes: what the shapes found, and where it is stated."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from ngograph.content import is_example, turtle_files
from ngograph.errors import MissingFile, MissingSource
from ngograph.imports import parsed
from ngograph.sources import SourceFile, read_file
from ngograph.validation import validate, validate_lines
from ngograph.vocab import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ngograph.content import Content
    from ngograph.validation import Engine, Finding, Report

P = TypeVar("P")

_LABEL: Final = NamedNode(PREFIXES["skos"] + "prefLabel")


@dataclass(frozen=True)
class Rules:
    """What files are held against: the ontology with its concepts and alignments, and the shapes."""

    ontology: tuple[SourceFile, ...]
    shapes: tuple[SourceFile, ...]

    @property
    def triples(self) -> list[Triple]:
        """Each triple of ontology and shapes."""
        return [*_triples(self.ontology), *_triples(self.shapes)]


@dataclass(frozen=True)
class LocatedFinding:
    """A finding with the files or the graphs that state the node, and the node's English label."""

    finding: Finding
    files: tuple[Path, ...]
    label: str | None
    graphs: tuple[str, ...] = ()

    @property
    def is_violation(self) -> bool:
        """Whether it stops a build."""
        return self.finding.severity.endswith("Violation")

    @property
    def rule(self) -> str:
        """The shape that was broken, as a CURIE."""
        return curie(self.finding.shape)

    def to_dict(self, root: Path | None = None) -> dict[str, Any]:
        """Return it as plain values for JSON, with the files as paths from *root* where they are below it."""
        return {
            "shape": self.finding.shape,
            "node": self.finding.node,
            "label": self.label,
            "path": self.finding.path,
            "value": self.finding.value,
            "component": self.finding.component,
            "severity": self.finding.severity,
            "message": self.finding.message,
            "files": [shown(file, root) for file in self.files],
            **({"graphs": list(self.graphs)} if self.graphs else {}),
        }


@dataclass(frozen=True)
class Checked:
    """A report, and its findings with their places."""

    report: Report
    findings: tuple[LocatedFinding, ...]

    @property
    def looked_at_nothing(self) -> bool:
        """Whether no shape looked at any node, so that the report proves nothing."""
        return not any(self.report.looked_at.values())

    def to_dict(self, root: Path | None = None) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return {
            "conforms": self.report.conforms,
            "findings": [finding.to_dict(root) for finding in self.findings],
            "looked_at": dict(sorted(self.report.looked_at.items())),
        }


def read_rules(content: Content) -> Rules:
    """Read the ontology and the shapes of *content*.

    Raises:
        RdfSyntaxError: one of the files is not well-formed.
    """
    return Rules(
        tuple(read_file(path) for path in turtle_files(content.ontology)),
        tuple(read_file(path) for path in turtle_files(content.shapes)),
    )


def check(files: Sequence[SourceFile], rules: Rules, engine: Engine = "default") -> Checked:
    """Return what the shapes of *rules* find in all *files* taken together, by the *engine* named."""
    report = _validated(_triples(files), rules, engine)
    stated = [(file.path, triple) for file in files for triple in file.triples]
    return Checked(
        report,
        tuple(
            LocatedFinding(finding, places, label)
            for finding, places, label in _located(report.findings, stated)
        ),
    )


def check_lines(
    files: Sequence[SourceFile], streams: Mapping[Path, Callable[[], Iterator[str]]], rules: Rules
) -> Checked:
    """Return what the shapes of *rules* find in *files* and *streams* taken together.

    Args:
        files: what fits into memory.
        streams: what need not: lines of N-Triples, that can be read again, by the file that states them.
        rules: ontology and shapes.
    """
    said = chain.from_iterable(lines() for lines in streams.values())
    ontology, shapes = _triples(rules.ontology), _triples(rules.shapes)
    report = validate_lines(_triples(files), said, ontology=ontology, shapes=shapes)
    nodes = {f"<{finding.node}>" for finding in report.findings}
    stated = [(file.path, triple) for file in files for triple in file.triples]
    for path, lines in streams.items() if nodes else ():
        about = (line for line in lines() if line[: line.index(" ")] in nodes)
        stated += [(path, triple) for triple in parsed(about)]
    return Checked(
        report,
        tuple(
            LocatedFinding(finding, places, label)
            for finding, places, label in _located(report.findings, stated)
        ),
    )


def check_graphs(graphs: Mapping[NamedNode, Collection[Triple]], rules: Rules) -> Checked:
    """Return what the shapes of *rules* find in all *graphs* taken together."""
    stated = [(graph.value, triple) for graph, triples in graphs.items() for triple in triples]
    report = _validated(list(dict.fromkeys(triple for _, triple in stated)), rules)
    return Checked(
        report,
        tuple(
            LocatedFinding(finding, (), label, places)
            for finding, places, label in _located(report.findings, stated)
        ),
    )


def files_to_check(paths: Iterable[Path]) -> list[SourceFile]:
    """Read the Turtle files that are named or lie in the folders that are named, each once.

    Raises:
        MissingFile: a path is not there, or a folder holds no Turtle file.
        MissingSource: a folder with data does not say which document it renders.
        RdfSyntaxError: a file is not well-formed.
    """
    files = [file for path in paths for file in (_files_below(path) if path.is_dir() else [path])]
    return [read_file(file) for file in dict.fromkeys(files)]


def shown(path: Path, root: Path | None) -> str:
    """Return *path* as seen from *root* if it lies below it, else as it is."""
    if root is not None and path.resolve().is_relative_to(root.resolve()):
        return path.resolve().relative_to(root.resolve()).as_posix()
    return path.as_posix()


def _files_below(folder: Path) -> list[Path]:
    files = turtle_files(folder)
    if not files:
        raise MissingFile(folder / "*.ttl", "a Turtle file")
    for parent in sorted({file.parent for file in files if not is_example(file)}):
        if parent / "source.ttl" not in files:
            raise MissingSource(parent)
    return files


def _triples(files: Iterable[SourceFile]) -> list[Triple]:
    return list(dict.fromkeys(triple for file in files for triple in file.triples))


def _validated(triples: Sequence[Triple], rules: Rules, engine: Engine = "default") -> Report:
    return validate(triples, ontology=_triples(rules.ontology), shapes=_triples(rules.shapes), engine=engine)


def _located(
    findings: Sequence[Finding], stated: Iterable[tuple[P, Triple]]
) -> Iterator[tuple[Finding, tuple[P, ...], str | None]]:
    """Return each finding with the places that state its node, and its label."""
    nodes = {finding.node for finding in findings}
    about = [(place, triple) for place, triple in stated if _name(triple.subject) in nodes]
    places: dict[str, dict[P, None]] = {}
    for place, triple in about:
        places.setdefault(_name(triple.subject), {})[place] = None
    labels = _labels(triple for _, triple in about)
    for finding in findings:
        yield finding, tuple(places.get(finding.node, {})), labels.get(finding.node)


def _labels(triples: Iterable[Triple]) -> Mapping[str, str]:
    return {
        _name(triple.subject): triple.object.value
        for triple in triples
        if triple.predicate == _LABEL
        and isinstance(triple.object, Literal)
        and triple.object.language == "en"
    }


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)
