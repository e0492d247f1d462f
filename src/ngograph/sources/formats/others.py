"""Bodies other than some: who pays is not who receives, however differently a record writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.sources.known import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ngograph.sources.facts import Body


def others(bodies: Iterable[Body], than: Iterable[Body]) -> tuple[Body, ...]:
    """Return those of *bodies* that are none of *than*, each once."""
    seen = {_identity(one) for one in than}
    found = []
    for one in bodies:
        if (identity := _identity(one)) not in seen:
            seen.add(identity)
            found.append(one)
    return tuple(found)


def _identity(body: Body) -> tuple[str, str]:
    """Return what tells *body* apart in its record: its strong code, else its key, else its name."""
    strong = next((code for code in body.codes if code.strength == "strong"), None)
    if strong:
        return strong.scheme, strong.notation
    return "", body.key or folded(body.names[0].text)
