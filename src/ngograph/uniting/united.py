"""The content and the imported sources as one conforming whole, with an account of what had to give way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from ngograph.errors import ContentError
from ngograph.identity import contradict, joined, redirects
from ngograph.imports import parsed
from ngograph.sources import is_name
from ngograph.uniting.excluding import exclude
from ngograph.uniting.settling import Heads, settle
from ngograph.vocab import ID, NGO, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from ngograph.check import Checked, Rules
    from ngograph.identity import Joined
    from ngograph.imports import ImportedSource
    from ngograph.sources import Source
    from ngograph.uniting.claims import Yielded
    from ngograph.uniting.foreign import Foreign

_OF_CODES: Final = frozenset(
    (
        *(f"<{NGO}{name}>" for name in ("identifier", "scheme", "strength")),
        f"<{PREFIXES['skos']}notation>",
    )
)
_BODY: Final = f"{ID}organisation/"
_UNLIKE: Final = "a name unlike those of the bearer of its code"
_OF_DECISIONS: Final = frozenset(NamedNode(f"{NGO}{name}") for name in ("left", "right"))


@dataclass(frozen=True)
class Taken:
    """How an imported source went into the release.

    Args:
        account: the account of its import.
        files: what it was read from, as plain values.
        joined: how many of its things are spoken of under the IRI of another.
        yielded: what did not stand beside what others say, by what it tells.
        excluded: what broke a rule beside what others say, by the rule.
    """

    account: Mapping[str, Any]
    files: Sequence[Mapping[str, Any]] = ()
    joined: int = 0
    yielded: Mapping[str, int] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return {
            "files": [dict(file) for file in self.files],
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

    sources: tuple[Source | Foreign, ...]
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
    for one in imports:
        _named(one, content)
    own = [triple for source in content for file in source.files for triple in file.triples]
    heads = [_heads(one, own) for one in imports]
    judged = joined(own, [one.told for one in heads])
    made = settle(content, heads, judged)
    left = exclude(made.content, made.imported, rules)
    doubted = _doubted(made.yielded, own)
    gave_way = Counter((gone.unit.source, gone.what) for gone in made.yielded)
    gave_way.update((gone.unit.source, _UNLIKE) for gone in doubted)
    taken = {
        one.graph.value: Taken(
            one.account,
            (_file(one),),
            made.joined[one.name],
            {what: count for (name, what), count in gave_way.items() if name == one.name},
            left.counts.get(one.name, {}),
        )
        for one in imports
    }
    return United(
        (*made.content, *left.imported),
        taken,
        tuple(redirects(judged.canonical)),
        tuple(_row(gone, judged) for gone in made.yielded),
        (*_notices(judged), *dict.fromkeys(_doubt(gone, judged) for gone in doubted)),
        left.checked,
    )


def _named(imported: ImportedSource, content: Sequence[Source]) -> None:
    """Return if the name of an import is free."""
    if not is_name(imported.name) or imported.name in {source.name for source in content}:
        raise ContentError(
            f"{imported.path}: expected a name of a-z, 0-9 and single hyphens that no source of the content "
            f"bears, found {imported.name!r}: import it under another with --source"
        )


def _heads(imported: ImportedSource, own: Iterable[Triple]) -> Heads:
    """Return what an import says of codes, of its document and of what was decided on in the content."""
    wanted = {str(triple.object) for triple in own if triple.predicate in _OF_DECISIONS}
    wanted.add(str(imported.document))
    told = (
        line
        for line in imported.lines()
        if (parts := line.split(" ", 2))[1] in _OF_CODES or parts[0] in wanted
    )
    try:
        return Heads(imported, tuple(parsed(told)))
    except SyntaxError as error:
        raise ContentError(f"{imported.statements}: expected the statements of an import: {error}") from error


def _file(imported: ImportedSource) -> dict[str, Any]:
    """Return what an import was read from as plain values."""
    path = imported.statements
    return {
        "path": f"imports/{imported.account['source']}/{path.name}",
        "sha256": imported.sha256,
        "bytes": path.stat().st_size,
        "triples": sum(1 for _ in imported.lines()),
    }


def _row(gone: Yielded, one: Joined) -> tuple[str, ...]:
    triple = gone.triple
    thing = one.canonical.get(triple.subject, NamedNode(gone.unit.record))
    predicate = curie(triple.predicate.value)
    return gone.unit.source, thing.value, predicate, str(triple.object), " ".join(gone.stands)


def _doubted(yielded: Iterable[Yielded], own: Iterable[Triple]) -> list[Yielded]:
    """Return the names of bodies that are nothing like those that stand, where a code joined them."""
    judged = {str(triple.object) for triple in own if triple.predicate in _OF_DECISIONS}
    return [
        gone
        for gone in yielded
        if gone.what == "name"
        and gone.unit.record.startswith(_BODY)
        and f"<{gone.unit.record}>" not in judged
        and all(contradict(_text(other), _text(str(gone.triple.object))) for other in gone.stands)
    ]


def _text(literal: str) -> str:
    """Return the text of a *literal* as N-Triples writes it."""
    return literal.rpartition('"')[0][1:]


def _doubt(gone: Yielded, one: Joined) -> str:
    record = NamedNode(gone.unit.record)
    thing = curie(one.canonical.get(record, record).value)
    return (
        f"{gone.unit.source} calls {thing} {gone.triple.object}, which is nothing like "
        f"{', '.join(gone.stands)}: one of them may bear a wrong code"
    )


def _notices(one: Joined) -> Iterator[str]:
    for apart in one.kept_apart:
        things = ", ".join(curie(thing.value) for thing in apart.bearers)
        yield f"{apart.scheme} {apart.notation} is borne by {things}, which were not joined: {apart.reason}"
