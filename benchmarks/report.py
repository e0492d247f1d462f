"""What a run has found, for readers: every figure beside those of the peers, and whether each goal is met."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.results import Results, Small

OURS: Final = "ngograph"
NATIVE: Final = "oxigraph serve"


def written(results: Results, seconds: float) -> str:
    """Return the report of a run that took so many *seconds*."""
    parts = (
        _head(results, seconds),
        _goals(results),
        _small(results),
        _streamed(results),
        _again(results),
        _beside(results),
        _limit(results),
    )
    return "\n".join(line for part in parts for line in (*part, ""))


def _head(results: Results, seconds: float) -> Iterator[str]:
    yield "# How fast it is"
    yield ""
    yield (
        f"Measured on {datetime.now(UTC):%d %B %Y} over {results.triples:,} triples, in {seconds / 60:.0f} "
        "minutes, with `make bench`, which anyone can run. Everybody listened on loopback at the same time, "
        "held the same triples and was asked the same questions in turn, in short rounds; a figure is the "
        "median of the rounds. The process that asks shares the machine with those that answer."
    )
    yield ""
    yield f"The machine: {_machine()}; Python {platform.python_version()}."
    yield ""
    yield from _table(
        ("contestant", "version", "memory before the first question"),
        (
            (name, version or "–", f"{results.memory.get(name, 0) / 1e6:,.0f} MB")
            for name, version in results.versions.items()
        ),
    )
    for name, why in results.absent.items():
        yield ""
        yield f"{name} was not there: {why}"


def _goals(results: Results) -> Iterator[str]:
    yield "## The goals"
    yield ""
    yield from _table(("goal", "found", "met"), _judged(results))


def _judged(results: Results) -> Iterator[tuple[str, str, str]]:
    def ratio(goal: str, ours: float | None, theirs: float | None, least: float) -> tuple[str, str, str]:
        if not ours or not theirs:
            return goal, "not measured", "–"
        return goal, f"{ours / theirs:.2f} ×", "yes" if ours / theirs >= least else "no"

    for clients in (1, 32):
        ours = _rate(results.small.get((OURS, clients)))
        for peer, least in ((NATIVE, 0.7), ("FastAPI route", 2), ("rdflib-endpoint", 10)):
            goal = f"small questions, {clients} at once: at least {least:g} × {peer}"
            yield ratio(goal, ours, _rate(results.small.get((peer, clients))), least)
    mine, native = results.streamed.get(OURS), results.streamed.get(NATIVE)
    if mine and native:
        yield ratio(
            "a long answer: at least as fast as oxigraph serve",
            mine.bytes / mine.seconds,
            native.bytes / native.seconds,
            1,
        )
    if mine:
        yield "its first byte within 10 ms", f"{mine.first * 1e3:.1f} ms", _yes(mine.first <= 0.01)
        yield "memory grows by at most 16 MB", f"{mine.growth / 1e6:.1f} MB", _yes(mine.growth <= 16e6)
    for clients in (1, 32):
        yield ratio(
            f"a question asked again, {clients} at once: at least 0.9 × a constant reply (`/health`)",
            _rate(results.again.get((OURS, clients))),
            _rate(results.again.get((f"{OURS}/health", clients))),
            0.9,
        )
    yield ratio(
        "a heavy aggregate asked again: at least 100 × oxigraph serve",
        results.heavy_again.get(NATIVE),
        results.heavy_again.get(OURS),
        100,
    )
    if OURS in results.limit:
        status, late, after = results.limit[OURS]
        yield (
            "time is up: 504 within 100 ms of the limit",
            f"{status} after {late * 1e3:+.0f} ms",
            _yes(status == 504 and late <= 0.1),
        )
        yield "the next question is answered within 100 ms", f"{after * 1e3:.1f} ms", _yes(after <= 0.1)
    if OURS in results.beside:
        alone, beside = results.beside[OURS]
        yield (
            "p99 of small questions beside a heavy one: at most twice that without",
            f"{beside.p99 * 1e3:.1f} ms, {alone.p99 * 1e3:.1f} ms without",
            _yes(beside.p99 <= 2 * alone.p99),
        )


def _small(results: Results) -> Iterator[str]:
    yield "## Small questions"
    yield ""
    yield "A lookup, a join and an ASK in turn, each about another partnership: no answer is kept already."
    yield ""
    yield from _rates(results.small)


def _streamed(results: Results) -> Iterator[str]:
    yield "## A long answer"
    yield ""
    yield f"All {results.triples:,} triples as JSON. Growth is that of all processes of a contestant."
    yield ""
    yield from _table(
        ("contestant", "MB/s", "first byte", "growth"),
        (
            (
                name,
                f"{one.bytes / one.seconds / 1e6:.1f}",
                f"{one.first * 1e3:.1f} ms",
                f"{one.growth / 1e6:.0f} MB",
            )
            for name, one in results.streamed.items()
        ),
    )


def _again(results: Results) -> Iterator[str]:
    yield "## Asked again"
    yield ""
    yield (
        "One small question again and again, beside two constants: `/health` of the same service, and an "
        "application that does nothing else on the same web server."
    )
    yield ""
    yield from _rates(results.again)
    yield ""
    yield "An aggregate over all parties of all topics:"
    yield ""
    yield from _table(
        ("contestant", "first", "again"),
        (
            (name, f"{first * 1e3:,.0f} ms", f"{results.heavy_again[name] * 1e3:,.1f} ms")
            for name, first in results.heavy_first.items()
        ),
    )


def _beside(results: Results) -> Iterator[str]:
    yield "## A heavy question beside small ones"
    yield ""
    yield "Four clients with small questions, alone and beside a cross join without end."
    yield ""
    yield from _table(
        ("contestant", "p99 alone", "p99 beside", "a second alone", "a second beside", "failed"),
        (
            (
                name,
                f"{alone.p99 * 1e3:.1f} ms",
                f"{beside.p99 * 1e3:.1f} ms",
                f"{alone.per_second:,.0f}",
                f"{beside.per_second:,.0f}",
                str(alone.failed + beside.failed),
            )
            for name, (alone, beside) in results.beside.items()
        ),
    )


def _limit(results: Results) -> Iterator[str]:
    yield "## The limit of time"
    yield ""
    yield (
        f"A cross join without end, and a limit of {results.limit_seconds:g} seconds. Status 0: a connection "
        "broken off, or no answer within two minutes."
    )
    yield ""
    yield from _table(
        ("contestant", "status", "late by", "the next question"),
        (
            (name, str(status), f"{late * 1e3:,.0f} ms", f"{after * 1e3:.1f} ms")
            for name, (status, late, after) in results.limit.items()
        ),
    )


def _rates(found: dict[tuple[str, int], Small]) -> Iterator[str]:
    names = dict.fromkeys(name for name, _ in found)
    clients = sorted({number for _, number in found})
    columns = [f"{what}, {number} at once" for number in clients for what in ("a second", "p50", "p99")]

    def cells(name: str) -> Iterator[str]:
        for number in clients:
            one = found.get((name, number))
            failed = f" ({one.failed} failed)" if one and one.failed else ""
            yield f"{one.per_second:,.0f}{failed}" if one else "–"
            yield f"{one.p50 * 1e3:.2f} ms" if one else "–"
            yield f"{one.p99 * 1e3:.2f} ms" if one else "–"

    yield from _table(("contestant", *columns), ((name, *cells(name)) for name in names))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _rate(found: Small | None) -> float | None:
    return found.per_second if found and not found.failed else None


def _yes(met: bool) -> str:
    return "yes" if met else "no"


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    info = Path("/proc/cpuinfo")
    models = [
        line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
    ]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{cores} cores{f' ({models[0]})' if models else ''}, {gigabytes:.0f} GB, {platform.system()}"
