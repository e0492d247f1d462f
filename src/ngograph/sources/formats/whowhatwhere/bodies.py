"""Which bodies a cell names: one, several where that is sure, a group without names, or nobody."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ngograph.sources.facts import Body, Name
from ngograph.sources.formats.whowhatwhere.splitting import parts
from ngograph.sources.formats.whowhatwhere.wording import meanings, worded
from ngograph.sources.kinds import UNKNOWN, kind_of_words, refined
from ngograph.sources.minting import slug
from ngograph.sources.refs import organisation_codes

if TYPE_CHECKING:
    from ngograph.sources.facts import Code
    from ngograph.sources.formats.whowhatwhere.layout import Cells, Group

GROUP: Final = "UnnamedGroup"
_NOBODY: Final = {
    "none": "a cell says that there is none",
    "self": "a cell says that the body does it by itself",
    "general": "an organisation is named in general words only",
}
_REMEMBERED: Final = 1 << 16
_LONGEST_ACRONYM: Final = 20
_MOST_CODES: Final = 3
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class Named(NamedTuple):
    """The bodies that the cells of a row name, and what somebody should know of them."""

    bodies: tuple[Body, ...] = ()
    notes: tuple[str, ...] = ()


class Roster:
    """The bodies that a file names anywhere: who stands alone, whose an acronym is, of what kind each is.

    Args:
        source: the name of the source, whose own numbering a code is that is of no register.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.alone = set[str]()
        self.acronyms = defaultdict[str, dict[str, str]](dict)
        self.kinds = defaultdict[str, Counter[str]](Counter)
        self.addresses = defaultdict[str, Counter[str]](Counter)
        self.codes = defaultdict[str, dict[str, None]](dict)
        self._seen = set[tuple[str, ...]]()
        self._named: dict[tuple[str, str], Named] = {}

    def add(self, said: Cells) -> bool:
        """Take in what the columns of a `Group` say in one row, and return whether they name anything."""
        if said not in self._seen:
            self._seen.add(said)
            self._take(*said)
        return bool(said[0] or said[1])

    def update(self, other: Roster) -> None:
        """Take in what *other* holds."""
        self.alone |= other.alone
        for acronym, names in other.acronyms.items():
            self.acronyms[acronym] = names | self.acronyms[acronym]
        for form, told in other.codes.items():
            self.codes[form] |= told
        for mine, theirs in ((self.kinds, other.kinds), (self.addresses, other.addresses)):
            for form, counted in theirs.items():
                mine[form].update(counted)

    def named(self, group: Group, cells: Cells) -> Named:
        """Return the bodies that the columns of *group* name in one row."""
        asked = _cell(cells, group.name), _cell(cells, group.acronym)
        if asked not in self._named:
            self._named[asked] = self._read(*asked)
        return self._named[asked]

    def _take(self, name: str, acronym: str, kind: str, code: str, address: str) -> None:
        text = name or acronym
        for one in filter(None, (name, acronym)):
            self.alone.add(worded(one))
        if name and acronym and worded(name) != worded(acronym):
            self.acronyms[worded(acronym)].setdefault(worded(name), name)
        if kind and (found := kind_of_words(kind)) != UNKNOWN:
            self.kinds[worded(text)][found] += 1
        if code and text:
            self.codes[worded(text)][code] = None
        if _ADDRESS.fullmatch(address):
            self.addresses[worded(text)][address] += 1

    def _read(self, name: str, acronym: str) -> Named:
        """Return the bodies that *name* and *acronym* stand for."""
        found, unsure = parts(name or acronym, self.alone)
        notes = ["a cell may name several organisations and is kept whole"] if unsure else []
        shorts, _ = parts(acronym, self.alone) if name else ((), False)
        bodies = list[Body]()
        for index, text in enumerate(found):
            short = shorts[index] if len(shorts) == len(found) else acronym if len(found) == 1 else ""
            form = worded(text)
            if cause := meanings("nobody").get(form):
                notes.append(_NOBODY[cause])
            elif form in meanings("groups"):
                bodies.append(Body((Name(text),), kind=GROUP))
            elif not any(letter.isalpha() for letter in form):
                notes.append("a cell names no organisation")
            else:
                body, own = self._body(text, short), self._codes(text, short)
                bodies.append(body._replace(codes=own))
                if any(code.strength == "generic" for code in own):
                    notes.append("a code of an organisation identifies nobody")
        return Named(tuple({key(body): body for body in bodies}.values()), tuple(notes))

    def _codes(self, text: str, short: str) -> tuple[Code, ...]:
        """Return the codes that the file gives a body; of several from one register none is sure."""
        told = self.codes.get(worded(text)) or self.codes.get(worded(short)) or ()
        if len(told) > _MOST_CODES:  # then it is rows that the column numbers
            return ()
        judged = [organisation_codes(one, self.source) for one in told if any(map(str.isdigit, one))]
        codes = tuple(dict.fromkeys(code for several in judged for code in several))
        if sum(several[0].strength == "strong" for several in judged if several) < 2:
            return codes
        return tuple(code._replace(strength="weak") if code.strength == "strong" else code for code in codes)

    def _body(self, text: str, short: str) -> Body:
        full = self.acronyms.get(worded(text), {})
        if len(full) == 1 and (not short or worded(short) == worded(text)):
            text, short = next(iter(full.values())), text
        kinds = self.kinds.get(worded(text)) or self.kinds.get(worded(short)) or Counter()
        kind = min(kinds, key=lambda one: (-kinds[one], one)) if kinds else UNKNOWN
        sites = self.addresses.get(worded(text)) or Counter()
        names: tuple[Name, ...] = (Name(text),)
        acronym = ""
        if short and worded(short) != worded(text):
            if len(short) <= _LONGEST_ACRONYM and short.count(" ") < 2:
                acronym = short
            elif not text.casefold().startswith(short.casefold()):
                names = (Name(text), Name(short))
        return Body(
            names,
            kind=refined(kind, text),
            acronym=acronym,
            homepage=min(sites, key=lambda one: (-sites[one], one)) if sites else "",
        )


def key(body: Body) -> str:
    """Return what tells *body* apart within its source: a code that identifies it, else its name."""
    for code in body.codes:
        if code.strength == "strong":
            return f"{code.scheme} {code.notation}"
    return _slug(body.names[0].text)


def are_one(left: Body, right: Body) -> bool:
    """Say whether two bodies of one row are one: by name or code, or under two spellings with one acronym."""
    return key(left) == key(right) or bool(
        left.acronym and right.acronym and worded(left.acronym) == worded(right.acronym)
    )


@lru_cache(_REMEMBERED)
def _slug(name: str) -> str:
    return slug(name)


def _cell(cells: Cells, column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""
