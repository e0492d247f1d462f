"""How well names alone tell who is who, on lists of names that others have sorted by body.

Run with the folder that holds `org-aliases` and `ocha-operational-presence`: ``python -m benchmarks.identity
DIR``. Each list gives a body's name and other ways to write it, misspelt and shortened ones among them:

- *Found by name*: the bodies are in the index by their one name, each other way to write it is asked for.
- *A match*: those of the answers that may be taken unasked, and the pairs that they join; also by halves of
  the bodies, parted by what a digest of their names begins with.
- *Accepted*: what `ngograph identity accept --safe` joins of the list and a second source, which has every
  body under one other name.
- *Pairs*: all ways to write are in the index as if each were a body, and each finds those that it fits.

The lists have some bodies twice. What differs in case, marks, brackets and "and" alone is taken for one body,
with `--merged` also what `DOUBLES` names, judged by eye among what was once joined. Nothing else is mended.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ngograph.identity.suggesting import Bodies, Suggestion, suggest
from ngograph.names import Name, candidates, match_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ngograph.names import Candidate

LISTS: Final = {
    "org-aliases/all_org_variants_expanded.csv": ("original_org_name", "variant"),
    "ocha-operational-presence/org_map.csv": ("Canonical Name", "Lookup"),
}
DOUBLES: Final = (
    # OCHA's map of organisations
    ("UN Refugee Agency", "United Nations High Commissioner for Refugees (UNHCR)"),
    ("Mercy Corps International", "Mercy Corps (MC)"),
    ("Handicap International - Humanity & Inclusion", "Humanitarian Inclusion"),
    # the aid directory's list of variants
    ("Affaires étrangères, Commerce et Développement Canada", "Canada-Global Affairs Canada"),
    (
        "Affaires étrangères, Commerce et Développement Canada (MAECD)",
        "Affaires étrangères, Commerce et Développement Canada",
    ),
    (
        "UNICEF - Fonds des Nations Unies pour l'enfance",
        "UNITED NATIONS CHILDREN'S FUND*LE FFONDS DES NATIONS UNIES POUR L'ENFANCE",
    ),
    (
        "Fonds des Nations unies pour l'enfance (UNICEF)",
        "UNITED NATIONS CHILDREN'S FUND*LE FFONDS DES NATIONS UNIES POUR L'ENFANCE",
    ),
    ("United Nations Population Fund", "UNFPA - UN Population Fund"),
    ("Mercy Corsps Europe", "MERCY CORPS EUROPE"),
    ("Fauna and Flora International", "Flora and Fauna International (FFI)"),
    ("NORWEGIAN AGENCY FOR DEVELOPMENT COOPERATION", "Norad - Norwegian Agency for Development Cooperation"),
    ("European Commission", "European Commission/EC"),
)
"""Names under which the lists have one body twice."""
THRESHOLDS: Final = (70, 75, 80, 85, 90, 92, 94, 96, 98, 100)
_NEAREST: Final = 10


@dataclass(frozen=True)
class Aliases:
    """A list of names.

    Args:
        bodies: the name of each body by what it is known as here.
        texts: all ways to write a name, each with the bodies that the list gives it to.
    """

    bodies: Mapping[str, str]
    texts: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Figures:
    """Answers or pairs: how many were taken, how many of these are right, and how many there are to find."""

    taken: int
    right: int
    all: int

    @property
    def precision(self) -> float:
        """The share of the right ones among those taken, 1 if none was."""
        return self.right / self.taken if self.taken else 1.0

    @property
    def recall(self) -> float:
        """The share of those there are that were found."""
        return self.right / self.all


def body(name: str) -> str:
    """Return what *name* is known as here: without case, marks, brackets and "and"."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^()]*\)", " ", name) if name[:1] != "(" else name)
    letters = "".join(letter for letter in plain.casefold() if not unicodedata.combining(letter))
    words = re.sub(r"[\W_]+", " ", letters).split()
    return " ".join(word for word in words if word not in {"and", "et", "the"}) or name


