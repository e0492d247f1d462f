"""What has been begun on the near way and is gone on with on the long one: an answer to a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ngograph.store.answering import Begun, Engine

HANDED_OVER: Final = "handed_over"
"""Where it stands in the state of a request."""


@dataclass(frozen=True)
class HandedOver:
    """Such an answer.

    Args:
        begun: what is to be awaited.
        engine: who has begun it: that of one release.
        since: when the request came, by the counter of performance.
    """

    begun: Begun
    engine: Engine
    since: float
