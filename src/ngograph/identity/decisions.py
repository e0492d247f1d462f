"""Decisions on who is who: a table that people and other tools can read, and the judgements it states.

The table is SSSOM/TSV (Simple Standard for Sharing Ontology Mappings): `skos:exactMatch` says that two
records are one thing, with `Not` that they are not, `skos:closeMatch` that it is not sure. A decision that is
taken back moves to the table beside it, with who took it back, when and why, so that nothing that was decided
is lost.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Triple

from ngograph.errors import ContentError, UnknownDecision
from ngograph.identity.joining import joined
from ngograph.sources import SourceFile
from ngograph.vocab import ID, NGO, PREFIXES, ROOT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from ngograph.sources import Source

Verdict = Literal["same", "different", "unsure"]

DECISIONS: Final = "decisions.sssom.tsv"
WITHDRAWN: Final = "withdrawn.sssom.tsv"
_FOLDER: Final = "judgements"
_SAID: Final[dict[Verdict, tuple[str, str]]] = {
    "same": ("skos:exactMatch", ""),
    "different": ("skos:exactMatch", "Not"),
    "unsure": ("skos:closeMatch", ""),
}
_VERDICTS: Final = {said: verdict for verdict, said in _SAID.items()}
_BY_HAND: Final = "semapv:ManualMappingCuration"
_BY_NAMES: Final = "semapv:LexicalMatching"
_PREFIX: Final = "ngograph"
_HEAD: Final = """\
#curie_map:
#  ngograph: "{id}"
#  semapv: "https://w3id.org/semapv/vocab/"
#  skos: "{skos}"
#license: "https://creativecommons.org/publicdomain/zero/1.0/"
#mapping_set_id: "{root}mapping/{name}"
#mapping_set_title: "{title}"
"""
_TITLES: Final = {
    DECISIONS: "Decisions on who is who",
    WITHDRAWN: "Decisions on who is who that were taken back",
}


@dataclass(frozen=True)
class Decision:
    """What somebody decided of two records.

    Args:
        left: the IRI of the one.
        right: the IRI of the other.
        verdict: same, different or unsure.
        author: who decided.
        day: when.
        reason: why, in words.
        left_label: what the one was called.
        right_label: what the other was called.
        score: how alike a matcher found them, 0–1; None where none was asked.
        by_names: whether it rests on the names alone, and nobody looked at the pair itself.
    """

    left: str
    right: str
    verdict: Verdict
    author: str
    day: dt.date
    reason: str
    left_label: str = ""
    right_label: str = ""
    score: float | None = None
    by_names: bool = False

    @property
    def pair(self) -> frozenset[str]:
        """The two records, in whatever order."""
        return frozenset((self.left, self.right))


@dataclass(frozen=True)
class _Row:
    """One line of the table; the names are those of the standard."""

    subject_id: str
    subject_label: str
    predicate_id: str
    predicate_modifier: str
    object_id: str
    object_label: str
    mapping_justification: str
    author_label: str
    mapping_date: str
    confidence: str
    comment: str


_COLUMNS: Final = tuple(field.name for field in fields(_Row))


def with_decisions(source: Source, folder: Path) -> Source:
    """Return *source* with the judgements that the table of decisions in its *folder* states.

    Raises:
        ContentError: the table is not what it should be.
    """
    path = folder / DECISIONS
    if not path.is_file():
        return source
    content = path.read_bytes()
    triples = tuple(triple for decision in read(path) for triple in judged(decision))
    file = SourceFile(path, hashlib.sha256(content).hexdigest(), len(content), triples)
    return replace(source, files=(*source.files, file))


def table_in(data: Path) -> Path:
    """Return where in the folder *data* of the content the decisions stand."""
    return data / _FOLDER / DECISIONS


def judged(decision: Decision) -> Iterator[Triple]:
    """State *decision* as a judgement."""
    name = hashlib.sha256("\n".join(sorted(decision.pair)).encode()).hexdigest()[:20]
    node = NamedNode(f"{ID}judgement/{name}")
    yield Triple(node, NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(f"{NGO}Judgement"))
    yield Triple(node, NamedNode(f"{NGO}left"), NamedNode(decision.left))
    yield Triple(node, NamedNode(f"{NGO}right"), NamedNode(decision.right))
    yield Triple(node, NamedNode(f"{NGO}verdict"), Text(decision.verdict))
    yield Triple(node, NamedNode(f"{PREFIXES['dct']}creator"), Text(decision.author))
    day = Text(decision.day.isoformat(), datatype=NamedNode(f"{PREFIXES['xsd']}date"))
    yield Triple(node, NamedNode(f"{PREFIXES['dct']}created"), day)
    yield Triple(node, NamedNode(f"{NGO}reason"), Text(decision.reason, language="en"))
    if decision.score is not None:
        decimal = NamedNode(f"{PREFIXES['xsd']}decimal")
        score = Text(f"{decision.score:.4f}".rstrip("0").rstrip("."), datatype=decimal)
        yield Triple(node, NamedNode(f"{NGO}score"), score)


def read(path: Path) -> list[Decision]:
    """Return the decisions in the table at *path*; none without a table.

    Raises:
        ContentError: a line is not what it should be; the message names it.
    """
    if not path.is_file():
        return []
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}: expected text in UTF-8: {error}") from error
    head = sum(1 for line in lines if line.startswith("#"))
    rows = csv.DictReader(lines[head:], delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := {*_COLUMNS} - {*(rows.fieldnames or ())}:
        raise ContentError(f"{path}:{head + 1}: expected the columns {', '.join(sorted(missing))} too")
    return [_decision(path, head + 2 + number, row) for number, row in enumerate(rows)]


def decide(table: Path, new: Sequence[Decision], judgements: Iterable[Triple] = ()) -> None:
    """Add *new* decisions to the *table*.

    One on a pair that was decided already takes its place; what it replaces is kept among the withdrawn.

    Args:
        table: the table; made if it is not there.
        new: at most one on each pair.
        judgements: what is decided elsewhere in the content.

    Raises:
        ContradictingDecisions: what one calls different, others call the same; nothing is written.
    """
    pairs = {decision.pair: decision for decision in new}
    staying = [one for one in read(table) if one.pair not in pairs]
    told = [triple for one in (*staying, *new) for triple in judged(one)]
    joined([*judgements, *told], ())
    for old in [one for one in read(table) if one.pair in pairs]:
        latest = pairs[old.pair]
        withdraw(table, [old.pair], latest.author, latest.day, "decided anew")
    table.parent.mkdir(parents=True, exist_ok=True)
    _write(table, [*staying, *new])


def withdraw(
    table: Path, pairs: Collection[frozenset[str]], author: str, day: dt.date, reason: str
) -> list[Decision]:
    """Take the decisions on *pairs* of records back, and return them.

    Raises:
        UnknownDecision: there is none on one of them; then nothing is taken back.
    """
    decisions = {one.pair: one for one in read(table)}
    for pair in pairs:
        if pair not in decisions:
            raise UnknownDecision(*sorted(pair))
    gone = [decisions.pop(pair) for pair in pairs]
    if gone:
        words = f"[taken back by {author} on {day.isoformat()}: {reason}]"
        past = table.with_name(WITHDRAWN)
        _write(past, [*read(past), *(replace(one, reason=f"{one.reason} {words}") for one in gone)])
        _write(table, decisions.values())
    return gone


def _write(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the table of *decisions* to *path*, whole or not at all."""
    text = io.StringIO()
    name = path.name.partition(".")[0]
    text.write(_HEAD.format(id=ID, skos=PREFIXES["skos"], root=ROOT, name=name, title=_TITLES[path.name]))
    text.write("\t".join(_COLUMNS) + "\n")
    for decision in sorted(
        decisions, key=lambda one: (one.left, one.right, one.day, one.verdict, one.reason)
    ):
        text.write("\t".join(_cells(_row(decision))) + "\n")
    staged = path.with_name(f".{path.name}")
    staged.write_text(text.getvalue(), "utf-8")
    staged.replace(path)


