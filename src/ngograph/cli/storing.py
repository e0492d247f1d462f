"""What `ngograph serve --store` serves: which release another store holds, and what is not known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from ngograph.release import Release
    from ngograph.store.remote import Stated
    from ngograph.web import Settings


def finder(url: str, chosen: Settings) -> Callable[[], Stated]:
    """Return what finds the release that the store at *url* holds, again and again.

    A store that says nothing of a release is the same as long as this lives: nobody can tell.
    """
    from datetime import UTC, datetime

    from ngograph.cli.publishing import access_to
    from ngograph.store.remote import stated

    access, moment = access_to(url, chosen), datetime.now(UTC).replace(microsecond=0)
    return lambda: stated(access, moment)


def fitting(chosen: Settings, release: Release | Stated) -> Settings:
    """Return the settings for *release*: of one whose state nobody knows, no answer is kept."""
    return chosen if release.digest else chosen.model_copy(update={"cache_bytes": 0, "cache_seconds": 0})


def keeps(app: FastAPI, release: Release | Stated) -> FastAPI:
    """Let no client keep the answers of *app* if nobody can tell when *release* changes; return *app*."""
    if not release.digest:
        from ngograph.web.unstated import Unstated

        app.add_middleware(Unstated)
    return app
