"""Which release tells last of a process, an award or a contract, found out before they are read in full."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ngograph.sources.formats.loose import objects, text

if TYPE_CHECKING:
    from collections.abc import Iterator


_KINDS: Final = ("awards", "contracts")


class Told(NamedTuple):
    """What one release is to tell of.

    Args:
        awards: numbers of the awards of which it tells last, and which no contract has followed.
        contracts: numbers of the contracts of which it tells last.
        process: whether it tells last of the process as a whole.
    """

    awards: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    process: bool = True


class Latest:
    """The last release of each process, award and contract of a file.

    Memory grows with their number, not with what is said of them.
    """

    def __init__(self, releases: Iterator[dict[str, Any]]) -> None:
        self._last: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._contracted: set[tuple[str, str]] = set()
        for index, release in enumerate(releases):
            self._note(index, release)

    def told_in(self, index: int) -> Told:
        """Return what the release of that *index* is to tell of."""
        return self._told.get(index, Told(process=False))

    def _note(self, index: int, release: dict[str, Any]) -> None:
        ocid, date = text(release.get("ocid")), text(release.get("date"))
        names = [(ocid, kind, text(one.get("id"))) for kind in _KINDS for one in objects(release.get(kind))]
        for name in ((ocid, "process", ""), *names):
            self._last[name] = max((date, index), self._last.get(name, ("", -1)))
        for contract in objects(release.get("contracts")):
            self._contracted.add((ocid, text(contract.get("awardID"))))

    @cached_property
    def _told(self) -> dict[int, Told]:
        awards, contracts = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
        processes = set[int]()
        for (ocid, kind, number), (_, index) in self._last.items():
            if kind == "process":
                processes.add(index)
            elif kind == "contracts":
                contracts[index].add(number)
            elif (ocid, number) not in self._contracted:
                awards[index].add(number)
        return {
            index: Told(frozenset(awards[index]), frozenset(contracts[index]), index in processes)
            for index in processes | awards.keys() | contracts.keys()
        }
