"""What the files are called, and which there are."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.errors import ReleaseError
from ngograph.media import N_QUADS, TRIG, TURTLE
from ngograph.vocab import GRAPH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ngograph.media import Format

SUMS: Final = "SHA256SUMS"
"""The name of the list of digests, as `sha256sum --check` reads it."""

_STEM: Final = "ngograph"

WHOLE: Final = tuple(f"{_STEM}.{ending}" for ending in ("nq", "nq.gz", "trig", "trig.gz"))
"""The names of the files that hold everything."""

_FORMATS: Final = {form.name: form for form in (N_QUADS, TRIG, TURTLE)}
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUM: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)")


def of_graph(iri: str) -> tuple[str, ...]:
    """Return the names of the files that hold the graph *iri* alone.

    A graph of ours gives its own name to its files. One whose name could be none of a file, or that of
    another, gives its digest.

    >>> of_graph("https://w3id.org/ngograph/graph/alpha")
    ('alpha.ttl', 'alpha.ttl.gz', 'alpha.nq', 'alpha.nq.gz')
    >>> of_graph("http://example.org/../x")[0]
    'graph-5c862249e6c6184e.ttl'
    """
    name = iri.removeprefix(GRAPH)
    if name in (iri, _STEM) or name.startswith("graph-") or not _PLAIN.fullmatch(name):
        name = f"graph-{hashlib.sha256(iri.encode()).hexdigest()[:16]}"
    return tuple(f"{name}.{ending}" for ending in ("ttl", "ttl.gz", "nq", "nq.gz"))


@dataclass(frozen=True)
class Dump:
    """One file: where it is, how large, and its digest."""

    path: Path
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.name

    @property
    def compressed(self) -> bool:
        """Whether it is compressed by gzip."""
        return self.path.suffix == ".gz"

    @property
    def format(self) -> Format:
        """How it is written, beneath the compression."""
        return _FORMATS[self.name.removesuffix(".gz").rpartition(".")[2]]

    @property
    def media_type(self) -> str:
        """What it is sent as."""
        return "application/gzip" if self.compressed else self.format.content_type

    @property
    def repr_digest(self) -> str:
        """Its digest as RFC 9530 writes it."""
        return f"sha-256=:{base64.b64encode(bytes.fromhex(self.sha256)).decode()}:"


def read(folder: Path) -> dict[str, Dump]:
    """Return the files in *folder* by name, in the order of the list of their digests.

    Raises:
        ReleaseError: there is no such list, or what it names is not there.
    """
    try:
        listed = (folder / SUMS).read_text("ascii").splitlines()
        found = [_SUM.fullmatch(line) for line in listed]
        if None in found:
            raise ValueError(f"line {found.index(None) + 1} is none of a digest and a name")
        dumps = [Dump(path := folder / one[2], path.stat().st_size, one[1]) for one in found if one]
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder / SUMS}: expected digests of the files beside it: {error}") from error
    return {dump.name: dump for dump in dumps}


def sums(dumps: Mapping[str, Dump]) -> str:
    """Return the digests of *dumps* as `sha256sum --check` reads them."""
    return "".join(f"{dump.sha256}  {name}\n" for name, dump in dumps.items())
