"""Data extension: what is known of things that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode
from starlette.exceptions import HTTPException

from ngograph.reconciling.entities import scheme_key
from ngograph.store.answering import Question
from ngograph.vocab import PREFIXES
from ngograph.web.gathering import read_labels
from ngograph.web.questions import among
from ngograph.web.reconciling.properties import called, properties
from ngograph.web.reconciling.results import types
from ngograph.web.reconciling.speaking import direction
from ngograph.web.words import best

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.reconciling import Entities, Entity
    from ngograph.store.embedded import Term
    from ngograph.web.reconciling.parsing import Part
    from ngograph.web.reconciling.properties import Property
    from ngograph.web.reconciling.speaking import Speech
    from ngograph.web.service import Service
    from ngograph.web.words import Words

    Values = dict[str, list[dict[str, Any]]]
    """The values of one property, by the identifiers that the client gave."""

MOST_PROPERTIES: Final = 30
"""The most properties that are fetched at once."""
_AT_ONCE: Final = 500
_WHOLE: Final = f"{PREFIXES['xsd']}integer"
_BROKEN: Final = frozenset(f"{PREFIXES['xsd']}{name}" for name in ("decimal", "double", "float"))
_DAY: Final = f"{PREFIXES['xsd']}date"


async def extended(
    service: Service, entities: Entities, part: Part, speech: Speech, *, tagged: bool
) -> tuple[list[dict[str, Any]], dict[str, dict[str, list[dict[str, Any]]]]]:
    """Return the properties that *part* asks for, as the API writes them, and their values for each thing.

    Args:
        service: what is asked.
        entities: the things there are.
        part: a query of data extension; both versions write it alike.
        speech: how the client is answered.
        tagged: whether texts bear their language, as version 1.0 has it.

    Raises:
        HTTPException: it is none: 400; it asks for too much: 413.
    """
    part.fields("ids", "properties")
    ids = list(dict.fromkeys(one.text() for one in part.get("ids").items()))
    asked = part.get("properties").items()
    most = service.settings.reconcile_queries
    if len(ids) > most or len(asked) > MOST_PROPERTIES:
        raise HTTPException(
            413,
            f"Expected at most {most:,} ids and {MOST_PROPERTIES} properties, found {len(ids):,} and "
            f"{len(asked)}.",
            {"ngograph-limit": f"reconcile_queries={most}"},
        )
    things = {id: entity for id in ids if (entity := entities.named(id)) is not None}
    every = properties(entities)
    meta: list[dict[str, Any]] = []
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {id: {} for id in ids}
    for one in asked:
        wanted = called(one.get("id").text(), every)
        limit = _limit(one)
        values = await _values(service, entities, wanted, things, speech)
        meta.append({"id": wanted.id, "name": wanted.label(speech)})
        for id in ids:
            found = values.get(id, [])[: limit or None]
            rows[id][wanted.id] = found if tagged else [_plain(value) for value in found]
    return meta, rows


def _limit(part: Part) -> int:
    """Return how many values are wanted, 0 for all: clients send it as a number or as text."""
    settings = part.get("settings")
    if settings.value is None:
        return 0
    limit = settings.get("limit")
    if isinstance(limit.value, str):
        if not limit.value.strip().isdecimal():
            raise limit.wrong("a number")
        return int(limit.value.strip()[:9])
    return max(0, limit.number(0))


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    return {name: text for name, text in value.items() if name not in ("lang", "dir")}


async def _values(
    service: Service, entities: Entities, wanted: Property, things: Mapping[str, Entity], speech: Speech
) -> Values:
    if not wanted.path:
        return {id: list(_known(wanted, entity, entities, speech)) for id, entity in things.items()}
    rows: dict[str, list[Term]] = {}
    iris = sorted({entity.iri for entity in things.values()})
    text = f"SELECT DISTINCT ?thing ?value WHERE {{ ?thing {wanted.path} ?value }} ORDER BY ?thing ?value"
    for at in range(0, len(iris), _AT_ONCE):
        table = await service.engine.table(among(Question(text), "thing", iris[at : at + _AT_ONCE]))
        for thing, value in table.rows:
            if isinstance(thing, NamedNode) and value is not None:
                rows.setdefault(thing.value, []).append(value)
    named = {value.value for values in rows.values() for value in values if isinstance(value, NamedNode)}
    others = sorted(iri for iri in named if iri not in entities.by_iri)
    labels = await read_labels(service.engine, others, speech.languages)
    said = {
        iri: [_value(value, entities, labels, speech) for value in _chosen(wanted, values, speech)]
        for iri, values in rows.items()
    }
    return {id: said.get(entity.iri, []) for id, entity in things.items()}


def _chosen(wanted: Property, values: Sequence[Term], speech: Speech) -> Sequence[Term]:
    """Return the name in the language that is wanted most, or all *values* of any other property."""
    names = [value for value in values if isinstance(value, Literal)]
    return [best(names, speech.languages)] if wanted.id == "name" and names else values


def _known(wanted: Property, entity: Entity, entities: Entities, speech: Speech) -> list[dict[str, Any]]:
    """Return what the index of things knows of *entity*."""
    name, _, scheme = wanted.id.partition("/")
    if name == "type":
        return [{"str": one["name"]} for one in types(entity, speech)]
    if name == "country":
        return [_entity(entities.by_iri[iri], speech) for iri in entity.countries if iri in entities.by_iri]
    if name == "identifier" and scheme:
        return [{"str": code.notation} for code in entity.codes if scheme_key(code.scheme) == scheme]
    if name == "identifier":
        return [{"str": f"{code.scheme} {code.notation}"} for code in entity.codes]
    return []


def _value(value: Term, entities: Entities, labels: Words, speech: Speech) -> dict[str, Any]:
    if isinstance(value, NamedNode):
        if value.value in entities.by_iri:
            return _entity(entities.by_iri[value.value], speech)
        return _text(labels.labels.get(value.value) or Literal(value.value))
    return _text(value) if isinstance(value, Literal) else {"str": str(value)}


def _text(value: Literal) -> dict[str, Any]:
    kind = value.datatype.value
    if kind == _WHOLE:
        return {"int": int(value.value)}
    if kind in _BROKEN:
        return {"float": float(value.value)}
    if kind == _DAY:
        return {"date": f"{value.value[:10]}T00:00:00Z"}
    return {"str": value.value, **direction((value.language or "").lower())}


def _entity(entity: Entity, speech: Speech) -> dict[str, Any]:
    return {"id": entity.id, **speech.of(entity)}
