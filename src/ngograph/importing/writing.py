"""What was kept, settled and written: the statements of an imported source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import zstandard

from ngograph.importing.keeping import blocks_of
from ngograph.sources.settling import settled
from ngograph.vocab import ID, PREFIXES, curie

if TYPE_CHECKING:
    from pathlib import Path

    from ngograph.importing.account import Tally
    from ngograph.importing.runs import Runs

_OURS: Final = f"<{ID}".encode()
_TYPE: Final = f"\t<{PREFIXES['rdf']}type> ".encode()
_TOGETHER: Final = 1 << 10
"""Of how many things what is said is compressed together."""


def write(path: Path, runs: Runs, tally: Tally) -> None:
    """Write what *runs* hold, settled and compressed, to *path*, and count it."""
    waiting, kinds = list[bytes](), Counter[bytes]()
    with path.open("wb") as raw, zstandard.ZstdCompressor(level=3).stream_writer(raw) as file:
        for subject, rows in runs.merged():
            said = b"\t" + (rows[0] if _stands(rows) else _settled(subject, rows, tally))
            tally.statements += said.count(b"\t")
            if subject.startswith(_OURS):
                kinds.update([kind.partition(b" ")[0] for kind in said.split(_TYPE)[1:]])
            waiting.append(said.replace(b"\t", b"\n" + subject + b" "))
            if len(waiting) >= _TOGETHER:
                file.write(b"".join(waiting).removeprefix(b"\n") + b"\n")
                waiting = []
        file.write(b"".join(waiting).removeprefix(b"\n") + (b"\n" if waiting else b""))
    tally.classes.update({curie(kind.decode()[1:-1]): count for kind, count in kinds.items()})


def _stands(rows: list[bytes]) -> bool:
    """Say whether there is one row, of what is said once and for good."""
    return len(rows) == 1 and rows[0].startswith(b"<")


def _settled(subject: bytes, rows: list[bytes], tally: Tally) -> bytes:
    return "\t".join(settled(subject.decode(), blocks_of(rows), tally.yielded)).encode()
