"""What a service that answers analyses needs: an analyst of the release that it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ngograph.analysis.analyst import Analyst
from ngograph.store.remote import Stated

if TYPE_CHECKING:
    from ngograph.release import Release
    from ngograph.web import Settings

_SHARE: Final = 4
"""What part of the memory for finished answers there is for finished reports beside it."""


def analyst_of(release: Release | Stated, limits: Settings, cores: tuple[int, ...] = ()) -> Analyst | None:
    """Return what analyses *release*, None where that is another store or was built without tables.

    Args:
        release: what is served.
        limits: of time, memory and turns.
        cores: where the work may run; none: wherever the service does.
    """
    if isinstance(release, Stated) or release.tables is None:
        return None
    return Analyst(
        release,
        seconds=limits.analysis_seconds,
        megabytes=limits.analysis_megabytes,
        waiting=limits.analyses_waiting,
        most=limits.cache_bytes // _SHARE,
        cores=cores,
    )
