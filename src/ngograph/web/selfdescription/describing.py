"""`SelfDescription`: the facts and files of a release, and what is written of them, each made once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import RdfFormat, serialize

from ngograph.dumps import with_sorted_prefixes
from ngograph.summary import question
from ngograph.web.links import local
from ngograph.web.once import Once
from ngograph.web.selfdescription.dcat import catalogue
from ngograph.web.selfdescription.dumps import dumps_of
from ngograph.web.selfdescription.examples import examples
from ngograph.web.selfdescription.facts import facts
from ngograph.web.selfdescription.service import service_description
from ngograph.web.selfdescription.stating import WORDS
from ngograph.web.selfdescription.void import void

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pyoxigraph import Triple

    from ngograph.media import Format
    from ngograph.queries import Catalogue
    from ngograph.store.answering import Engine
    from ngograph.web.selfdescription.dumps import Dumps

Subject = Literal["service", "void", "catalogue", "examples"]

_KEPT: Final = 64
"""How many written descriptions are kept: few, unless clients call the service by ever new names."""


class SelfDescription:
    """What the service says of itself."""

    def __init__(
        self,
        engine: Engine,
        queries: Catalogue,
        *,
        release: object,
        built: datetime,
        title: str,
        publisher: str,
        writable: bool = False,
    ) -> None:
        """Remember what is described; nothing is counted before somebody asks.

        Args:
            engine: what knows the release.
            queries: the questions that can be asked of it.
            release: it may bring its files with it, as `Dumped` does.
            built: the moment it was built.
            title: what the graph is called.
            publisher: who publishes it.
            writable: whether it can be changed over HTTP.
        """
        self._writable = writable
        self._engine, self._queries, self._title, self._publisher = engine, queries, title, publisher
        self._release = release
        self._written: OrderedDict[tuple[Subject, str, str], bytes] = OrderedDict()
        self.facts = Once(lambda: facts(engine, built))
        self.dumps: Once[Dumps] = Once(self._dumps)
        self.pages = Once(self._pages)

    async def written(self, subject: Subject, base: str, form: Format) -> bytes:
        """Return the description of *subject* in *form*, for a service at the address *base*."""
        key = (subject, base, form.name)
        if key not in self._written:
            triples = await self._triples(subject, base)
            self._written[key] = await asyncio.to_thread(_serialised, triples, form)
            while len(self._written) > _KEPT:
                self._written.popitem(last=False)
        return self._written[key]

    async def _triples(self, subject: Subject, base: str) -> Iterable[Triple]:
        title = self._title
        if subject == "examples":
            return examples(self._queries, base)
        known = await self.facts()
        if subject == "service":
            return service_description(known, title, base, writable=self._writable)
        if subject == "void":
            return void(known, title, base)
        return catalogue(known, await self.dumps(), title, self._publisher, base)

    async def _dumps(self) -> Dumps:
        graphs = [source.graph for source in (await self.facts()).sources]
        return await dumps_of(self._release, self._engine, graphs)

    async def _pages(self) -> list[str]:
        """Return the paths of the pages that are worth a visit."""
        table = await self._engine.table(question("addresses"))
        things = [local(str(getattr(row[0], "value", ""))) for row in table.rows]
        graphs = [local(source.graph) for source in (await self.facts()).sources]
        own = ["/", "/queries", "/ontology", "/shapes", "/dumps"]
        asked = [f"/queries/{query.name}" for query in self._queries]
        return [*own, *asked, *(path for path in (*graphs, *things) if path)]


def _serialised(triples: Iterable[Triple], form: Format) -> bytes:
    rdf = RdfFormat.from_media_type(form.media_type)
    text = serialize(dict.fromkeys(triples), format=rdf, prefixes=WORDS) or b""
    return b"".join(with_sorted_prefixes(text.splitlines(keepends=True)))
