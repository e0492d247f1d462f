"""Measure how fast files of others are read and write `READERS.md`: ``python -m benchmarks.readers``.

Each file is read by its reader, from the file to records, and by the bare parser beneath it, in turns within
one process; the ratio of the two tells what the reader adds, on any machine. A file of IATI is made, and a
table of who does what where, which is imported as a whole too. What the reader needs of memory is measured in
a process of its own, for the file of IATI and one eight times as large.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import ijson
from lxml import etree
from python_calamine import CalamineWorkbook

from benchmarks import presences
from ngograph.check import read_rules
from ngograph.content import find_content, source_folders
from ngograph.importing import import_file
from ngograph.sources import read_folder
from ngograph.sources.formats import Task, format_of
from ngograph.sources.known import known
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ngograph.sources.known import Known

_TIMES: Final = 8
_PLACES: Final = ("ifrc-go", "geonames-countries", "countries", "cldr-territories")
_ACTIVITY: Final = """\
  <iati-activity xml:lang="en" default-currency="EUR" last-updated-datetime="2024-01-01T00:00:00Z">
    <iati-identifier>XM-DAC-0-{number}</iati-identifier>
    <reporting-org ref="XM-DAC-0" type="40"><narrative>Reporter</narrative></reporting-org>
    <title>
      <narrative>Activity {number}</narrative><narrative xml:lang="fr">Activité {number}</narrative>
    </title>
    <description type="1"><narrative>{text}</narrative></description>
    <participating-org ref="GB-GOV-{donor}" role="1" type="10">
      <narrative>Donor {donor}</narrative>
    </participating-org>
    <participating-org role="4" type="22"><narrative>Society {partner}</narrative></participating-org>
    <activity-status code="2"/>
    <activity-date type="1" iso-date="2023-01-01"/><activity-date type="3" iso-date="2024-12-31"/>
    <recipient-country code="BA" percentage="100"/>
    <sector vocabulary="1" code="72010" percentage="100"/>
    <transaction>
      <transaction-type code="1"/><transaction-date iso-date="2023-02-01"/>
      <value value-date="2023-02-01">{number}</value>
      <provider-org ref="GB-GOV-{donor}"><narrative>Donor {donor}</narrative></provider-org>
    </transaction>
    <transaction>
      <transaction-type code="3"/><transaction-date iso-date="2023-03-01"/>
      <value value-date="2023-03-01">{number}</value>
      <receiver-org><narrative>Society {partner}</narrative></receiver-org>
    </transaction>
    <document-link format="text/html" url="http://example.org/{number}">
      <title><narrative>Report {number}</narrative></title><category code="A01"/>
    </document-link>
  </iati-activity>
"""


@dataclass(frozen=True)
class Measured:
    """What was found of one file: *bare* and *reader* in seconds of processor time, *ratio* that of pairs."""

    name: str
    form: str
    megabytes: float
    records: int
    bare: float
    reader: float
    ratio: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="of any format that is read")
    parser.add_argument("--megabytes", type=float, default=20, help="of the file that is made")
    parser.add_argument("--rows", type=int, default=100_000, help="of the table that is made")
    parser.add_argument("--rounds", type=int, default=5, help="whose median counts")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "READERS.md")
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.memory:
        print(json.dumps(_peak_of(chosen.memory)))
        return
    with tempfile.TemporaryDirectory(prefix="ngograph-readers-") as name:
        small, large = (Path(name, f"{times}.xml") for times in (1, _TIMES))
        made(small, chosen.megabytes)
        made(large, chosen.megabytes * _TIMES)
        table = Path(name, "presences.csv")
        presences.made(table, chosen.rows)
        found = [measured(path, chosen.rounds) for path in (*chosen.files, small, table)]
        whole = imported(table, Path(name))
        peaks = [_peak(path) for path in (small, large)]
    chosen.output.write_text(_written(found, peaks, chosen.rounds, whole), "utf-8")


def made(path: Path, megabytes: float) -> None:
    """Write a file of IATI of about that size to *path*, always the same."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<iati-activities version="2.03">\n')
        number = 0
        while file.tell() < megabytes * 1e6:
            for _ in range(100):
                number += 1
                text = "What is done and why, and who does it. " * (number % 7)
                file.write(
                    _ACTIVITY.format(number=number, donor=number % 40, partner=number % 700, text=text)
                )
        file.write("</iati-activities>\n")


