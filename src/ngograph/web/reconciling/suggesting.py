"""What a prefix may become: entities, types and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.names import exact_keys
from ngograph.reconciling import Asked, answer
from ngograph.reconciling.answering import LONGEST
from ngograph.web.reconciling.results import description, types

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.reconciling import Entities, Entity
    from ngograph.web.reconciling.properties import Property
    from ngograph.web.reconciling.speaking import Speech
    from ngograph.web.reconciling.types import Type

PAGE: Final = 20
"""How many are suggested at once."""


def of_entities(
    entities: Entities, prefix: str, wanted: Sequence[str], cursor: int, speech: Speech
) -> list[dict[str, Any]]:
    """Return the entities that *prefix* may become, from the place *cursor* on.

    Names that begin so come first, then those with a word that does, then what is like it.

    Args:
        entities: what there is.
        prefix: the beginning of a name, or an identifier; an empty one may become anything.
        wanted: the names of classes, one of which it is to be of; empty for any.
        cursor: how many suggestions to leave out.
        speech: how the client is answered.
    """
    found: dict[str, Entity] = {}

    def add(entity: Entity | None) -> None:
        if entity is not None and (not wanted or entity.classes & set(wanted)):
            found.setdefault(entity.iri, entity)

    if len(prefix) <= LONGEST:
        add(entities.named(prefix))
        for iri in entities.coded(prefix):
            add(entities.by_iri[iri])
        for iri in _beginning(entities, prefix):
            add(entities.by_iri[iri])
        if prefix and len(found) < cursor + PAGE:
            for match in answer(entities, Asked(prefix, tuple(wanted), most=PAGE)):
                add(match.entity)
    return [
        {
            "id": entity.id,
            **speech.of(entity),
            "description": description(entity, entities, speech),
            "notable": types(entity, speech),
        }
        for entity in list(found.values())[cursor : cursor + PAGE]
    ]


def _beginning(entities: Entities, prefix: str) -> list[str]:
    """Return the things with a name that begins with *prefix*, then those with a word that does, by name."""
    keys = exact_keys(prefix) or {""}
    first: dict[str, None] = {}
    later: dict[str, None] = {}
    for key, _, iri in entities.texts:
        if any(key.startswith(wanted) for wanted in keys):
            first.setdefault(iri)
        elif any(f" {wanted}" in key for wanted in keys):
            later.setdefault(iri)
    return [*first, *(iri for iri in later if iri not in first)]


def of_types(every: Sequence[Type], prefix: str, cursor: int, speech: Speech) -> list[dict[str, Any]]:
    """Return the types that *prefix* may become; all of them if it is empty."""
    said = [one.said(speech) for one in every]
    return [one for one in said if _begins(prefix, one["name"], one["id"])][cursor : cursor + _most(prefix)]


def of_properties(
    every: Sequence[Property], prefix: str, cursor: int, speech: Speech
) -> list[dict[str, Any]]:
    """Return the properties that *prefix* may become; all of them if it is empty."""
    said = [{"id": one.id, "name": one.label(speech)} for one in every]
    return [one for one in said if _begins(prefix, one["name"], one["id"])][cursor : cursor + _most(prefix)]


def _most(prefix: str) -> int:
    return PAGE if prefix else 1000


def _begins(prefix: str, *texts: str) -> bool:
    """Say whether one of *texts*, or a word in it, begins with *prefix*, in any script."""
    wanted = exact_keys(prefix)
    if not wanted:
        return True
    return any(
        f" {one}" in f" {key}"
        for text in texts
        for key in exact_keys(text) | {text.casefold()}
        for one in wanted
    )
