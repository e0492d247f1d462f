"""The process that makes one report, which is run apart (`ngograph.apart`) because it may take long.

It reads a `Job` from its standard input and writes the finished report, or why there is none. What reckons is
libraries in C that nothing can interrupt: whoever has waited long enough kills the process.
"""

from __future__ import annotations

import io
import json
import math
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ngograph.analysis import exporting
from ngograph.analysis.job import Job, refused, reported
from ngograph.analysis.known import known_of
from ngograph.analysis.mapping import mapped, page
from ngograph.analysis.registry import ANALYSES
from ngograph.analysis.speaking import shown, spoken
from ngograph.analysis.writing import write_csv
from ngograph.errors import AnalysisTooLarge, NgographError
from ngograph.network import FORMATS
from ngograph.release import Release
from ngograph.store.workers.confinement import bound_memory


def main() -> None:
    """Do the job that comes in, and write what comes of it."""
    job = Job(**json.load(sys.stdin.buffer))
    bound_memory(job.megabytes)
    try:
        said = reported(_made(job))
    except NgographError as error:
        said = refused(error)
    except MemoryError:
        said = refused(AnalysisTooLarge(job.megabytes))
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


def _made(job: Job) -> bytes:
    known = known_of(Release(Path(job.release)))
    if job.name == exporting.NAME:
        return exporting.exported(known, job.given)
    if job.form in FORMATS:
        return mapped(known, job.name, job.form, job.given, href=page).picture
    report = ANALYSES[job.name].report(known, job.given)
    if job.form == "csv":
        file = io.StringIO()
        write_csv(report, file)
        return file.getvalue().encode()
    lang = (*job.given.get("lang", ()), "en")[0]
    if job.form == "rows":
        first = replace(report, rows=report.rows[: job.most])
        plain = {"total": len(report.rows), **asdict(shown(first, lang, known.labels(lang), {}))}
    else:
        plain = {**spoken(report, lang).plain(), "links": dict(job.links)}
    return json.dumps(_finite(plain), ensure_ascii=False, allow_nan=False).encode()


def _finite(value: Any) -> Any:
    """Return *value* with null where JSON has no number for it."""
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
