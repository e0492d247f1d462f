"""What stands under a map: which ties it shows, from which sources, out of which release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.drawing.words import word
from ngograph.network.twomode import taken

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ngograph.network.twomode import Row

_MODALITIES: Final = ("asserted", "reported", "planned", "implied")


def scope(
    rows: Sequence[Row], modalities: Collection[str] | None, lang: str = "en", *, release: str = ""
) -> str:
    """Return one line that says what a map of *rows* shows.

    Args:
        rows: The rows that the network was made of.
        modalities: Those that were taken of them; None for all.
        lang: en, bs or ru.
        release: What names the release, such as its date and the beginning of its digest.
    """
    told = [word(name, lang) for name in _MODALITIES if modalities is None or name in modalities]
    parts = [f"{word('shown', lang)}: {', '.join(told)}"]
    days = sorted({row.get("issued") or "" for row in rows if taken(row, modalities)} - {""})
    if days:
        period = days[0] if days[0] == days[-1] else f"{days[0]} – {days[-1]}"
        parts.append(f"{word('issued', lang)}: {period}")
    if release:
        parts.append(f"{word('release', lang)}: {release}")
    return " · ".join(parts)
