"""SPARQL constraints, each as one query over all its focus nodes.

SHACL asks a constraint once for each node, with ``$this`` bound beforehand. That takes minutes where one
query that leaves ``$this`` free and joins it with the nodes the shape looks at takes milliseconds. To mean
the same, each group that mentions ``$this`` is joined with them, except within EXISTS, where the engine binds
``$this`` itself (and would plan a second pattern badly). The tests compare with pySHACL and the W3C suite.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ngograph.errors import ContentError
from ngograph.validation.patterns import SKIPPED, TOKEN
from ngograph.validation.staging import FOCUS, LOOKS_AT, Staged
from ngograph.validation.terms import Term, name
from ngograph.validation.wording import SPARQL, Broken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ngograph.validation.shapes import Shapes, SparqlConstraint

_REFUSED: Final = frozenset({"MINUS", "SERVICE", "VALUES", "$SHAPESGRAPH", "?SHAPESGRAPH"})


def sparql_findings(
    staged: Staged, shapes: Shapes, asked: Collection[SparqlConstraint] | None = None
) -> Iterator[Broken]:
    """Return what breaks the SPARQL constraints of *shapes* among what is *staged*.

    Args:
        staged: what is looked at.
        shapes: the rules.
        asked: which of them, if not all.

    Raises:
        ContentError: a constraint is no SELECT query that the engine can read, or one that SHACL forbids.
    """
    for constraint in shapes.sparql if asked is None else asked:
        if staged.focus[constraint.target]:
            yield from _broken(constraint, staged)


def breaking(staged: Staged, constraint: SparqlConstraint) -> Iterator[Term]:
    """Yield of which nodes something is *staged* that breaks a *constraint* that `looks_at_one_statement`.

    Raises:
        ContentError: it is no query that the engine can read.
    """
    for row in _asked(constraint, f"{constraint.prefixes}\n{constraint.select}", staged):
        yield row["this"]


def set_query(constraint: SparqlConstraint) -> str:
    """Return the query of *constraint*, joined with the nodes that its shape looks at.

    Raises:
        ContentError: SHACL forbids something in it, because it cannot mean anything when ``$this`` is bound.
    """
    focus = f" GRAPH {FOCUS} {{ {constraint.target} {LOOKS_AT} ?this }} "
    pieces: list[str] = []
    groups: list[bool] = []  # for each group that is open: whether it lies within EXISTS
    before = ""
    for token in TOKEN.finditer(constraint.select):
        kind, text = token.lastgroup, token[0]
        if kind == "bound" or text.upper() in _REFUSED:
            raise _forbidden(constraint, text)
        if text in ("$PATH", "?PATH") and constraint.path is not None:
            text = constraint.path
        pieces.append(text)
        if text == "{":
            groups.append((bool(groups) and groups[-1]) or before == "EXISTS")
            select = _subselect(constraint.select, token.end())
            if select and not {"$this", "?this"} & set(select):
                raise _forbidden(constraint, "a sub-select that does not give $this")
            if (
                not select
                and not groups[-1]
                and (len(groups) == 1 or _mentions_this(constraint.select, token.end()))
            ):
                pieces.append(focus)
        elif text == "}" and groups:
            groups.pop()
        if kind not in SKIPPED:
            before = text.upper()
    return f"{constraint.prefixes}\n{''.join(pieces)}"


def _subselect(text: str, position: int) -> list[str]:
    """Return the words from SELECT up to its group if a sub-select begins at *position*, else none."""
    tokens = (token[0] for token in TOKEN.finditer(text, position) if token.lastgroup not in SKIPPED)
    words = list(takewhile(lambda word: word != "{", tokens))
    return words if words and words[0].upper() == "SELECT" else []


def _mentions_this(text: str, position: int) -> bool:
    """Say whether the group that begins at *position* mentions the focus node."""
    depth = 1
    for token in TOKEN.finditer(text, position):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 or token[0] in ("$this", "?this"):
            return depth > 0
    return False


def _forbidden(constraint: SparqlConstraint, what: str) -> ContentError:
    return ContentError(
        f"{name(constraint.rule)}: sh:select must do without {what}, which SHACL forbids here"
    )


def _asked(constraint: SparqlConstraint, text: str, staged: Staged) -> QuerySolutions:
    try:
        rows = staged.store.query(text)
    except SyntaxError as error:
        raise ContentError(f"{name(constraint.rule)}: sh:select is not SPARQL: {error}") from error
    if not isinstance(rows, QuerySolutions):
        raise ContentError(f"{name(constraint.rule)}: expected sh:select to be a SELECT query")
    return rows


def _broken(constraint: SparqlConstraint, staged: Staged) -> Iterator[Broken]:
    rows = _asked(constraint, set_query(constraint), staged)
    names = [variable.value for variable in rows.variables]
    if "this" not in names:
        raise ContentError(
            f"{name(constraint.rule)}: expected sh:select to give $this, found {', '.join(names)}"
        )
    for row in rows:
        yield _one(constraint, {key: staged.written(row[key]) for key in names if row[key] is not None})


def _one(constraint: SparqlConstraint, row: dict[str, Term]) -> Broken:
    node, path, words = row["this"], row.get("path"), row.get("message")
    return Broken(
        rule=constraint.rule,
        shape=constraint.shape,
        node=node,
        # On a node shape the offending value is the node itself unless the query names another.
        value=row.get("value", None if constraint.path else node),
        component=SPARQL,
        path=f"<{path.value}>" if isinstance(path, NamedNode) else constraint.path,
        message=words.value if isinstance(words, Literal) else None,
        row=row,
    )