def read(file: Path, canonical: str, variant: str, doubles: Iterable[tuple[str, str]] = ()) -> Aliases:
    """Return the list in the CSV *file*, whose columns are called so, each pair of *doubles* as one body."""
    same = {body(one): body(other) for one, other in doubles}
    bodies: dict[str, str] = {}
    texts: dict[str, set[str]] = defaultdict(set)
    with file.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            known = body(row[canonical])
            while known in same:
                known = same[known]
            bodies.setdefault(known, row[canonical])
            for text in (row[canonical], row[variant]):
                if text.strip():
                    texts[text.strip()].add(known)
    return Aliases(bodies, {text: frozenset(found) for text, found in texts.items()})


def found_by_name(
    aliases: Aliases,
) -> tuple[dict[str, tuple[Candidate, ...]], dict[str, frozenset[str]]]:
    """Return what is found for each way to write a name that is not a body's own, and the right answers."""
    index = match_index(
        Name(known, name, "organisation", name, True) for known, name in aliases.bodies.items()
    )
    names = {name.casefold() for name in aliases.bodies.values()}
    asked = {text: right for text, right in aliases.texts.items() if text.casefold() not in names}
    return {text: candidates(index, text) for text in asked}, asked


def answers(
    found: Mapping[str, Sequence[Candidate]], right: Mapping[str, frozenset[str]], least: float | None
) -> Figures:
    """Return how many first answers are right, of those that score *least* or, without it, are a match."""
    first = {text: some[0] for text, some in found.items() if some}
    taken = {text: one for text, one in first.items() if (one.match if least is None else one.score >= least)}
    return Figures(len(taken), sum(one.iri in right[text] for text, one in taken.items()), len(right))


def joined(found: Mapping[str, Sequence[Candidate]], aliases: Aliases) -> Figures:
    """Return how many pairs of texts the matches join, and how many of these the list has."""
    groups: dict[str, list[str]] = defaultdict(list)
    for text, right in aliases.texts.items():
        if text not in found:
            groups[next(iter(sorted(right)))].append(text)
        elif found[text] and found[text][0].match:
            groups[found[text][0].iri].append(text)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2)]
    return Figures(len(pairs), _right(pairs, aliases), _all(aliases))


def half(aliases: Aliases, *, second: bool) -> Aliases:
    """Return one half of the bodies of *aliases*, and what they are called."""
    bodies = {
        known: name for known, name in aliases.bodies.items() if second == (digest(known)[0] in "89abcdef")
    }
    texts = {text: found for text, found in aliases.texts.items() if not found.isdisjoint(bodies)}
    return Aliases(bodies, texts)


def accepted(aliases: Aliases) -> tuple[list[Suggestion], Figures]:
    """Return what is safe of all that is suggested for a source with one other name of each body."""
    own = {name.casefold() for name in aliases.bodies.values()}
    chosen: dict[str, str] = {}
    for text in sorted(aliases.texts, key=digest):
        if text.casefold() not in own:
            for known in aliases.texts[text]:
                chosen.setdefault(known, text)
    called = {f"list:{known}": name for known, name in aliases.bodies.items()}
    right = {f"list:{known}": frozenset((known,)) for known in aliases.bodies}
    called |= {f"second:{text}": text for text in chosen.values()}
    right |= {f"second:{text}": aliases.texts[text] for text in chosen.values()}
    bodies = Bodies(
        {iri: (Name(iri, name, "organisation", preferred=True),) for iri, name in called.items()},
        called,
        {iri: {"body": frozenset(("body",))} for iri in called},
        {iri: frozenset((iri.partition(":")[0],)) for iri in called},
    )
    safe = [one for one in suggest(bodies, [iri for iri in called if iri[0] == "s"], ()) if one.safe]
    count = sum(len(right[f"second:{text}"]) for text in set(chosen.values()))
    return safe, Figures(len(safe), sum(bool(right[one.left] & right[one.right]) for one in safe), count)


