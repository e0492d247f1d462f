"""The service's end of an analysis: what is kept of earlier ones, turns, the process, and why it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ngograph.analysis import exporting
from ngograph.analysis.job import Job, taken
from ngograph.apart import run
from ngograph.errors import (
    AnalysisEnded,
    AnalysisTooLarge,
    AnalysisTooLong,
    ReleaseError,
    TooManyAnalyses,
    TooManyQueries,
)
from ngograph.store.kept import Kept
from ngograph.store.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.apart import Ended
    from ngograph.release import Release

    Key = tuple[object, ...]

_PROCESS: Final = "ngograph.analysis.process"
_ONE_CORE: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1"
)
"""Lets the libraries that reckon leave the other cores to the service."""
_OVERHEAD: Final = 500
"""Bytes that a report costs beside its body."""


@dataclass(frozen=True)
class Reported:
    """A finished report.

    Attributes:
        body: as it was asked for.
        kept: whether it had been made before.
    """

    body: bytes
    kept: bool


class Analyst:
    """Analyses one release, one analysis after another, each in a process of its own.

    Args:
        release: which is analysed; it has tables.
        seconds: how long an analysis may take, and how long it may wait for its turn.
        megabytes: how much memory it may need.
        waiting: how many more may wait for their turn.
        most: the bytes of finished reports that are kept.
        cores: where the work may run; none: wherever the service does.
    """

    def __init__(
        self,
        release: Release,
        *,
        seconds: float,
        megabytes: int,
        waiting: int,
        most: int,
        cores: tuple[int, ...] = (),
    ) -> None:
        self._release, self._seconds, self._megabytes, self._cores = release, seconds, megabytes, cores
        self._turns = Turns(1, waiting, seconds)
        self._kept: Kept[Key, bytes] = Kept(most)

    async def report(
        self,
        name: str,
        given: Mapping[str, Sequence[str]],
        form: str,
        links: Mapping[str, str],
        most: int,
    ) -> Reported:
        """Return the report of the analysis called *name*.

        Args:
            name: one of `ANALYSES`.
            given: what it is told, things by their IRIs.
            form: see `Job`, as for the next two.
            links: the addresses that it names; the same for the same name and what is given.
            most: how many rows `rows` has.

        Raises:
            TooManyAnalyses: too many wait, or this one has waited too long.
            AnalysisTooLong, AnalysisTooLarge, AnalysisEnded: it did not come to its end.
            NgographError: it cannot be done as asked.
        """
        job = Job(str(self._release.path), name, given, form, self._megabytes, links, most)
        return await self._done(job)

    async def map(self, kind: str, form: str, given: Mapping[str, Sequence[str]]) -> Reported:
        """Return the map of *kind*, as a *form* of maps; *given* and errors are as those of `report`."""
        return await self._done(Job(str(self._release.path), kind, given, form, self._megabytes))

    async def export(self, given: Mapping[str, Sequence[str]]) -> Reported:
        """Return a network as a file; *given* is told by names of `exporting.OPTIONS`, errors as above."""
        return await self._done(Job(str(self._release.path), exporting.NAME, given, "file", self._megabytes))

    async def _done(self, job: Job) -> Reported:
        """Return what comes of *job*: what is kept, or when its turn has come what a process makes."""
        key = job.name, job.form, job.most, tuple(sorted((key, *texts) for key, texts in job.given.items()))
        if (body := self._kept.get(key)) is not None:
            return Reported(body, kept=True)
        try:
            await self._turns.take()
        except TooManyQueries as busy:
            raise TooManyAnalyses(busy.waiting, busy.retry_after) from None
        try:
            if (body := self._kept.get(key)) is not None:  # made while this one waited
                return Reported(body, kept=True)
            ended = await run(
                _PROCESS, job.written(), seconds=self._seconds, cores=self._cores, environment=_ONE_CORE
            )
        finally:
            self._turns.give_back()
        body = self._said(ended)
        self._kept.keep(key, body, len(body) + len(str(key)) + _OVERHEAD)
        return Reported(body, kept=False)

    def _said(self, ended: Ended) -> bytes:
        if ended.late:
            raise AnalysisTooLong(self._seconds)
        if ended.code == 0:
            return taken(ended.out)
        if ended.outgrew:
            raise AnalysisTooLarge(self._megabytes)
        if ended.failed:
            raise ReleaseError(f"the process that analyses failed: {ended.failure}")
        raise AnalysisEnded
