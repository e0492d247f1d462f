"""Imported sources made by hand, and what is said in the whole that they become."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard
from pyoxigraph import NamedNode, RdfFormat, parse

from ngograph.imports import ImportedSource
from ngograph.sources import Source, SourceFile
from ngograph.sources.reading import Document
from ngograph.sources.statements import thing
from ngograph.sources.stating import Stating, lines
from ngograph.sources.writing import described
from ngograph.uniting import united
from ngograph.vocab import NGO, PREFIXES, ROOT, source_graph

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ngograph.check import Rules
    from ngograph.sources.facts import Record
    from ngograph.uniting import United

HEAD = f"""@base <{ROOT}> .
@prefix dct: <{PREFIXES["dct"]}> .
@prefix geo: <{PREFIXES["geo"]}> .
@prefix ngo: <{NGO}> .
@prefix skos: <{PREFIXES["skos"]}> .
@prefix xsd: <{PREFIXES["xsd"]}> .
"""


@dataclass
class Bench:
    """What is to be united; *folder* holds the imports."""

    folder: Path
    rules: Rules

    def source(self, turtle: str, name: str = "own") -> Source:
        """Return a source of the content that states *turtle*."""
        triples = tuple(quad.triple for quad in parse((HEAD + turtle).encode(), format=RdfFormat.TURTLE))
        file = SourceFile(self.folder / name / "own.ttl", "0" * 64, len(turtle), triples)
        return Source(name, NamedNode(source_graph(name)), thing("document", name), name, (file,))

    def imported(self, name: str, *records: Record, issued: dt.date | None = None) -> ImportedSource:
        """Import *records* as a source called *name*."""
        stating = Stating(name)
        about = described(Document(name, name, "0" * 64, f"{name}.xml", "text/xml", ("en",), issued=issued))
        said = {
            *(f"{triple} ." for triple in about),
            *(line for one in records for line in lines(stating.record(one).blocks())),
        }
        path = self.folder / "imports" / name
        path.mkdir(parents=True)
        text = "".join(f"{line}\n" for line in sorted(said))
        (path / "statements.nt.zst").write_bytes(zstandard.compress(text.encode()))
        (path / "account.json").write_text(json.dumps({"source": name, "title": name, "read": len(records)}))
        return ImportedSource(path)

    def united(self, content: str, *imports: ImportedSource) -> United:
        """Unite a content that states *content* with *imports*."""
        return united([self.source(content)], imports, self.rules)


def said(whole: United, subject: str, predicate: str) -> dict[str, list[str]]:
    """Return what each source says of `id/`*subject*, as N-Triples writes it, without what says nothing."""
    node, named = NamedNode(f"{ROOT}id/{subject}"), NamedNode(predicate)
    found = {
        source.name: sorted(
            str(t.object) for t in source.triples if (t.subject, t.predicate) == (node, named)
        )
        for source in whole.sources
    }
    return {name: values for name, values in found.items() if values}
