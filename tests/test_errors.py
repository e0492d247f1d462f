"""The tree of what can go wrong: drawn as it is, and told in one line."""

from __future__ import annotations

import inspect
import re

import ngograph.errors
from ngograph.errors import (
    AmbiguousName,
    ContentError,
    NameNotFound,
    NgographError,
    ParameterError,
    QuerySyntaxError,
    RdfSyntaxError,
    UnknownParameter,
    UnknownQuery,
)


def tree(kind: type[BaseException], depth: int = 0) -> list[tuple[int, str]]:
    """Every class below *kind* with its depth, in the order of the file."""
    below = [line for child in kind.__subclasses__() for line in tree(child, depth + 1)]
    return [(depth, kind.__name__), *below]


def test_the_drawing_is_the_tree() -> None:
    drawn = [
        (len(match[1]) // 4, match[2])
        for match in re.finditer(
            r"^    ((?:[│├└─ ]{4})*)([A-Z]\w+)(?= |$)", ngograph.errors.__doc__ or "", re.MULTILINE
        )
    ]
    assert drawn == tree(NgographError)


def test_each_has_a_sentence() -> None:
    for _, name in tree(NgographError):
        sentence = inspect.getdoc(getattr(ngograph.errors, name)) or ""
        assert sentence.splitlines()[0].endswith("."), name


def test_messages_hold_what_was_expected_and_found() -> None:
    assert str(QuerySyntaxError("did not expect '}'", 2, 5)).startswith("line 2, column 5: ")
    assert "did you mean who-funds?" in str(UnknownQuery("who-fund", ["who-funds"]))
    assert "it has organisation, year" in str(UnknownParameter("q", "oragnisation", ["organisation", "year"]))
    assert "it has none" in str(UnknownParameter("q", "x", []))
    assert "expected a date, found 'soon'" in str(ParameterError("q", "at", "a date", "soon"))
    assert "Red Cross <a:b>" in str(NameNotFound("Red Cros", [("a:b", "Red Cross")]))
    assert "may be any of 2" in str(AmbiguousName("Red Cross", [("a:b", "One"), ("a:c", "Two")]))


def test_a_syntax_error_in_content_is_an_error_in_content() -> None:
    assert issubclass(RdfSyntaxError, ContentError)
