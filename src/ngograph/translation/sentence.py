"""A sentence in English that remembers what it was made of, so that it can be said in another language."""

from __future__ import annotations

from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Any

from ngograph.translation.numbers import day, figure, number, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Sentence(str):
    """A text in English.

    Attributes:
        template: the text with a place for each value, by name. `{ties}` is a value; `{ties:tie/ties}` is the
            one of these forms that stands beside it, two in English and three in Bosnian and Russian.
        values: what stands in those places, several with commas. A sentence among them is said in the other
            language too, any other text stays as it is.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any] | None = None) -> Sentence:
        """Return the sentence that *template* makes with *values*."""
        made = super().__new__(cls, filled(template, values or {}, "en"))
        made.template, made.values = template, values or {}
        return made


def sentence(template: str, /, **values: Any) -> Sentence:
    """Return the sentence that *template* makes with *values*.

    >>> sentence("{alone} {alone:body/bodies} without a tie", alone=1)
    '1 body without a tie'
    """
    return Sentence(template, values)


def filled(template: str, values: Mapping[str, Any], lang: str, said: Callable[[Sentence], str] = str) -> str:
    """Return *template* with *values* in their places, as *lang* writes them; *said* says those in words."""
    return _Writer(lang, said).vformat(template, (), values)


class _Writer(Formatter):
    """Writes values as a language does."""

    def __init__(self, lang: str, said: Callable[[Sentence], str]) -> None:
        self._lang, self._said = lang, said

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return *value* as it stands in a sentence."""
        match value:
            case Sentence():
                said = self._said(value)
            case tuple():
                said = ", ".join(self.format_field(one, format_spec) for one in value)
            case date():
                said = day(value, self._lang)
            case bool() | str():
                said = format(str(value), format_spec)
            case _ if "/" in format_spec:
                said = plural(value, format_spec.split("/"), self._lang)
            case int() if not format_spec:
                said = number(value, self._lang)
            case _:
                said = figure(value, self._lang, format_spec)
        return said
