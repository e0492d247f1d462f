"""Options of analyses, maps and exports as parameters of verbs: what can be told is said in one place."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, Final, get_type_hints

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ngograph.analysis import Option

_FEW: Final = 60
"""Letters up to which all choices stand in the place of an option's value."""


def taking(
    options: Sequence[Option], verb: Callable[..., None], *, first: bool = True
) -> Callable[..., None]:
    """Return *verb* with a parameter for each of *options*, which it takes by their keys.

    Args:
        options: what can be told beside what the verb says itself.
        verb: takes its own parameters by name, and all others.
        first: whether the help tells of *options* before the verb's own.
    """
    told_of = get_type_hints(verb, include_extras=True)
    common = [
        one.replace(annotation=told_of[one.name])
        for one in inspect.signature(verb).parameters.values()
        if one.kind is one.KEYWORD_ONLY
    ]
    own = [_parameter(option) for option in options]

    def taken(**told: Any) -> None:
        verb(**told)

    taken.__doc__ = verb.__doc__
    every = [*own, *common] if first else [*common, *own]
    taken.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    taken.__annotations__ = {one.name: one.annotation for one in every}
    return taken


def _parameter(option: Option) -> inspect.Parameter:
    """Return the parameter of a verb that takes *option*."""
    shown = " | ".join(option.choices)
    few = bool(option.choices) and len(shown) <= _FEW
    word = option.name if option.needed else option.type
    metavar = shown.replace(" ", "") if few else word.upper()
    said = option.description if few or not option.choices else f"{option.description} One of: {shown}."
    if option.needed:
        return _keyword(option, str, typer.Argument(metavar=metavar, help=said), inspect.Parameter.empty)
    if option.type == "flag":
        switch = typer.Option(f"--{option.name}/--no-{option.name}", help=said)
        return _keyword(option, bool, switch, option.default == "true")
    several = "; several with commas" if option.many and option.type != "thing" else ""
    otherwise = f" Else {option.default}." if option.default else ""
    info = typer.Option(
        f"--{option.name}",
        metavar=metavar,
        help=f"{said.rstrip('.')}{several}.{otherwise}",
        show_default=False,
    )
    return _keyword(option, list[str] | None if option.many else str | None, info, None)


def _keyword(option: Option, kind: Any, info: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        option.key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info]
    )


def given(options: Sequence[Option], told: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return what was *told* on the command line as texts by the names of *options*."""
    return {option.name: _texts(told[option.key]) for option in options}


def _texts(told: Any) -> Sequence[str]:
    """Return what was told for one option as texts."""
    if told is None:
        return ()
    if isinstance(told, bool | int):
        return (str(told).lower(),)
    return (told,) if isinstance(told, str) else tuple(told)
