"""The encodings of answers, zstd, Brotli and gzip, each by whole pieces that can be read as they come."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL: Final = 500
"""Bytes below which a whole answer is sent as it is."""


class Encoder(Protocol):
    """Encodes one answer."""

    def piece(self, data: bytes) -> bytes:
        """Return *data* encoded, such that it can be read."""

    def end(self) -> bytes:
        """Return what ends the answer."""


class _Zstd:
    def __init__(self) -> None:
        self._into = zstandard.ZstdCompressor(level=3).compressobj()

    def piece(self, data: bytes) -> bytes:
        return self._into.compress(data) + self._into.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._into.flush()


class _Brotli:
    def __init__(self) -> None:
        self._into = brotli.Compressor(quality=4)

    def piece(self, data: bytes) -> bytes:
        return bytes(self._into.process(data) + self._into.flush())

    def end(self) -> bytes:
        return bytes(self._into.finish())


class _Gzip:
    def __init__(self) -> None:
        self._into = zlib.compressobj(5, zlib.DEFLATED, 31)

    def piece(self, data: bytes) -> bytes:
        return self._into.compress(data) + self._into.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._into.flush()


ENCODINGS: Final[dict[str, Callable[[], Encoder]]] = {"zstd": _Zstd, "br": _Brotli, "gzip": _Gzip}
"""The encodings on offer, the preferred one first: it breaks ties."""


def encoded(body: bytes, encoding: str) -> bytes:
    """Return the whole *body* in that *encoding*."""
    encoder = ENCODINGS[encoding]()
    return encoder.piece(body) + encoder.end()
