"""Whether a thing is as a row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.names import exact_keys, stem_keys
from ngograph.reconciling.asked import COUNTRY, ID, IDENTIFIER, NAME, TYPE, type_name
from ngograph.reconciling.entities import code_forms, scheme_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ngograph.reconciling.asked import Condition, Strictness
    from ngograph.reconciling.entities import Entities, Entity

    Test = Callable[[Entity], bool | None]
    """Says whether a thing is so; None where it cannot be told."""


def of_types(entity: Entity, types: Sequence[str], strictness: Strictness) -> float | None:
    """Return 1 if *entity* is of the *types* as wanted, 0 if it only should be, None if it must be."""
    held = [name in entity.classes for name in types]
    fits = all(held) if strictness == "all" else any(held)
    return 1.0 if fits else 0.0 if strictness == "should" else None


def test_of(entities: Entities, condition: Condition) -> Test:
    """Return what says of a thing whether it fulfils *condition*."""
    tests = [_test(entities, condition.property, value) for value in condition.values]

    def test(entity: Entity) -> bool | None:
        known = [held for one in tests if (held := one(entity)) is not None]
        if not known:
            return True if condition.required and condition.quantifier == "none" else None
        if condition.quantifier == "none":
            return not any(known)
        return all(known) if condition.quantifier == "all" else any(known)

    return test


def _test(entities: Entities, name: str, value: str) -> Test:
    """Return what says of a thing whether *value* is what it has for the property called *name*."""
    name, _, scheme = name.partition("/")
    tests: dict[str, Callable[[], Test]] = {
        COUNTRY: lambda: _in_country(entities.country(value)),
        TYPE: lambda: lambda entity: type_name(value) in entity.classes,
        IDENTIFIER: lambda: _coded(value, scheme),
        ID: lambda: lambda entity: entities.named(value) is entity,
        NAME: lambda: _named(value),
    }
    return tests[name]() if name in tests else lambda _: None


def _in_country(country: str | None) -> Test:
    return lambda entity: country in entity.countries if country and entity.countries else None


def _coded(value: str, scheme: str) -> Test:
    """Say that a thing with another code of that register is not meant."""
    forms = code_forms(value)

    def test(entity: Entity) -> bool | None:
        borne = [code for code in entity.codes if code.strong and scheme in ("", scheme_key(code.scheme))]
        if any(code.notation.casefold() in forms for code in borne):
            return True
        return False if scheme and borne else None

    return test


def _named(value: str) -> Test:
    """Say only what speaks for a thing, for other names are weighed by the index."""
    wanted = exact_keys(value) | stem_keys(value)
    return lambda entity: (
        any(wanted & (exact_keys(own) | stem_keys(own)) for own in entity.labels.values()) or None
    )
