"""The description of a large thing, page by page: as many of its relationships as can be told at once.

All pages together tell what one would; each costs what it tells. What is said of the thing itself, and what
else points at it, stands on the first.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from ngograph.vocab import NGO, PREFIXES
from ngograph.web.description import Description, labels_of
from ngograph.web.paging import Page
from ngograph.web.questions import among, question
from ngograph.web.showing.reading import quads_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Quad

    from ngograph.store.answering import Engine, Table

_SHARE: Final = 40
"""How many statements there are at most of a relationship and its parts, but for few."""
_TOGETHER: Final = 500
"""Of how many things a store is asked at once by their names."""
_HELD: Final = frozenset({f"{NGO}evidence", f"{NGO}identifier", f"{NGO}signature"})
_SELECTOR: Final = frozenset({f"{PREFIXES['oa']}hasSelector"})
_SIGNERS: Final = frozenset({f"{NGO}signatory", f"{NGO}onBehalfOf"})


async def a_page(
    engine: Engine, thing: NamedNode, about: tuple[Quad, ...], most: int, number: int
) -> Description:
    """Return the page *number* of the description of a *thing* of which *about* is said.

    Args:
        most: how many statements of each kind there are on a page at most.
    """
    page = Page(number, max(1, most // _SHARE))
    ties = await engine.table(page.from_here(question("ties", thing=thing)))
    iris = [iri for (iri,) in rows_of(ties, "s")][: page.limit]
    relations = await _stated(engine, iris)
    beside: tuple[Quad, ...] = ()
    whole = True
    if number == 1:
        others = await engine.table(question("pointing-beside", thing=thing), most)
        beside, whole = quads_of(others, "s", "p", "thing", "g"), not others.more
    else:
        about = ()
    held = await _stated(engine, _ends((*about, *relations), _HELD))
    parts = (*held, *await _stated(engine, _ends((*about, *held), _SELECTOR)))
    named = {*_ends((*about, *relations)), *_ends(held, _SIGNERS), *_subjects(beside), *iris}
    tables = await _in_parts(engine, "named", "named", sorted(named))
    return Description(
        iri=thing.value,
        about=about,
        pointing=(*beside, *(quad for quad in relations if quad.object == thing)),
        relations=relations[:most],
        parts=parts[:most],
        labels=tuple(quad for table in tables for quad in labels_of(table)),
        whole=whole
        and number == 1
        and len(ties.rows) <= page.limit
        and max(len(relations), len(parts)) <= most,
        more=len(ties.rows) > page.limit,
    )


async def _stated(engine: Engine, iris: Sequence[str]) -> tuple[Quad, ...]:
    """Return all that is said of *iris*, in their order."""
    tables = await _in_parts(engine, "stated", "s", iris)
    return tuple(quad for table in tables for quad in quads_of(table, "s", "p", "o", "g"))


async def _in_parts(engine: Engine, name: str, variable: str, iris: Sequence[str]) -> list[Table]:
    """Return the answers to the question called *name* of the *iris* that a *variable* may stand for."""
    parts = (iris[first : first + _TOGETHER] for first in range(0, len(iris), _TOGETHER))
    asked = (engine.table(among(question(name), variable, some)) for some in parts)
    return await asyncio.gather(*asked)


def _ends(quads: Iterable[Quad], predicates: frozenset[str] | None = None) -> list[str]:
    """Return the IRIs that *quads* lead to, or those that they lead to by *predicates*, each once."""
    ends = (quad.object for quad in quads if predicates is None or quad.predicate.value in predicates)
    return list(dict.fromkeys(end.value for end in ends if isinstance(end, NamedNode)))


def _subjects(quads: Iterable[Quad]) -> set[str]:
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