def paired(aliases: Aliases) -> dict[tuple[str, str], tuple[float, bool]]:
    """Return the pairs of texts that find each other, with the better score and whether it is a match."""
    folded = {text.casefold(): text for text in sorted(aliases.texts)}
    index = match_index(Name(text, text, "organisation") for text in folded.values())
    pairs: dict[tuple[str, str], tuple[float, bool]] = {}
    for text in folded.values():
        for one in candidates(index, text, most=_NEAREST):
            if one.iri != text:
                pair = (min(text, one.iri), max(text, one.iri))
                score, sure = pairs.get(pair, (0.0, False))
                pairs[pair] = max(score, one.score), sure or one.sure
    return pairs


def told(name: str, rows: Iterable[tuple[str, Figures]]) -> None:
    """Print a table."""
    print(f"\n{name}\n{'':>12} {'taken':>7} {'right':>7} precision recall")
    for label, row in rows:
        print(f"{label:>12} {row.taken:7,} {row.right:7,} {row.precision:9.4f} {row.recall:6.4f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print precision and recall at each threshold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=__doc__)
    parser.add_argument("folder", type=Path, help="that holds the two lists")
    parser.add_argument("--wrong", action="store_true", help="print the pairs that the lists do not have")
    parser.add_argument("--merged", action="store_true", help="take for one body what is known to be one")
    chosen = parser.parse_args(arguments)
    for path, columns in LISTS.items():
        began = time.process_time()
        aliases = read(chosen.folder / path, *columns, DOUBLES if chosen.merged else ())
        found, right = found_by_name(aliases)
        at = {
            most: sum(any(o.iri in right[t] for o in some[:most]) for t, some in found.items())
            for most in (1, 5)
        }
        print(f"\n{path}: {len(aliases.bodies):,} bodies, {len(right):,} other ways to write their names")
        print(f"first answer right: {at[1] / len(right):.4f}, among five: {at[5] / len(right):.4f}")
        told("found by name", [(f">= {t}", answers(found, right, t)) for t in THRESHOLDS])
        halves = [half(aliases, second=second) for second in (False, True)]
        told(
            "a match",
            [
                ("answers", answers(found, right, None)),
                *(("one half", answers(*_of(part, found, right), None)) for part in halves),
                ("pairs", joined(found, aliases)),
                *(("one half", joined(_of(part, found, right)[0], part)) for part in halves),
            ],
        )
        safe, figures = accepted(aliases)
        told("accepted", [("safe", figures)])
        pairs = paired(aliases)
        folded = Aliases(aliases.bodies, {text: aliases.texts[text] for pair in pairs for text in pair})
        rows = [(f">= {t}", [p for p, (score, _) in pairs.items() if score >= t]) for t in THRESHOLDS]
        rows.append(("sure", [p for p, (score, yes) in pairs.items() if yes and score >= 90]))
        told("pairs", [(t, Figures(len(some), _right(some, folded), _all(folded))) for t, some in rows])
        print(f"in {time.process_time() - began:.0f} s of the processor")
        if chosen.wrong:
            wrong = [
                (text, some[0].label)
                for text, some in found.items()
                if some and some[0].match and some[0].iri not in right[text]
            ]
            for one, other in [*wrong, *((one.left_label, one.right_label) for one in safe)]:
                if not aliases.texts[one] & aliases.texts[other]:
                    print(f"  {one} | {other}")


def _of(
    part: Aliases, found: Mapping[str, tuple[Candidate, ...]], right: Mapping[str, frozenset[str]]
) -> tuple[dict[str, tuple[Candidate, ...]], dict[str, frozenset[str]]]:
    """Return what was *found* for the names in *part*, and the right answers."""
    texts = part.texts.keys() & found.keys()
    return {text: found[text] for text in texts}, {text: right[text] for text in texts}


def digest(text: str) -> str:
    """Return what parts texts at random, and always the same."""
    return sha256(text.encode()).hexdigest()


def _right(pairs: Iterable[tuple[str, str]], aliases: Aliases) -> int:
    return sum(bool(aliases.texts[one] & aliases.texts[other]) for one, other in pairs)


def _all(aliases: Aliases) -> int:
    groups: dict[str, list[str]] = defaultdict(list)
    for text, bodies in aliases.texts.items():
        for one in bodies:
            groups[one].append(text)
    return len({tuple(sorted(pair)) for group in groups.values() for pair in combinations(group, 2)})


if __name__ == "__main__":
    main()
