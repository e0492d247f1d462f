"""Validation itself: what the engines find, in one report."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

from ngograph.validation.core import core_findings, core_findings_in, text_of
from ngograph.validation.oracle import oracle_findings
from ngograph.validation.report import Report, report
from ngograph.validation.sets import sparql_findings
from ngograph.validation.shapes import Shapes
from ngograph.validation.staging import staged
from ngograph.validation.wording import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

Engine: TypeAlias = Literal["default", "pyshacl"]


def validate(
    triples: Iterable[Triple],
    *,
    ontology: Iterable[Triple],
    shapes: Iterable[Triple],
    engine: Engine = "default",
) -> Report:
    """Return what breaks *shapes* in *triples*, and how many nodes each shape looked at.

    Args:
        triples: the incoming data, before a store has normalised its literals.
        ontology: classes, properties and concepts. They are looked at like the data, so that a shape on a
            class sees the instances of its subclasses, and a rule on roles knows which concepts are roles.
        shapes: SHACL Core with sh:sparql constraints.
        engine: `default` is fast; `pyshacl` does everything by pySHACL, the measure of the other.

    Raises:
        ContentError: the shapes cannot be used.
    """
    rules = Shapes(shapes)
    everything = list(dict.fromkeys((*triples, *ontology)))
    stage = staged(everything, rules.targets)
    if engine == "pyshacl":
        broken = list(oracle_findings(everything, rules))
    else:
        broken = [*core_findings(everything, rules), *sparql_findings(stage, rules)]
    return report((finding(one, rules, stage) for one in broken), stage.looked_at)


def validate_lines(
    triples: Iterable[Triple],
    lines: Iterable[str],
    *,
    ontology: Iterable[Triple],
    shapes: Iterable[Triple],
) -> Report:
    """Return what `validate` does of *triples* and *lines*, of which the latter are not held in memory.

    Args:
        triples: incoming data.
        lines: more of it, as N-Triples without blank nodes and without line ends; read once.
        ontology: classes, properties and concepts.
        shapes: SHACL Core with sh:sparql constraints.

    Raises:
        ContentError: the shapes cannot be used, or a line is no statement.
    """
    rules, known = Shapes(shapes), list(dict.fromkeys((*triples, *ontology)))
    with tempfile.TemporaryDirectory(prefix="ngograph-validation-") as folder:
        path = Path(folder, "data.nt")
        with path.open("w", encoding="utf-8", newline="\n") as file:
            stage = staged(known, rules.targets, _copied(lines, file))
            file.write(text_of(known))
        broken = [*core_findings_in(path, known, rules), *sparql_findings(stage, rules)]
    return report((finding(one, rules, stage) for one in broken), stage.looked_at)


def _copied(lines: Iterable[str], file: TextIO) -> Iterator[str]:
    """Yield *lines*, and write them to *file* on the way."""
    for line in lines:
        file.write(f"{line}\n")
        yield line
