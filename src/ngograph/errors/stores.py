"""Another store does not do what is needed of it."""

from __future__ import annotations

from ngograph.errors.root import NgographError


class StoreError(NgographError):
    """Another store cannot be reached, or does not answer as a store should."""


class StoreBusy(StoreError):  # noqa: N818
    """Another store takes no more questions now."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the store is busy: come again in {retry_after} seconds")
        self.retry_after = retry_after


class StoreUnfinished(StoreError):  # noqa: N818
    """Another store holds part of a release."""

    def __init__(self, url: str, release: str) -> None:
        super().__init__(
            f"{url}: expected a whole release, found part of {release}: a publish was begun and has not "
            "ended; run `ngograph publish` again"
        )
        self.url, self.release = url, release
