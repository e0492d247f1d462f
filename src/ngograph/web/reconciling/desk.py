"""What is asked of reconciliation, over an index of things that is made once for a release."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException

from ngograph.reconciling import answer
from ngograph.reconciling.asked import type_name
from ngograph.web.once import Once
from ngograph.web.reconciling import previewing, suggesting
from ngograph.web.reconciling.extending import extended
from ngograph.web.reconciling.properties import called, properties
from ngograph.web.reconciling.queries import batch, batch_1
from ngograph.web.reconciling.reading import entities
from ngograph.web.reconciling.results import candidate
from ngograph.web.reconciling.speaking import speech
from ngograph.web.reconciling.types import kind_of, types
from ngograph.web.reconciling.working import Work

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request
    from starlette.responses import Response

    from ngograph.reconciling import Asked, Entities, Entity
    from ngograph.web.reconciling.parsing import Part
    from ngograph.web.reconciling.properties import Property
    from ngograph.web.service import Service

_SUGGESTED: Final = ("entity", "type", "property")
_FURTHEST: Final = 10_000


class Desk:
    """Answers what is asked of reconciliation, as values of JSON.

    Args:
        service: what is served.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.entities = Once(lambda: entities(service.engine, service.catalogue))
        self.types = Once(lambda: types(service.engine))
        self._batches, self._suggestions = Work(service.settings), Work(service.settings)

    async def properties(self, kind: str | None = None) -> tuple[Property, ...]:
        """Return the properties that things of *kind*, or of any, have."""
        return properties(await self.entities(), kind)

    async def batch(self, request: Request, part: Part) -> dict[str, Any]:
        """Answer a batch of queries of version 0.2."""
        asked = batch(part, self.service.settings.reconcile_queries)
        found = await self._candidates(request, asked.values())
        return {name: {"result": one} for name, one in zip(asked, found, strict=True)}

    async def batch_1(self, request: Request, part: Part) -> dict[str, Any]:
        """Answer a batch of queries of version 1.0."""
        asked = batch_1(part, self.service.settings.reconcile_queries)
        return {"results": [{"candidates": one} for one in await self._candidates(request, asked)]}

    async def _candidates(self, request: Request, asked: Collection[Asked]) -> list[list[dict[str, Any]]]:
        things, told = await self.entities(), await speech(self.service, request)

        def work(one: Asked) -> list[dict[str, Any]]:
            return [candidate(match, things, told) for match in answer(things, one)]

        once = list(dict.fromkeys(asked))  # names of a table come again and again
        found = dict(zip(once, await self._batches.do([partial(work, one) for one in once]), strict=True))
        return [found[one] for one in asked]

    async def extended(self, request: Request, part: Part) -> dict[str, Any]:
        """Answer a query of data extension of version 0.2."""
        told = await speech(self.service, request)
        meta, rows = await extended(self.service, await self.entities(), part, told, tagged=False)
        return {"meta": meta, "rows": rows}

    async def extended_1(self, request: Request, part: Part) -> dict[str, Any]:
        """Answer a query of data extension of version 1.0."""
        told = await speech(self.service, request)
        meta, rows = await extended(self.service, await self.entities(), part, told, tagged=True)
        return {
            "meta": meta,
            "rows": [
                {"id": id, "properties": [{"id": name, "values": values} for name, values in row.items()]}
                for id, row in rows.items()
            ],
        }

    async def proposed(self, request: Request) -> dict[str, Any]:
        """Return the properties that things of the type asked for have."""
        name = type_name(request.query_params.get("type", ""))
        told, things = await speech(self.service, request), await self.entities()
        kind = kind_of(await self.types(), name)
        limit = _number(request, "limit", _FURTHEST)
        said = [{"id": one.id, "name": one.label(told)} for one in properties(things, kind)]
        body: dict[str, Any] = {"properties": said[:limit]}
        if name:
            body["type"] = request.query_params["type"]
        return body | ({"limit": limit} if "limit" in request.query_params else {})

    async def suggested(self, request: Request, what: str) -> dict[str, Any]:
        """Return what the prefix asked for may become, of the sort *what*."""
        asked = request.query_params
        prefix, cursor = asked.get("prefix", "").strip(), _number(request, "cursor", 0)
        told = await speech(self.service, request)
        if what == "type":
            return {"result": suggesting.of_types(await self.types(), prefix, cursor, told)}
        if what == "property":
            return {"result": suggesting.of_properties(await self.properties(), prefix, cursor, told)}
        _known(what)
        wanted = [name for text in asked.getlist("type") if (name := type_name(text))]
        things = await self.entities()
        found = await self._suggestions.do(
            [partial(suggesting.of_entities, things, prefix, wanted, cursor, told)]
        )
        return {"result": found[0] if found else []}

    async def preview(self, request: Request) -> Response:
        """Return the page that shows a thing in a frame."""
        things, told = await self.entities(), await speech(self.service, request)
        entity = _entity(things, request)
        return await asyncio.to_thread(previewing.preview, self.service, things, entity, told)

    async def flyout(self, request: Request, what: str) -> dict[str, str]:
        """Return a few words about an entity, a type or a property."""
        _known(what)
        told, id = await speech(self.service, request), request.query_params.get("id", "")
        if what == "entity":
            things = await self.entities()
            return {"id": id, "html": previewing.flyout(self.service, things, _entity(things, request), told)}
        if what == "type":
            found = next((one for one in await self.types() if one.name == type_name(id)), None)
            name, definition = (told.of_class(found.name), found.definition) if found else ("", "")
        else:
            one = called(id, await self.properties())
            name, definition = one.label(told) if one.kinds else "", ""
        if not name:
            raise HTTPException(404, f"There is no {what} called {id[:200]!r}.")
        return {"id": id, "html": previewing.flyout_of_word(self.service, name, definition, told)}


def _entity(things: Entities, request: Request) -> Entity:
    """Return the thing that *request* asks for.

    Raises:
        HTTPException: there is none: 404.
    """
    id = request.query_params.get("id", "")
    if (entity := things.named(id)) is None:
        raise HTTPException(404, f"There is no thing called {id[:200]!r}.")
    return entity


def _known(what: str) -> None:
    if what not in _SUGGESTED:
        raise HTTPException(404, f"Expected one of {', '.join(_SUGGESTED)}, found {what[:60]!r}.")


def _number(request: Request, name: str, default: int) -> int:
    """Return the number that *request* gives as *name*.

    Raises:
        HTTPException: it is none: 400.
    """
    text = request.query_params.get(name, str(default)).strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise HTTPException(400, f"{name}: expected a number from 0, found {text[:60]!r}.")
    return min(int(text), _FURTHEST)
