"""What other sources say between the same parties, beside a relationship: where they agree and where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ngograph.web.phrases import phrase
from ngograph.web.showing.reading import MODALITY
from ngograph.web.tables import Cell
from ngograph.web.views import Comparison, Saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ngograph.web.views import Line
    from ngograph.web.words import Words

_Values = dict[str, tuple[Cell, ...]]


def comparison(own: Line, others: Sequence[Line], more: int, words: Words, lang: str) -> Comparison:
    """Return how *others* put what the relationship *own* tells.

    Args:
        own: the relationship as a line that begins with nothing, so that all stands in its notes.
        others: statements of other sources between the same parties, as such lines.
        more: how many further ones there are.
        words: what properties are called.
        lang: the language of the page.
    """
    lines = (own, *others)
    said = [_values(line, words, lang) for line in lines]
    labels = list(dict.fromkeys(label for values in said for label in sorted(values)))
    agreed = [label for label in labels if len({values.get(label) for values in said}) == 1]
    columns = [label for label in labels if label not in agreed]
    return Comparison(
        columns=tuple(columns),
        agreed=tuple((label, said[0][label]) for label in agreed),
        sayings=tuple(
            Saying(
                sources=line.sources,
                href=line.href,
                values=tuple(
                    (values.get(label, ()), _differ(values.get(label), said[0].get(label)))
                    for label in columns
                ),
            )
            for line, values in zip(lines, said, strict=True)
        ),
        more=more,
    )


def _values(line: Line, words: Words, lang: str) -> _Values:
    """Return all that a *line* says by the words for it, its time and modality among them."""
    found: _Values = {}
    for label, cells in line.notes:
        found[label] = tuple(sorted(cells, key=lambda cell: cell.text))
    if line.when:
        found[phrase("timeline-date", lang)] = (Cell(line.when),)
    if line.modality:
        found[words.label(MODALITY).value] = (Cell(line.modality),)
    return found


def _differ(one: tuple[Cell, ...] | None, other: tuple[Cell, ...] | None) -> bool:
    """Say whether two sources contradict each other; what one does not tell is no contradiction."""
    return one is not None and other is not None and one != other
