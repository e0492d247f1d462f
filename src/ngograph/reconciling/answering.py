"""Which things a row may mean: those found by name and by code, weighed by what else the row says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ngograph.names import candidates
from ngograph.names.matching import MARGIN, SAFE
from ngograph.reconciling.asked import COMPARED, COUNTRY, ID, IDENTIFIER, NAME, TYPE
from ngograph.reconciling.conditions import of_types, test_of
from ngograph.reconciling.entities import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ngograph.reconciling.asked import Asked, Condition
    from ngograph.reconciling.conditions import Test
    from ngograph.reconciling.entities import Entities, Entity

LONGEST: Final = 300
"""Characters that a name has at most; what is longer is no name."""

_CODE: Final = re.compile(r"(?=.*\d).{5,}")
"""What may be a code where a name is asked for; shorter ones, or of letters alone, are acronyms of many."""

_BY_CODE: Final = 100.0
_SHARED_CODE: Final = 90.0
_BY_CONDITIONS: Final = 50.0
_AGAINST: Final = 0.9
_COMPLETED: Final = 0.9
_LEAST: Final = 20.0
_MORE: Final = 10
_MANY: Final = 200


@dataclass(frozen=True)
class _Found:
    """How a thing was found: by a code, by a name, or by nothing but what else is said."""

    score: float
    features: Mapping[str, float]
    certain: bool
    by_code: bool = False
    twins: frozenset[str] = frozenset()


def answer(entities: Entities, asked: Asked) -> tuple[Match, ...]:
    """Return the things of *entities* that may be meant by what is *asked*, the best first.

    Of equals of one sort the shorter IRI comes first, for what is imported has the name of its source in it.

    A strong code decides: its one bearer is certain. Else a name does, if its score is high, no other thing
    comes near, and nothing that the row says speaks against it; a person is certain only by the name in full.
    Without name and code, what fulfils all conditions that can be told is given, and nothing is certain.
    """
    found = dict(_by_code(entities, asked))
    decided = any(one.certain for one in found.values())
    for iri, named in _by_name(entities, asked):
        before = found.get(iri)
        if before is not None and before.by_code:
            found[iri] = replace(before, features={**named.features, **before.features})
        elif before is None or named.score > before.score:
            found[iri] = replace(named, score=named.score * _AGAINST) if decided else named
    told = bool(_texts(asked)) or bool(found)
    tests = [
        (condition, test_of(entities, condition))
        for condition in (replace(one, required=one.required or not told) for one in asked.conditions)
    ]
    if not told:
        found = dict.fromkeys(entities.by_iri, _Found(_BY_CONDITIONS, {}, certain=False))
    weighed = [
        match
        for iri, one in found.items()
        if (match := _weighed(entities.by_iri[iri], one, asked, tests)) is not None
        and (told or (match.features and all(match.features.values())))
    ]
    weighed.sort(key=_order)
    return _decided(weighed, found, asked.most)


def _by_code(entities: Entities, asked: Asked) -> Iterator[tuple[str, _Found]]:
    """Yield the things whose identifier, IRI or code is given, and whether that stands for one alone."""
    meant: set[str] = set()
    for condition in _wanted(asked.conditions):
        name, _, scheme = condition.property.partition("/")
        for value in condition.values:
            if name == IDENTIFIER:
                meant.update(entities.coded(value, scheme or None))
            elif name == ID and (entity := entities.named(value)) is not None:
                meant.add(entity.iri)
    if asked.text:
        entity = entities.named(asked.text)
        if entity is not None:
            meant.add(entity.iri)
        elif _CODE.fullmatch(asked.text.strip()):
            meant.update(entities.coded(asked.text))
    kinds = _kinds(entities, asked)
    meant = {iri for iri in meant if not kinds or entities.by_iri[iri].kind in kinds}
    alone = len(meant) == 1
    for iri in meant:
        yield iri, _Found(_BY_CODE if alone else _SHARED_CODE, {IDENTIFIER: 1.0}, certain=alone, by_code=True)


def _by_name(entities: Entities, asked: Asked) -> Iterator[tuple[str, _Found]]:
    countries = {
        iri
        for condition in _wanted(asked.conditions, COUNTRY)
        for value in condition.values
        if (iri := entities.country(value)) is not None
    }
    country = next(iter(countries)) if len(countries) == 1 else None
    for text, share in _wordings(entities, asked, country):
        for kind in _kinds(entities, asked) or (None,):
            for one in candidates(
                entities.index,
                text,
                kind=kind,
                country=country,
                most=_MANY if asked.types or asked.conditions else asked.most + _MORE,
            ):
                # What is compared is weighed here; of a name that was completed little can be said.
                untold = COMPARED if share == 1 else (*COMPARED, "exact", "stems")
                features = {name: value for name, value in one.features.items() if name not in untold}
                if one.score * share >= _LEAST and (share == 1 or one.iri != country):
                    yield (
                        one.iri,
                        _Found(
                            one.score * share,
                            features,
                            one.sure and one.score >= SAFE and share == 1,
                            twins=one.twins,
                        ),
                    )


def _kinds(entities: Entities, asked: Asked) -> tuple[str, ...]:
    """Return the sorts of thing that are of the types asked for, none if any may be."""
    kinds = {entities.kinds.get(name, "") for name in asked.types}
    return () if "" in kinds else tuple(sorted(kinds))


def _wordings(entities: Entities, asked: Asked, country: str | None) -> Iterator[tuple[str, float]]:
    """Yield the names to look for, each with the share of its score that counts.

    Beside a country people leave it out of the name: "Red Cross" in a row of Sweden.
    """
    for text in _texts(asked):
        yield text, 1.0
        if country is not None:
            yield f"{text} {entities.by_iri[country].label(('en',))[0]}", _COMPLETED


def _texts(asked: Asked) -> list[str]:
    """Return the names that are asked for."""
    further = (value for condition in _wanted(asked.conditions, NAME) for value in condition.values)
    texts = dict.fromkeys(text.strip() for text in (asked.text, *further))
    return [text for text in texts if text and len(text) <= LONGEST]


def _wanted(conditions: Iterable[Condition], name: str | None = None) -> Iterator[Condition]:
    """Yield those of *conditions* that say what something is, not what it is not."""
    for condition in conditions:
        if condition.quantifier != "none" and name in (None, condition.property):
            yield condition


def _weighed(
    entity: Entity, found: _Found, asked: Asked, tests: Sequence[tuple[Condition, Test]]
) -> Match | None:
    """Return *entity* with what the row says of it beside its name, None if that rules it out."""
    told = dict(found.features)
    if asked.types:
        share = of_types(entity, asked.types, asked.strictness)
        if share is None:
            return None
        told[TYPE] = share
    for condition, test in tests:
        fits = test(entity)
        if condition.required and not fits:
            return None
        if fits is not None:
            name = condition.property.partition("/")[0]
            told[name] = min(float(fits), told.get(name, 1.0))
    against = sum(told.get(name) == 0.0 for name in COMPARED)
    sure = found.certain and not against
    if entity.kind == "person" and not found.by_code:
        sure = sure and "exact" in told
    return Match(entity, round(found.score * _AGAINST**against, 2), told, sure)


def _order(match: Match) -> tuple[float, str, int, str]:
    return -match.score, match.entity.kind, len(match.entity.iri), match.entity.iri


def _decided(weighed: Sequence[Match], found: Mapping[str, _Found], most: int) -> tuple[Match, ...]:
    """Return the first *most*, of which the first alone may be certain.

    It is if no other comes near, nor has a name that may be its own, unless the row tells them apart.
    """
    second = weighed[1].score if len(weighed) > 1 else 0.0
    likely = {one.entity.iri for one in weighed if all(one.features.get(name) != 0.0 for name in COMPARED)}
    return tuple(
        replace(
            match,
            certain=match.certain
            and place == 0
            and match.score - second >= MARGIN
            and not found[match.entity.iri].twins & likely,
        )
        for place, match in enumerate(weighed[:most])
    )
