"""An analysis was not done to its end."""

from __future__ import annotations

from ngograph.errors.root import NgographError


class AnalysisError(NgographError):
    """An analysis was not done to its end."""


class TooManyAnalyses(AnalysisError):  # noqa: N818
    """More analyses wait for their turn than the service takes, or one has waited too long."""

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(f"{waiting} analyses wait already: come again in {retry_after} seconds")
        self.waiting, self.retry_after = waiting, retry_after


class AnalysisTooLong(AnalysisError):  # noqa: N818
    """An analysis took longer than is allowed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"expected an analysis that is done within {seconds:g} seconds: narrow its scope, or ask for less"
        )
        self.seconds = seconds


class AnalysisTooLarge(AnalysisError):  # noqa: N818
    """An analysis needs more memory than is allowed."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"expected an analysis that needs at most {megabytes} MB of memory: narrow its scope, or ask for "
            "less"
        )
        self.megabytes = megabytes


class AnalysisEnded(AnalysisError):  # noqa: N818
    """An analysis was ended from outside before its end."""

    def __init__(self) -> None:
        super().__init__("the process that worked on this analysis has ended: ask again")
