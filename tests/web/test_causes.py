"""What accounts of imports say, in the language of a page."""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from ngograph.translation import read
from ngograph.web.causes import cause

SOURCE = Path(str(files("ngograph")))
KNOWN = read([(SOURCE / "web" / "causes.txt").read_text("utf-8")])


def in_code() -> set[str]:
    """Return every text in the code of the readers, with `{}` for what is filled in."""
    found = set()
    for path in (SOURCE / "sources").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values]
                found.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_nothing_is_known_that_no_reader_says() -> None:
    assert sorted({re.sub(r"\{\w+\}", "{}", text) for text in KNOWN.texts} - in_code()) == []


def test_the_same_is_filled_in() -> None:
    for english, others in KNOWN.texts.items():
        names = {name for _, name, _, _ in Formatter().parse(english) if name}
        for text in others.values():
            assert {name for _, name, _, _ in Formatter().parse(text) if name} == names, english


@pytest.mark.parametrize(
    ("text", "bosnian", "russian"),
    [
        ("an empty row", "prazan red", "пустая строка"),
        (
            "column 'Phone {x}' dropped: contact data",
            "kolona 'Phone {x}' izostavljena: kontaktni podaci",
            "столбец 'Phone {x}' пропущен: контактные данные",
        ),
        ("status (none) is unknown", "status (none) nije poznat", "статус (none) неизвестен"),
        (
            "status x of an award or contract is unknown",
            "status x dodjele ili ugovora nije poznat",
            "статус x присуждения или контракта неизвестен",
        ),
    ],
)
def test_what_an_account_says_is_said_in_other_languages(text: str, bosnian: str, russian: str) -> None:
    assert (cause(text, "bs").text, cause(text, "ru").text) == (bosnian, russian)
    assert (cause(text, "ru").lang, cause(text, "en")) == ("ru", cause(text, "en"))
    assert cause(text, "en").text == text


def test_what_is_not_known_is_said_to_be_english() -> None:
    assert (cause("what nobody says", "bs").text, cause("what nobody says", "bs").lang) == (
        "what nobody says",
        "en",
    )
