"""What many records say of one thing, settled so that each property that takes one value has one.

The rules look at nothing but what is said, never at its order: the same statements give the same result.
What yields is not lost in silence but counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from ngograph.dates import bounds
from ngograph.sources.minting import minted
from ngograph.sources.remembering import Remembered
from ngograph.vocab import ID, NGO, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_PREF: Final = f"<{PREFIXES['skos']}prefLabel>"
_ALT: Final = f"<{PREFIXES['skos']}altLabel>"
_EDTF: Final = f"<{NGO}edtf>"
_STRENGTH: Final = f"<{NGO}strength>"
_EVIDENCE: Final = f"<{NGO}evidence>"
_PROOF: Final = f"{_EVIDENCE} "
_POINT: Final = (f"<{PREFIXES['geo']}lat>", f"<{PREFIXES['geo']}long>")
_BOUNDS: Final = {
    "start_earliest": f"<{NGO}startEarliest>",
    "start_latest": f"<{NGO}startLatest>",
    "end_earliest": f"<{NGO}endEarliest>",
    "end_latest": f"<{NGO}endLatest>",
}
_ONGOING: Final = f"<{NGO}ongoing>"
_SINGLE: Final = (
    *(f"<{NGO}{name}>" for name in ("status", "modality", "founded", "scheme")),
    f"<{PREFIXES['skos']}notation>",
)
_MENTIONED: Final = tuple(f"<{ID}{kind}/" for kind in ("organisation", "place", "person"))
_WEAKEST: Final = ('"generic"', '"weak"', '"strong"')
_LABEL: Final = re.compile(r'"(.*)"@([A-Za-z0-9-]+)')
_XSD: Final = PREFIXES["xsd"]

_DUE: Final = tuple(f"{one} " for one in (_PREF, _EDTF, _STRENGTH, *_POINT, *_SINGLE))
_REMEMBERED: Final = 1 << 16

Said = dict[str, Counter[str]]
"""What is said of one thing: how often each value, by property; all as N-Triples writes them."""
Blocks: TypeAlias = "list[tuple[tuple[str, ...], int]]"
"""What is said of one thing in one breath, with how often that is."""


def counted(subject: str, said: Sequence[tuple[str, ...]]) -> Blocks:
    """Return how often each of several things is *said* of *subject*, without evidence that will not stand.

    Thousands of records may mention one body, and one piece of evidence for that does.

    Args:
        subject: the thing, as N-Triples writes it.
        said: what is said in one breath: each "predicate object ." of it, as N-Triples writes it.
    """
    if len(said) == 1:
        return [(said[0], 1)]
    if len(said) == 2 and said[0] != said[1]:
        return [(said[0], 1), (said[1], 1)]
    found = Counter(said)
    if len(found) > 2 and is_proven_once(subject):
        proofs = [one for one in found if len(one) == 1 and one[0].startswith(_EVIDENCE)]
        for one in sorted(proofs, key=lambda one: (len(one[0]), one[0]))[1:]:
            del found[one]
    return list(found.items())


def is_proven_once(subject: str) -> bool:
    """Say whether one piece of evidence for *subject* is enough: thousands of records may mention it."""
    return subject.startswith(_MENTIONED)


def plain(subject: str, blocks: Blocks, *, sure: bool = False) -> list[str] | None:
    """Return what is said of *subject*, sorted, if all is said once and nothing yields; else None.

    Then it is what `settled` returns, whatever else is not said of it.

    Args:
        subject: the thing, as N-Triples writes it.
        blocks: what is said in one breath, with how often that is.
        sure: whether it is known that nothing yields.
    """
    if len(blocks) == 2 and blocks[0][1] == blocks[1][1] == 1:
        said = blocks[0][0] + blocks[1][0]
    elif len(blocks) == 1 and blocks[0][1] == 1:
        said = blocks[0][0]
    else:
        return None
    each = set(said)
    return sorted(each) if sure or (len(each) == len(said) and _is_settled(subject, said)) else None


def settled(subject: str, blocks: Blocks, yielded: Counter[str]) -> list[str]:
    """Return what is said of *subject*, sorted, each once, with one value where one is due.

    Args:
        subject: the thing, as N-Triples writes it.
        blocks: what is said in one breath, as `counted`, with how often that is.
        yielded: counts what yielded, by a short cause.
    """
    said = dict.fromkeys(chain.from_iterable([told for told, _ in blocks]), 0)
    if _is_settled(subject, said):
        return sorted(said)
    for told, times in blocks:
        for one in told:
            said[one] += times
    values: Said = defaultdict(Counter)
    for one, times in said.items():
        predicate, _, rest = one.partition(" ")
        values[predicate][rest[:-2]] += times
    _names(subject, values, yielded)
    _time(values, yielded)
    _others(subject, values, yielded)
    return sorted(f"{predicate} {value} ." for predicate, found in values.items() for value in found)


def _property_due(statement: str) -> str:
    """Return the property of *statement* if one value of it is to stand, else nothing."""
    return statement.partition(" ")[0] if statement.startswith(_DUE) else ""


_due: Final = Remembered(_property_due, _REMEMBERED).__getitem__


def _is_settled(subject: str, said: Collection[str]) -> bool:
    """Say whether no property of which one value is to stand has several in *said*, as with most things."""
    due = [one for one in map(_due, said) if one]
    if len(due) != len(set(due)):
        return False
    return not is_proven_once(subject) or sum(one.startswith(_PROOF) for one in said) < 2


def _names(subject: str, said: Said, yielded: Counter[str]) -> None:
    """Keep one preferred name a language: the most frequent that is no code and no loan of another."""
    names = said.get(_PREF, Counter())
    if len(names) < 2:
        return
    parts = {value: found for value in names if (found := _LABEL.fullmatch(value))}
    by_language: dict[str, list[str]] = defaultdict(list)
    for value, found in parts.items():
        by_language[found[2].lower()].append(value)
    tags = Counter(found[1] for found in parts.values())
    end = subject[:-1]

    def rank(value: str) -> tuple[bool, bool, int, int, str]:
        text = parts[value][1]
        return (end.endswith(minted(text)), tags[text] > 1, -names[value], -len(text), value)

    for values in by_language.values():
        for value in sorted(values, key=rank)[1:]:
            del names[value]
            if not end.endswith(minted(parts[value][1])) and tags[parts[value][1]] == 1:
                said[_ALT][value] += 1
            yielded["another name was preferred"] += 1
    for value in [value for value in said.get(_ALT, ()) if value in names]:
        del said[_ALT][value]


def _time(said: Said, yielded: Counter[str]) -> None:
    """Keep one time: the most frequent, with the bounds that follow from it."""
    times = said.get(_EDTF, Counter())
    if len(times) < 2:
        return
    best = min(times, key=lambda value: (-times[value], value))
    yielded["another time was stated more often"] += len(times) - 1
    for predicate in (_EDTF, _ONGOING, *_BOUNDS.values()):
        said.pop(predicate, None)
    said[_EDTF] = Counter([best])
    days = bounds(best.strip('"'))
    for name, predicate in _BOUNDS.items():
        if (day := getattr(days, name)) is not None:
            said[predicate] = Counter([f'"{day.isoformat()}"^^<{_XSD}date>'])
    if days.ongoing:
        said[_ONGOING] = Counter([f'"true"^^<{_XSD}boolean>'])


def _others(subject: str, said: Said, yielded: Counter[str]) -> None:
    for predicate in _SINGLE:
        values = said.get(predicate, Counter())
        if len(values) > 1:
            best = min(values, key=lambda value: (-values[value], value))
            yielded[f"another {predicate[1:-1].rpartition('#')[2]} was stated more often"] += len(values) - 1
            said[predicate] = Counter([best])
    strengths = said.get(_STRENGTH, Counter())
    if len(strengths) > 1:
        said[_STRENGTH] = Counter([next(one for one in _WEAKEST if one in strengths)])
    if any(len(said.get(predicate, ())) > 1 for predicate in _POINT):
        yielded["coordinates disagree"] += 1
        for predicate in _POINT:
            said.pop(predicate, None)
    evidence = said.get(_EVIDENCE, Counter())
    if len(evidence) > 1 and is_proven_once(subject):
        said[_EVIDENCE] = Counter([min(evidence, key=lambda value: (len(value), value))])
