"""Tokens of those who may write: made here, kept as digests, each with the graphs that it is for.

A token is 32 random bytes, so that its plain SHA-256 tells nothing about it. The file is JSON, readable by
its owner alone, and is replaced in one step::

    {"tokens": [{"name": "editor", "sha256": "…", "scopes": ["write"], "created": "2026-11-22T09:00:00Z"}]}

A scope is ``write``, which is every graph that may be written, or ``write:IRI`` for one graph; with a ``*``
at its end the IRI stands for all that begin so.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ngograph.errors import TokenError
from ngograph.vocab import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERYTHING: Final = "write"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_SCOPE: Final = re.compile(r"write(:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`*]+\*?)?")
_PREFIX: Final = "ngo_"
"""What each token begins with, so that programs that look for leaked secrets know one."""


@dataclass(frozen=True)
class Token:
    """A token without its secret.

    Args:
        name: whose it is; written down with every change that is made with it.
        sha256: the digest of the secret, as 64 hexadecimal digits.
        scopes: what it is for.
        created: the moment it was made, as ISO 8601.
    """

    name: str
    sha256: str
    scopes: tuple[str, ...]
    created: str

    def covers(self, graph: str) -> bool:
        """Say whether *graph* may be written with it."""
        return covers(self.scopes, graph)


def covers(scopes: Sequence[str], graph: str) -> bool:
    """Say whether one of *scopes* is for *graph*.

    >>> covers(["write:https://example.org/a*"], "https://example.org/ab"), covers(["write:x:a"], "x:ab")
    (True, False)
    """
    for scope in scopes:
        _, _, iri = scope.partition(":")
        if scope == EVERYTHING or iri == graph or (iri.endswith("*") and graph.startswith(iri[:-1])):
            return True
    return False


def listed(file: Path) -> list[Token]:
    """Return the tokens in *file*, in the order of their making; none if there is no such file.

    Raises:
        TokenError: it is no file of tokens, or others than its owner may read it.
    """
    try:
        with file.open("rb") as handle:
            mode, content = os.fstat(handle.fileno()).st_mode, handle.read()
    except FileNotFoundError:
        return []
    if mode & 0o077:
        raise TokenError(
            f"{file}: expected a file that its owner alone may read, found mode {mode & 0o777:o}"
        )
    try:
        return [_token(entry) for entry in json.loads(content)["tokens"]]
    except (ValueError, KeyError, TypeError):
        raise TokenError(
            f"{file}: expected the tokens of those who may write, found something else"
        ) from None


def found(file: Path, secret: str) -> Token | None:
    """Return the token in *file* whose secret is *secret*, None if there is none.

    How long it takes tells nothing about the digests.

    Raises:
        TokenError: the file is none of tokens, or others than its owner may read it.
    """
    digest = hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
    fits = [token for token in listed(file) if hmac.compare_digest(token.sha256, digest)]
    return fits[0] if fits else None


def add(file: Path, name: str, scopes: Sequence[str]) -> str:
    """Add a token called *name* to *file* and return its secret, which is kept nowhere.

    Args:
        file: made if it is not there.
        name: of letters, digits and ``._@-``.
        scopes: at least one; the IRI of a graph may be given from our root on (``write:graph/NAME``).

    Raises:
        TokenError: the name is taken or is none, or a scope is none.
    """
    known = listed(file)
    if _NAME.fullmatch(name) is None:
        raise TokenError(f"expected a name of up to 64 letters, digits and ._@-, found {name!r}")
    if name in {token.name for token in known}:
        raise TokenError(f"{file}: expected a name that no token has, found {name!r} taken: remove it first")
    whole = tuple(dict.fromkeys(_scope(scope) for scope in scopes))
    if not whole:
        raise TokenError("expected at least one scope, found none")
    secret = _PREFIX + secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    created = datetime.now(UTC).isoformat(timespec="seconds")
    _write(file, [*known, Token(name, digest, whole, created)])
    return secret


def remove(file: Path, name: str) -> None:
    """Take the token called *name* out of *file*; from now on it is not known.

    Raises:
        TokenError: there is none of that name.
    """
    known = listed(file)
    kept = [token for token in known if token.name != name]
    if len(kept) == len(known):
        names = ", ".join(token.name for token in known) or "none"
        raise TokenError(f"{file}: expected the name of a token, found {name!r}; there are: {names}")
    _write(file, kept)


def _scope(text: str) -> str:
    kind, _, iri = text.partition(":")
    scope = f"{kind}:{ROOT}{iri}" if iri.strip("*") and ":" not in iri else text
    if _SCOPE.fullmatch(scope) is None:
        raise TokenError(f"expected write, write:IRI or write:IRI* as a scope, found {text!r}")
    return scope


def _token(entry: dict[str, Any]) -> Token:
    return Token(str(entry["name"]), str(entry["sha256"]), tuple(entry["scopes"]), str(entry["created"]))


def _write(file: Path, tokens: Sequence[Token]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"tokens": [asdict(token) for token in tokens]}, indent=2) + "\n"
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)  # of mode 600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