def measured(path: Path, rounds: int) -> Measured:
    """Read the file at *path* by its bare parser and by its reader, in turns."""
    found = sample(path)
    _world()  # which is read once, as for an import of many files
    bare, reader = list[float](), list[float]()
    records = 0
    for _ in range(rounds):
        bare.append(_seconds(lambda: BARE[found.make](path))[0])
        seconds, records = _seconds(lambda: read(path))
        reader.append(seconds)
    ratio = median(mine / theirs for mine, theirs in zip(reader, bare, strict=True))
    return Measured(
        path.name,
        format_of(found).name,
        found.size / 1e6,
        records,
        median(bare),
        median(reader),
        ratio,
    )


def read(path: Path) -> int:
    """Read the file at *path* and return how many records it has."""
    found = sample(path)
    return sum(1 for _ in format_of(found).read(Task(found, "benchmark", _world())).records)


def imported(path: Path, folder: Path) -> float:
    """Import the file at *path* into *folder* and return the seconds of processor time that this took."""
    rules, world = read_rules(find_content()), _world()
    began = time.process_time()
    import_file(path, folder / "imports", rules, world)
    return time.process_time() - began


@cache
def _world() -> Known:
    """Return the countries, topics and currencies of the content, as an import has them."""
    content = find_content()
    rules = read_rules(content)
    folders = [folder for folder in source_folders(content) if folder.name.startswith(_PLACES)]
    places = [triple for folder in folders for triple in read_folder(folder).triples]
    return known([triple for file in rules.ontology for triple in file.triples], places)


def _xml(path: Path) -> int:
    count = 0
    for _, element in etree.iterparse(path, events=("end",), tag=("iati-activity", "iati-organisation")):
        count += 1
        element.clear()
        while element.getprevious() is not None:
            parent = element.getparent()
            if parent is None:
                break
            del parent[0]
    return count


def _json(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in ijson.basic_parse(file))


def _text(path: Path) -> int:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _workbook(path: Path) -> int:
    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


BARE: Final[dict[str, Callable[[Path], int]]] = {
    "xml": _xml,
    "json": _json,
    "json-lines": _text,
    "text": _text,
    "xlsx": _workbook,
    "xls": _workbook,
}
"""The parser beneath a reader, by what a file is made of."""


def _seconds(work: Callable[[], int]) -> tuple[float, int]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def _peak(path: Path) -> float:
    """Return the peak of memory, in megabytes, of a process that reads the file at *path*."""
    command = [sys.executable, "-m", "benchmarks.readers", "--memory", str(path)]
    root = Path(__file__).parents[1]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root, env=os.environ)
    return float(json.loads(ended.stdout))


def _peak_of(path: Path) -> float:
    read(path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _written(found: list[Measured], peaks: list[float], rounds: int, whole: float) -> str:
    today = datetime.now(tz=UTC).date().isoformat()
    lines = [
        "# Reading files of others",
        "",
        f"Measured on {today} with Python {platform.python_version()}, lxml {etree.__version__}; medians of",
        f"{rounds} rounds of processor time on one core, the bare parser and the reader in turns.",
        "",
        "| file | format | MB | records | bare parser, MB/s | reader, MB/s | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in found:
        speeds = f"{one.megabytes / one.bare:.0f} | {one.megabytes / one.reader:.1f} | {one.ratio:.1f}"
        lines.append(f"| {one.name} | {one.form} | {one.megabytes:.2f} | {one.records:,} | {speeds} |")
    lines += [
        "",
        f"Peak of memory of the process: {peaks[0]:.0f} MB for the file that is made,",
        f"{peaks[1]:.0f} MB for one {_TIMES} times as large.",
        "",
        f"The whole import of the table, checks included: {whole:.1f} seconds of processor time.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
