from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import ContentError
from ngograph.sources.readers import READERS, read
from ngograph.sources.register import Register

if TYPE_CHECKING:
    from pathlib import Path


def test_an_unknown_reader_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"geonames-towns.*found 'csv'"):
        read(tmp_path / "x", "csv", "x")


@pytest.mark.parametrize("name", [name for name in READERS if READERS[name].needs_register])
def test_a_reader_that_needs_the_societies_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="is read after ifrc-go"):
        read(tmp_path / "x", name, "x")


def test_what_the_bytes_do_not_tell_is_told(tmp_path: Path) -> None:
    file = tmp_path / "territories.json"
    names = {"BA": "Bosna i Hercegovina"}
    file.write_text(
        json.dumps({"main": {"bs": {"localeDisplayNames": {"territories": names}}}}), encoding="utf-8"
    )
    known = Register({"ba": "Bosnia and Herzegovina"})
    day = dt.date(2026, 1, 2)
    reading = read(file, "cldr-territories", "names-bs", known, origin="https://example.org/", issued=day)
    document = reading.document
    assert (document.source, document.origin, document.issued) == ("names-bs", "https://example.org/", day)
