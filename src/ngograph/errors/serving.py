"""The service cannot begin, or not answer in that form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.errors.root import NgographError

if TYPE_CHECKING:
    from collections.abc import Sequence


class AddressError(NgographError):
    """The service cannot listen at that address."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(
            f"{host}:{port}: expected an address to listen at: {problem}; choose another with --port"
        )
        self.host, self.port = host, port


class SettingError(NgographError):
    """A setting in the environment is not of its kind."""

    def __init__(self, name: str, expected: str, found: str) -> None:
        super().__init__(f"{name}: expected {expected}, found {found!r}")
        self.name, self.expected, self.found = name, expected, found


class NoFittingFormat(NgographError):  # noqa: N818
    """None of the formats on offer is one that was asked for."""

    def __init__(self, asked: str, offers: Sequence[str]) -> None:
        super().__init__(f"expected one of {', '.join(offers)}, found {asked!r}")
        self.asked, self.offers = asked, tuple(offers)
