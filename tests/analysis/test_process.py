"""The process that makes one report, and the analyst who starts it: in time, within its memory, once."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ngograph.analysis.analyst import Analyst
from ngograph.analysis.job import refused, reported, taken
from ngograph.errors import (
    AnalysisEnded,
    AnalysisTooLarge,
    AnalysisTooLong,
    EmptySelection,
    NetworkError,
    NotInNetwork,
    ReleaseError,
    TooManyAnalyses,
    UnknownChoice,
)
from ngograph.release import Release
from ngograph.vocab import ID

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from ngograph.analysis.analyst import Reported
    from ngograph.errors import NgographError

OTAHARIN = f"{ID}organisation/otaharin"
BETWEEN = {"before": ["2021-01-01"], "after": ["2022-11-25"]}
LONG = {"permutations": ["2000000000"]}
"""What a brokerage is told that would take days."""


def analyst(release: Release, **limits: Any) -> Analyst:
    return Analyst(release, **{"seconds": 60, "megabytes": 1024, "waiting": 1, "most": 1_000_000, **limits})


def asked(
    of: Analyst, name: str = "dependency", given: dict[str, list[str]] | None = None, form: Any = "json"
) -> Coroutine[Any, Any, Reported]:
    return of.report(name, given or {}, form, {"json": "/here"}, 2)


def workers() -> Iterator[int]:
    """The processes that work on an analysis for this one."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"ngograph.analysis.process" in command and str(os.getpid()).encode() in command:
                yield int(folder.name)


async def worker() -> int:
    """The process that works, once there is one."""
    async with asyncio.timeout(30):
        while not (found := list(workers())):
            await asyncio.sleep(0.01)
    return found[0]


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("expected a resolution above 0, found 0"),
        NotInNetwork("x:y", ["x:a", "x:b"]),
        UnknownChoice("measure", "degre", ["degree", "strength"]),
        EmptySelection("place=x:y", 7),
        AnalysisTooLarge(16),
        ReleaseError("no table"),
    ],
)
def test_an_error_comes_back_as_it_was(error: NgographError) -> None:
    with pytest.raises(type(error)) as raised:
        taken(refused(error))
    assert str(raised.value) == str(error)
    assert vars(raised.value) == vars(error)


def test_a_report_comes_back_whole_or_not_at_all() -> None:
    assert taken(reported(b"a,b\n1,2\n")) == b"a,b\n1,2\n"
    with pytest.raises(ValueError, match="expected a line"):
        taken(b"")


def test_each_form(release: Release) -> None:
    async def work() -> tuple[bytes, ...]:
        of = analyst(release)
        made = [await asked(of, "change", BETWEEN, form) for form in ("json", "csv", "rows")]
        made.append(await asked(of, "without", {"node": [OTAHARIN]}))
        return tuple(one.body for one in made)

    whole, sheet, first, without = asyncio.run(work())
    report, rows = json.loads(whole), json.loads(first)
    assert report["release"]["id"] == release.id
    assert report["links"] == {"json": "/here"}
    listed = list(csv.DictReader(io.StringIO(sheet.decode())))
    assert [row["source"] for row in listed] == [row["source"] for row in report["rows"]]
    assert rows["total"] == len(report["rows"])
    assert rows["rows"] == [list(row.values()) for row in report["rows"][:2]]
    assert "Otaharin" in json.loads(without)["title"]


def test_what_was_made_is_kept_and_made_once(release: Release) -> None:
    async def work() -> list[bool]:
        of = analyst(release)
        both = await asyncio.gather(asked(of), asked(of))
        again = await asked(of, "dependency", {})
        other = await asked(of, "dependency", {"to": ["activities"]})
        assert both[0].body == both[1].body == again.body != other.body
        return [one.kept for one in (*both, again, other)]

    assert asyncio.run(work()) == [False, True, True, False]


def test_a_bound_of_nothing_keeps_nothing(release: Release) -> None:
    async def work() -> bool:
        of = analyst(release, most=0)
        await asked(of)
        return (await asked(of)).kept

    assert asyncio.run(work()) is False


def test_one_that_takes_too_long_is_killed(release: Release) -> None:
    async def work() -> None:
        of = analyst(release, seconds=4)
        task = asyncio.create_task(asked(of, "brokerage", LONG))
        process = await worker()
        with pytest.raises(AnalysisTooLong) as raised:
            await task
        assert raised.value.seconds == 4
        assert process not in workers()
        assert list(workers()) == []

    asyncio.run(work())


def test_one_that_nobody_waits_for_is_killed_and_gives_its_turn_back(release: Release) -> None:
    async def work() -> None:
        of = analyst(release)
        task = asyncio.create_task(asked(of, "brokerage", LONG))
        await worker()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert list(workers()) == []
        assert json.loads((await asked(of)).body)["rows"]

    asyncio.run(work())


def test_one_that_is_ended_from_outside_says_so(release: Release) -> None:
    async def work() -> None:
        task = asyncio.create_task(asked(analyst(release), "brokerage", LONG))
        os.kill(await worker(), signal.SIGKILL)
        with pytest.raises(AnalysisEnded):
            await task

    asyncio.run(work())


def test_no_more_wait_than_may(release: Release) -> None:
    async def work() -> None:
        of = analyst(release, waiting=0, seconds=8)
        task = asyncio.create_task(asked(of, "brokerage", LONG))
        await worker()
        with pytest.raises(TooManyAnalyses) as raised:
            await asked(of)
        assert (raised.value.waiting, raised.value.retry_after) == (0, 4)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(work())


def test_memory_is_bounded(release: Release) -> None:
    async def work() -> None:
        with pytest.raises(AnalysisTooLarge):
            await asked(analyst(release, megabytes=100), "communities", {"runs": ["2000000000"]})

    asyncio.run(work())


def test_what_the_process_refuses_is_told(release: Release) -> None:
    async def work() -> None:
        of = analyst(release)
        with pytest.raises(EmptySelection) as empty:
            await asked(of, "measures", {"place": [f"{ID}place/nowhere"]})
        assert "place" in empty.value.filter
        with pytest.raises(NotInNetwork):
            await asked(of, "without", {"node": [f"{ID}organisation/nobody"]})

    asyncio.run(work())


def test_a_failure_is_told_without_its_words(tmp_path: Path) -> None:
    (tmp_path / "account.json").write_text("{}")
    (tmp_path / "tables").mkdir()

    async def work() -> None:
        with pytest.raises(ReleaseError, match=r"the process that analyses failed: .*KeyError") as raised:
            await asked(analyst(Release(tmp_path)), "measures")
        assert "digest" not in str(raised.value).rpartition(";")[2]

    asyncio.run(work())
