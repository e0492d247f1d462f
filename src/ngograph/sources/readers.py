"""The readers by name, and whether each needs to know the countries and societies first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ngograph.errors import ContentError
from ngograph.sources import (
    cldr_territories,
    dac_channel_codes,
    geonames,
    ifrc_go,
    ifrc_go_centroids,
    iso_countries,
    name_suggestion_index,
)
from ngograph.sources.register import Register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ngograph.sources.reading import Reading


@dataclass(frozen=True)
class Reader:
    """What reads one format: a path, what is known already, and the name of the source become a reading."""

    read: Callable[[Path, Register, str], Reading]
    needs_register: bool = True


def _alone(read: Callable[[Path, str], Reading]) -> Callable[[Path, Register, str], Reading]:
    """Return a reader that has no use for the register as one that is offered it."""
    return lambda path, _, source: read(path, source)


READERS: Final[Mapping[str, Reader]] = {
    "cldr-territories": Reader(cldr_territories.read),
    "dac-channel-codes": Reader(_alone(dac_channel_codes.read), needs_register=False),
    "geonames-countries": Reader(geonames.read_countries),
    "geonames-divisions": Reader(geonames.read_divisions),
    "geonames-towns": Reader(geonames.read_towns),
    "ifrc-go": Reader(_alone(ifrc_go.read), needs_register=False),
    "ifrc-go-centroids": Reader(ifrc_go_centroids.read),
    "iso-countries": Reader(iso_countries.read),
    "name-suggestion-index": Reader(name_suggestion_index.read),
}


def read(
    path: Path,
    reader: str,
    source: str,
    known: Register | None = None,
    *,
    origin: str | None = None,
    issued: dt.date | None = None,
) -> Reading:
    """Return what the document at *path* says, as the source of that name.

    Args:
        path: the document.
        reader: a name in `READERS`.
        source: the name of the source: of its folder, its graph, its evidence.
        known: the countries and societies that are known already.
        origin: the web address of the package or revision that holds the document.
        issued: the day of that revision.

    Raises:
        ContentError: there is no such reader, it needs to know the societies first, or it cannot read
            the document.
        MissingFile: there is no such document.
    """
    if reader not in READERS:
        raise ContentError(f"expected the name of a reader ({', '.join(READERS)}), found {reader!r}")
    if READERS[reader].needs_register and not (known and known.countries):
        raise ContentError(f"{path}: {reader} is read after ifrc-go, which names countries and societies")
    reading = READERS[reader].read(path, known or Register(), source)
    return replace(reading, document=replace(reading.document, origin=origin, issued=issued))
