"""What stands under a map: which ties it shows, from which sources, out of which release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.network.drawing.words import word
from ngograph.network.twomode import taken
from ngograph.network.values import EVENTS, PROJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ngograph.network.backbone.values import Backbone
    from ngograph.network.twomode import Row
    from ngograph.network.values import Network

_MODALITIES: Final = ("asserted", "reported", "planned", "implied")


def thinned(found: Backbone, lang: str = "en") -> str:
    """Return one sentence that says how many ties a map leaves out by a backbone, and by which.

    Where the backbone keeps none, the sentence says that all are drawn.
    """
    method = found.method.replace("_", " ")
    return word("backbone" if found.kept else "backbone-none", lang).format(
        all=len(found.pairs), kept=found.kept, method=method, alpha=f"{found.alpha:g}"
    )


def counts(network: Network, lang: str = "en") -> str:
    """Return one line that says how many nodes of each sort and how many ties the graph knows."""
    kinds = [node.kind for node in network.things]
    told = {
        "organisations": len(network.bodies),
        "projects": sum(kind in PROJECTS for kind in kinds),
        "events": sum(kind in EVENTS for kind in kinds),
        "arrangements": sum(kind not in PROJECTS | EVENTS for kind in kinds),
        "ties": len(network.ties),
    }
    return f"{word('known', lang)}. " + " · ".join(
        f"{word(name, lang)}: {number}" for name, number in told.items()
    )


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
    days = sorted({row.get("issued") or "" for row in rows if taken(row, modalities)} - {""})
    return scoped(modalities, days, lang, release=release)


def scoped(
    modalities: Collection[str] | None,
    days: Sequence[str],
    lang: str = "en",
    *,
    filters: Mapping[str, str] | None = None,
    release: str = "",
) -> str:
    """Return one line that says what a map shows.

    Args:
        modalities: Those of its ties; None for all.
        days: When its sources were issued, sorted.
        lang: en, bs or ru.
        filters: What was asked for beside that, in words, by name: `time`, `undated`, `places`, `topics`,
            `sources`, `collapse`; of `undated`, whether they are `kept` or `left out`.
        release: What names the release, such as its date and the beginning of its digest.
    """
    told = [word(name, lang) for name in _MODALITIES if modalities is None or name in modalities]
    parts = [f"{word('shown', lang)}: {', '.join(told)}"]
    for name, text in (filters or {}).items():
        said = word(text.replace(" ", "-"), lang) if name == "undated" else text
        parts.append(f"{word(f'filter-{name}', lang)}: {said}")
    if days:
        period = days[0] if days[0] == days[-1] else f"{days[0]} – {days[-1]}"
        parts.append(f"{word('issued', lang)}: {period}")
    if release:
        parts.append(f"{word('release', lang)}: {release}")
    return " · ".join(parts)