def _row(decision: Decision) -> _Row:
    predicate, modifier = _SAID[decision.verdict]
    return _Row(
        subject_id=_short(decision.left),
        subject_label=decision.left_label,
        predicate_id=predicate,
        predicate_modifier=modifier,
        object_id=_short(decision.right),
        object_label=decision.right_label,
        mapping_justification=_BY_NAMES if decision.by_names else _BY_HAND,
        author_label=decision.author,
        mapping_date=decision.day.isoformat(),
        confidence="" if decision.score is None else f"{decision.score:g}",
        comment=decision.reason,
    )


def _cells(row: _Row) -> Sequence[str]:
    return [" ".join(str(getattr(row, name)).split()) for name in _COLUMNS]


def _decision(path: Path, line: int, row: dict[str, str]) -> Decision:
    said = (row["predicate_id"], row["predicate_modifier"] or "")
    try:
        score = float(row["confidence"]) if row["confidence"] else None
        day = dt.date.fromisoformat(row["mapping_date"])
    except (TypeError, ValueError) as error:
        raise ContentError(f"{path}:{line}: expected a day and a number from 0 to 1: {error}") from error
    if said not in _VERDICTS or not (row["author_label"] and row["comment"]):
        raise ContentError(
            f"{path}:{line}: expected skos:exactMatch (with or without Not) or skos:closeMatch, with who "
            f"decided and why, found {row['predicate_id']} {said[1]}".rstrip()
        )
    return Decision(
        _long(path, line, row["subject_id"]),
        _long(path, line, row["object_id"]),
        _VERDICTS[said],
        row["author_label"],
        day,
        row["comment"],
        row["subject_label"] or "",
        row["object_label"] or "",
        score,
        row["mapping_justification"] == _BY_NAMES,
    )


def _short(iri: str) -> str:
    return f"{_PREFIX}:{iri.removeprefix(ID)}" if iri.startswith(ID) else iri


def _long(path: Path, line: int, curie: str) -> str:
    prefix, _, name = (curie or "").partition(":")
    if prefix != _PREFIX or not name or any(sign in name for sign in ' <>"{}|\\^`'):
        raise ContentError(
            f"{path}:{line}: expected a thing such as {_PREFIX}:organisation/icrc, found {curie!r}"
        )
    return f"{ID}{name}"
