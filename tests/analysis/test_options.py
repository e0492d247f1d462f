from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ngograph.analysis.options import Option, read
from ngograph.errors import NameNotFound, ParameterError, UnknownChoice, UnknownParameter

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS = (
    Option(name="node", description="Which.", type="thing", kind="organisation", needed=True),
    Option(
        name="ties", description="By what.", type="choice", choices=("one", "two"), default="one", many=True
    ),
    Option(name="as-of", description="When.", type="date"),
    Option(name="from", description="Since.", type="date"),
    Option(name="top", description="How many.", type="integer", least=1),
    Option(name="alpha", description="How likely.", type="number", default="0.05"),
    Option(name="undated", description="Whether.", type="flag", default="true"),
)


class Names:
    """Knows one body."""

    def find(self, text: str, kind: str | None = None) -> str:
        assert kind == "organisation"
        if text == "GIZ":
            return "https://example.org/giz"
        raise NameNotFound(text)


def test_texts_become_values() -> None:
    given = {"node": ["GIZ"], "ties": ["one,two", "one"], "as-of": ["2022-11-25"], "top": ["3"]}
    assert read("x", OPTIONS, given, Names()) == {
        "node": "https://example.org/giz",
        "ties": ("one", "two"),
        "as_of": date(2022, 11, 25),
        "from_": None,
        "top": 3,
        "alpha": 0.05,
        "undated": True,
    }


def test_without_names_an_iri_is_understood() -> None:
    assert read("x", OPTIONS, {"node": ["<https://example.org/a>"]})["node"] == "https://example.org/a"
    with pytest.raises(ParameterError, match="expected an IRI, found 'GIZ'"):
        read("x", OPTIONS, {"node": ["GIZ"]})


@pytest.mark.parametrize(
    ("name", "texts", "said"),
    [
        ("node", [""], "parameter 'node': expected a value, found 'none'"),
        ("as-of", ["25.11.2022"], "expected a day such as 2022-11-25, found '25.11.2022'"),
        ("as-of", ["2022-13-01"], "expected a day"),
        ("as-of", ["2022-01-01", "2022-01-02"], "expected one value, found '2022-01-01, 2022-01-02'"),
        ("top", ["0"], "expected a whole number from 1 on, found '0'"),
        ("top", ["2.5"], "expected a whole number from 1 on"),
        ("alpha", ["x"], "expected a number, found 'x'"),
        ("undated", ["maybe"], "expected true or false, found 'maybe'"),
    ],
)
def test_what_does_not_fit_is_named(name: str, texts: Sequence[str], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        read("x", OPTIONS, {"node": ["https://example.org/a"], name: texts})


def test_unknown_words_name_the_nearest_or_the_known() -> None:
    with pytest.raises(UnknownChoice, match="nearest: two"):
        read("x", OPTIONS, {"node": ["https://example.org/a"], "ties": ["twoo"]})
    with pytest.raises(UnknownParameter, match=r"no parameter 'tie'; it has node, ties, as-of"):
        read("x", OPTIONS, {"tie": ["one"]})
