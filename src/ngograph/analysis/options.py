"""What an analysis can be told: options with their types, and how their texts are read.

The command line and the addresses of the service are made of the same options, so that both know the same
words, refuse the same values and document the same sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Literal

from ngograph.errors import ParameterError, UnknownChoice, UnknownParameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ngograph.queries import Names

OptionType = Literal["text", "thing", "date", "choice", "integer", "number", "flag"]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be told.

    Attributes:
        name: The word for it: `--as-of` on the command line, `as-of=` in an address.
        description: One sentence.
        type: How its text is read; a `thing` is an IRI or a name in any script.
        default: What holds where nothing is told, as a text; empty: nothing.
        choices: The texts that are known, of a `choice`.
        kind: Of which kind a thing that is named must be.
        many: Whether several may be told, separated by commas or told again.
        needed: Whether it has to be told; on the command line such ones stand without their name, in order.
        least: The smallest number.
        example: A text that could be told.
    """

    name: str
    description: str
    type: OptionType = "text"
    default: str = ""
    choices: tuple[str, ...] = ()
    kind: str = ""
    many: bool = False
    needed: bool = False
    least: float | None = None
    example: str = ""

    @property
    def key(self) -> str:
        """Its name as Python writes it."""
        word = self.name.replace("-", "_")
        return f"{word}_" if iskeyword(word) else word


def read(
    asked: str, options: Sequence[Option], given: Mapping[str, Sequence[str]], names: Names | None = None
) -> dict[str, Any]:
    """Return the value of each of *options* by its key: a tuple of those that may be many, else one or None.

    Args:
        asked: what is analysed, for the words of an error.
        options: all that can be told.
        given: the texts that were told, by name.
        names: finds things by name; without it IRIs alone are understood.

    Raises:
        UnknownParameter: there is no such option; knows those that there are.
        UnknownChoice: a text is none of the choices; knows the nearest.
        ParameterError: a text does not fit its type, or is missing.
        NameNotFound, AmbiguousName: nothing, or more than one thing, is called so.
    """
    known = {option.name: option for option in options}
    if unknown := [name for name in given if name not in known]:
        raise UnknownParameter(asked, unknown[0], tuple(known))
    return {option.key: _value(asked, option, given.get(option.name, ()), names) for option in options}


def _value(asked: str, option: Option, texts: Sequence[str], names: Names | None) -> Any:
    told = [text.strip() for text in texts if text.strip()] or ([option.default] if option.default else [])
    if option.many:
        parts = [part.strip() for text in told for part in _parts(option, text) if part.strip()]
        return tuple(_one(asked, option, part, names) for part in dict.fromkeys(parts))
    if len(told) > 1:
        raise ParameterError(asked, option.name, "one value", ", ".join(told))
    if not told:
        if option.needed:
            raise ParameterError(asked, option.name, "a value", "none")
        return None
    return _one(asked, option, told[0], names)


def _parts(option: Option, text: str) -> list[str]:
    """Return the parts of *text*; the name of a thing may hold commas itself."""
    return [text] if option.type == "thing" else text.split(",")


def _one(asked: str, option: Option, text: str, names: Names | None) -> Any:
    match option.type:
        case "choice":
            if text not in option.choices:
                raise UnknownChoice(option.name, text, option.choices)
            return text
        case "thing":
            return _thing(asked, option, text, names)
        case "date":
            try:
                return date.fromisoformat(text)
            except ValueError as error:
                raise ParameterError(asked, option.name, "a day such as 2022-11-25", text) from error
        case "flag":
            if text not in ("true", "false"):
                raise ParameterError(asked, option.name, "true or false", text)
            return text == "true"
        case "integer" | "number":
            return _number(asked, option, text)
        case _:
            return text


def _thing(asked: str, option: Option, text: str, names: Names | None) -> str:
    if names is not None:
        return names.find(text, option.kind or None)
    bare = text.removeprefix("<").removesuffix(">")
    if "://" not in bare:
        raise ParameterError(asked, option.name, "an IRI", text)
    return bare


def _number(asked: str, option: Option, text: str) -> float | int:
    word = "a whole number" if option.type == "integer" else "a number"
    expected = word if option.least is None else f"{word} from {option.least:g} on"
    try:
        number = int(text) if option.type == "integer" else float(text)
    except ValueError as error:
        raise ParameterError(asked, option.name, expected, text) from error
    if not (option.least is None or number >= option.least):
        raise ParameterError(asked, option.name, expected, text)
    return number
