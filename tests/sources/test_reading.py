from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import ContentError, MissingFile
from ngograph.sources.reading import Account, account, content_of, digest, whole
from ngograph.sources.statements import identified, thing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple


def test_an_account_counts_each_cause() -> None:
    assert account(5, ["late", "empty", "late"]) == Account(5, 2, (("empty", 1), ("late", 2)))


def test_an_account_that_loses_a_record_is_refused() -> None:
    with pytest.raises(ValueError, match="5 records read are not 2 produced"):
        Account(read=5, produced=2, skipped=(("late", 2),))


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a\r\n")
    assert digest(content_of(file)) == hashlib.sha256(b"a\r\n").hexdigest()


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"nothing\.json"):
        content_of(tmp_path / "nothing.json")


def test_a_record_that_breaks_off_is_named_and_gives_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[Triple]:
        yield from identified(thing("organisation", "x"), "FDRS", "DXX001")
        raise KeyError("iso")

    with pytest.raises(ContentError, match=r"record /7: expected 'iso', found nothing"):
        whole(tmp_path, "/7", broken())
