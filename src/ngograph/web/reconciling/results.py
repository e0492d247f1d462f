"""Candidates as the API writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ngograph.reconciling.entities import KINDS

if TYPE_CHECKING:
    from ngograph.reconciling import Entities, Entity, Match
    from ngograph.web.reconciling.speaking import Speech

FEATURES: Final = (
    *("exact", "stems", "acronym", "tokens", "trigrams"),
    *("identifier", "name", "country", "type"),
)
"""What may speak for a candidate; the page has each explained."""


def candidate(match: Match, entities: Entities, speech: Speech) -> dict[str, Any]:
    """Return one candidate: what both versions of the API know of it stands in the same words."""
    entity = match.entity
    return {
        "id": entity.id,
        **speech.of(entity),
        "description": description(entity, entities, speech),
        "type": types(entity, speech),
        "score": match.score,
        "match": match.certain,
        "features": [
            {"id": name, "name": _named(name, speech), "value": round(value, 4)}
            for name, value in sorted(match.features.items())
        ],
    }


def types(entity: Entity, speech: Speech) -> list[dict[str, str]]:
    """Return the classes of *entity*, the widest last."""
    ordered = sorted(entity.classes, key=lambda name: (name in KINDS, name))
    return [{"id": name, "name": speech.of_class(name)} for name in ordered]


def description(entity: Entity, entities: Entities, speech: Speech) -> str:
    """Return what tells *entity* from its namesakes: what it is, and the country it is in."""
    narrow = [name for name in sorted(entity.classes) if name not in KINDS] or sorted(entity.classes)
    said = [speech.of_class(name) for name in narrow]
    home = next((iri for iri in entity.countries if iri != entity.iri), None)
    if home is not None and home in entities.by_iri:
        said.append(entities.by_iri[home].label(speech.languages)[0])
    return ", ".join(said)


def _named(feature: str, speech: Speech) -> str:
    return speech.phrase(f"feature-{feature}") if feature in FEATURES else feature
