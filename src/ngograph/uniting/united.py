"""The content and the imported sources as one conforming whole, with an account of what had to give way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from ngograph.errors import ContentError
from ngograph.identity import joined, redirects
from ngograph.sources import Source, SourceFile, is_name
from ngograph.uniting.excluding import exclude
from ngograph.uniting.settling import settle
from ngograph.vocab import curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from ngograph.check import Checked, Rules
    from ngograph.identity import Joined
    from ngograph.imports import ImportedSource
    from ngograph.uniting.claims import Yielded


@dataclass(frozen=True)
class Taken:
    """How an imported source went into the release.

    Args:
        account: the account of its import.
        files: what it was read from.
        joined: how many of its things are spoken of under the IRI of another.
        yielded: what did not stand beside what others say, by what it tells.
        excluded: what broke a rule beside what others say, by the rule.
    """

    account: Mapping[str, Any]
    files: Sequence[SourceFile] = ()
    joined: int = 0
    yielded: Mapping[str, int] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        files = [
            {
                "path": f"imports/{self.account['source']}/{file.path.name}",
                "sha256": file.sha256,
                "bytes": file.size,
                "triples": len(file.triples),
            }
            for file in self.files
        ]
        return {
            "files": files,
            "import": dict(self.account),
            "joined": self.joined,
            "yielded": dict(sorted(self.yielded.items())),
            "excluded": dict(sorted(self.excluded.items())),
        }


@dataclass(frozen=True)
class United:
    """All sources as one.

    Args:
        sources: the content first, then what was imported.
        taken: how each imported source went in, by the IRI of its graph.
        redirects: from each IRI that another stands for to that other.
        yielded: each statement that does not stand: source, thing, property, value, what stands instead.
        notices: what somebody should look at, each a sentence.
        checked: what the shapes find in the whole.
    """

    sources: tuple[Source, ...]
    taken: Mapping[str, Taken]
    redirects: tuple[Triple, ...]
    yielded: tuple[tuple[str, ...], ...]
    notices: tuple[str, ...]
    checked: Checked


def united(content: Sequence[Source], imports: Sequence[ImportedSource], rules: Rules) -> United:
    """Return *content* and *imports* as one.

    Raises:
        ContradictingDecisions: decisions on who is who contradict each other.
        ContentError: the statements of an import cannot be read, or its name is not free.
    """
    foreign = [_as_source(one, content) for one in imports]
    own = [triple for source in content for file in source.files for triple in file.triples]
    one = joined(own, [source.files[0].triples for source in foreign])
    made = settle(content, foreign, one)
    left = exclude(made.sources[: len(content)], made.sources[len(content) :], rules)
    gave_way = Counter((gone.unit.source, gone.what) for gone in made.yielded)
    taken = {
        source.graph.value: Taken(
            imported.account,
            imported.files,
            made.joined[source.name],
            {what: count for (name, what), count in gave_way.items() if name == source.name},
            left.counts.get(source.name, {}),
        )
        for source, imported in zip(foreign, imports, strict=True)
    }
    return United(
        (*made.sources[: len(content)], *left.imported),
        taken,
        tuple(redirects(one.canonical)),
        tuple(_row(gone, one) for gone in made.yielded),
        tuple(_notices(one)),
        left.checked,
    )


def _as_source(imported: ImportedSource, content: Sequence[Source]) -> Source:
    if not is_name(imported.name) or imported.name in {source.name for source in content}:
        raise ContentError(
            f"{imported.path}: expected a name of a-z, 0-9 and single hyphens that no source of the content "
            f"bears, found {imported.name!r}: import it under another with --source"
        )
    return Source(imported.name, imported.graph, imported.document, imported.title, imported.files)


def _row(gone: Yielded, one: Joined) -> tuple[str, ...]:
    triple = gone.triple
    thing = one.canonical.get(triple.subject, NamedNode(gone.unit.record))
    predicate = curie(triple.predicate.value)
    return gone.unit.source, thing.value, predicate, str(triple.object), " ".join(gone.stands)


def _notices(one: Joined) -> Iterator[str]:
    for apart in one.kept_apart:
        things = ", ".join(curie(thing.value) for thing in apart.bearers)
        yield f"{apart.scheme} {apart.notation} is borne by {things}, which were not joined: {apart.reason}"
