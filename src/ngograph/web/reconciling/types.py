"""The types of the API: the classes of things that a row may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ngograph.reconciling.entities import KINDS
from ngograph.tabular import Rows
from ngograph.vocab import NGO, ONTOLOGY_GRAPH
from ngograph.web.questions import question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ngograph.store.answering import Engine
    from ngograph.web.reconciling.speaking import Speech


@dataclass(frozen=True)
class Type:
    """One class: its name, what it means, and the classes directly above it."""

    name: str
    definition: str
    wider: tuple[str, ...]

    def said(self, speech: Speech) -> dict[str, Any]:
        """Return it as the API writes it."""
        said: dict[str, Any] = {"id": self.name, "name": speech.of_class(self.name)}
        if self.definition and speech.lang == "en":
            said["description"] = self.definition
        if self.wider:
            said["broader"] = [{"id": name, "name": speech.of_class(name)} for name in self.wider]
        return said


async def types(engine: Engine) -> tuple[Type, ...]:
    """Return the classes of the things that a row may mean, the widest first, then by name."""
    table = await engine.table(question("wider", graph=NamedNode(ONTOLOGY_GRAPH)))
    return _below(Rows(table.columns, table.rows).records())


def _below(rows: Iterable[Mapping[str, str]]) -> tuple[Type, ...]:
    wider: dict[str, set[str]] = {}
    definitions: dict[str, str] = {}
    for row in rows:
        name = row["class"].removeprefix(NGO)
        wider.setdefault(name, set()).update({row["wider"].removeprefix(NGO)} if "wider" in row else ())
        definitions.setdefault(name, row.get("definition", ""))
    kept, before = set(KINDS), 0
    while len(kept) > before:
        before = len(kept)
        kept |= {name for name, above in wider.items() if above & kept}
    return tuple(
        Type(name, definitions.get(name, ""), tuple(sorted(wider.get(name, set()) & kept)))
        for name in sorted(kept, key=lambda name: (name not in KINDS, name))
    )


def kind_of(every: Iterable[Type], name: str) -> str | None:
    """Return the sort of thing that is of the class called *name*, None if it is none of those."""
    wider = {one.name: one.wider for one in every}
    ring = {name} & set(wider)
    while ring:
        if found := ring & set(KINDS):
            return KINDS[min(found)]
        ring = {above for one in ring for above in wider[one]}
    return None
