"""The `#+` head of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ngograph.errors import FrontMatterError, MissingFile
from ngograph.frontmatter import head, read

if TYPE_CHECKING:
    from pathlib import Path


def test_the_head_is_the_unbroken_run_of_marked_lines() -> None:
    found = head('#+ title = "A"\n#+\n#+ [parameters.x]\n#+ type = "iri"\nPREFIX a: <b>\n#+ late = 1\n')
    assert found.values == {"title": "A", "parameters": {"x": {"type": "iri"}}}
    assert found.lines == 4


@pytest.mark.parametrize("text", ["", "ASK {}", "# a comment\n#+ title = 'no'", "\n#+ title = 'no'"])
def test_without_a_head_there_is_nothing(text: str) -> None:
    assert head(text).values == {}
    assert head(text).lines == 0


def test_a_byte_order_mark_does_not_hide_the_head() -> None:
    assert head("\ufeff#+ a = 1").values == {"a": 1}


def test_a_value_may_go_over_several_lines() -> None:
    assert head("#+ a = [\n#+   1,\n#+   2,\n#+ ]").values == {"a": [1, 2]}


def test_bad_toml_names_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("#+ title = 'A'\n#+ tags = [\n#+ what\nASK {}\n", encoding="utf-8")
    with pytest.raises(FrontMatterError, match=r"q\.rq:3") as caught:
        read(file)
    assert caught.value.line == 3


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read(tmp_path / "none.rq")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(b"#+ title = '\xff'")
    with pytest.raises(FrontMatterError, match="UTF-8"):
        read(file)
