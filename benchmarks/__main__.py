"""Measure everybody in one run and write `benchmarks/RESULTS.md`: ``python -m benchmarks [--help]``."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks import contestants, data, measures
from benchmarks.report import written
from benchmarks.results import Results, Small

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from benchmarks.contestants import Contestant

CONSTANT: Final = "a constant"
EVERYBODY: Final[dict[str, Callable[[Path], AbstractContextManager[Contestant]]]] = {
    "ngograph": contestants.ngograph,
    "ngograph, on disk": contestants.ngograph_on_disk,
    "oxigraph serve": contestants.oxigraph,
    "oxigraph serve, on disk": contestants.oxigraph_on_disk,
    "FastAPI route": contestants.plain,
    "rdflib-endpoint": contestants.rdflib_endpoint,
    "Virtuoso": contestants.virtuoso,
    CONSTANT: contestants.constant,
}
CLIENTS: Final = (1, 32)
FAST: Final = ("ngograph", "oxigraph")
LIMITED: Final = ("ngograph", "oxigraph serve")
"""Whose limit of time is measured."""
TOLD: Final = {
    "ngograph": contestants.ngograph,
    "ngograph, on disk": contestants.ngograph_on_disk,
    "oxigraph serve": contestants.oxigraph,
}
"""Who can be told a limit of time."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000, help="how many; a multiple of 100")
    parser.add_argument("--seconds", type=float, default=2, help="of each round of small questions")
    parser.add_argument("--rounds", type=int, default=3, help="whose median counts")
    parser.add_argument("--limit", type=float, default=contestants.LIMIT, help="of a question, in seconds")
    parser.add_argument("--only", nargs="*", choices=EVERYBODY, help="of these, else of everybody")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "RESULTS.md")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # nobody that was started stays behind
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ngograph-benchmarks-") as name, ExitStack() as stack:
        folder = Path(name)
        _say(f"{chosen.triples:,} triples")
        data.write(folder, chosen.triples)
        contestants.release(folder)
        results = Results(chosen.triples, chosen.limit)
        everybody: list[Contestant] = []
        for called in chosen.only or EVERYBODY:
            _say(f"{called} begins")
            try:
                told = TOLD.get(called)
                begun = told(folder, chosen.limit) if told else EVERYBODY[called](folder)
                one = stack.enter_context(begun)
            except contestants.Absent as error:
                results.absent[called] = str(error)
                _say(f"{called}: {error}")
                continue
            everybody.append(one)
            results.versions[called] = one.version
        for one in everybody:
            measures.rest(one)
            results.memory[one.name] = measures.memory(one)
        _measure(everybody, results, chosen.seconds, chosen.rounds)
    chosen.output.write_text(written(results, time.monotonic() - began), "utf-8")
    _say(f"written: {chosen.output}")


def _measure(everybody: list[Contestant], results: Results, seconds: float, rounds: int) -> None:
    by_name = {one.name: one for one in everybody}
    peers = [one for one in everybody if one.name != CONSTANT]
    first = dict.fromkeys(by_name, 0)
    _say("small questions")
    for clients in CLIENTS:
        seen: dict[str, list[dict[str, Any]]] = {}
        for one in everybody * rounds:
            queries = measures.SMALL if one in peers else (None,)
            found = measures.load(one, clients, seconds, queries, first=first[one.name])
            first[one.name] = found["next"]
            seen.setdefault(one.name, []).append(found)
        results.small |= {(name, clients): _typical(each) for name, each in seen.items()}
    _say("a long answer")
    for one in peers:
        again = 2 if one.name.startswith(FAST) else 1
        each = [measures.streamed(one) for _ in range(again)]
        results.streamed[one.name] = min(each, key=lambda found: found.seconds)
        measures.rest(one, 10)
    _say("the same again")
    for one in peers:
        results.heavy_first[one.name] = measures.asked(one, measures.HEAVY)[1]
        results.heavy_again[one.name] = median(measures.asked(one, measures.HEAVY)[1] for _ in range(5))
    _kept(by_name, results, seconds, rounds)
    _say("the limit of time")
    for one in peers:
        if one.name in LIMITED:
            status, took = measures.asked(one, measures.ENDLESS)
            after = measures.asked(one, "ASK {}")
            results.limit[one.name] = status, took - results.limit_seconds, after[1]
    _say("a heavy question beside small ones")
    for one in sorted(peers, key=lambda one: one.name not in LIMITED):
        alone, beside = [], []
        for _ in range(rounds if one.name in LIMITED else 1):
            alone.append(measures.load(one, 4, seconds, measures.SMALL, first=first[one.name]))
            with measures.busy(one):
                beside.append(measures.load(one, 4, seconds, measures.SMALL, first=alone[-1]["next"]))
            first[one.name] = beside[-1]["next"]
            if one.name in LIMITED:
                measures.rest(one, results.limit_seconds + 5)
            else:
                measures.stop(one)
        results.beside[one.name] = _typical(alone), _typical(beside)


def _kept(by_name: Mapping[str, Contestant], results: Results, seconds: float, rounds: int) -> None:
    """Measure an answer that is kept beside constants."""
    asked: list[tuple[str, str, Sequence[str | None]]] = [
        ("ngograph", "", (measures.SAME,)),
        ("ngograph", "/health", (None,)),
        (CONSTANT, "", (None,)),
    ]
    for clients in CLIENTS:
        seen: dict[str, list[dict[str, Any]]] = {}
        for name, path, queries in asked * rounds:
            if (one := by_name.get(name)) is not None:
                found = measures.load(one, clients, seconds, queries, path=path)
                seen.setdefault(f"{name}{path}", []).append(found)
        results.again |= {(name, clients): _typical(each) for name, each in seen.items()}


def _typical(found: Sequence[dict[str, Any]]) -> Small:
    """Return the median of what several rounds found."""
    return Small(
        median(one["per_second"] for one in found),
        median(one["p50"] for one in found),
        median(one["p99"] for one in found),
        sum(one["failed"] for one in found),
    )


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
