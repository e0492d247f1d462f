"""What a service that may be written to needs: the gatekeeper of its releases, and the file of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph import tokens
from ngograph.cli.tokens import file_of
from ngograph.web.authorising import Writing
from ngograph.writing.gatekeeper import Gatekeeper

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from ngograph.content import Content
    from ngograph.web import Settings


def secrets_of(limits: Settings, releases: Path) -> Path:
    """Return the file of the tokens, which will do.

    Raises:
        TokenError: it is none, or others than its owner may read it.
    """
    file = file_of(limits, releases)
    tokens.listed(file)
    return file


def writing_by(
    limits: Settings,
    content: Content,
    releases: Path,
    turned: Callable[[], Awaitable[str]],
    cores: tuple[int, ...] = (),
) -> Writing:
    """Return what makes changes to the folder *releases* by the rules of *content*.

    Args:
        limits: of time, memory and turns, and the place of the tokens.
        content: the folders of ontology, shapes and queries.
        releases: the folder of the releases.
        turned: makes the service look for a new release now; returns the id of the one it then serves.
        cores: where the work may run; none: wherever the service does.
    """
    file = file_of(limits, releases)
    gatekeeper = Gatekeeper(
        content,
        releases,
        waiting=limits.writes_waiting,
        seconds=limits.write_seconds,
        megabytes=limits.write_megabytes,
        kept=limits.written_releases,
        turned=turned,
        cores=cores,
    )
    return Writing(gatekeeper, lambda secret: tokens.found(file, secret))
