"""How fast names are indexed and found, beside rapidfuzz over all of them: ``python -m benchmarks.names``.

Made-up names of bodies, each with words that hundreds of others have and some of its own. The questions are
names with two letters swapped. Both answer the same questions in turn in the same process; told is the time
of the processor, which means something even where the machine does something else as well.
"""

from __future__ import annotations

import argparse
import random
import time
from statistics import median
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from ngograph.names import Name, candidates, match_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMON: Final = """
    Association Centre Committee Council Federation Foundation Institute Ministry Movement National Network
    Organisation Programme Society Union Aid Children Development Education Food Health Human Humanitarian
    International Refugees Relief Rights Rural Social Women Youth for of the and in
"""
_SYLLABLES: Final = """
    ba be bo da de di do fa ga go ha ja ka ki ko la le li lo ma me mi mo na ne ni no pa ra re ri ro sa
    se si so ta te ti to va vi za zi zo
"""
_QUESTIONS: Final = 30


def names(count: int, seed: int = 1) -> Iterator[Name]:
    """Yield *count* names, the same for the same *seed*."""
    chance = random.Random(seed)
    common, syllables = _COMMON.split(), _SYLLABLES.split()
    own = ["".join(chance.choices(syllables, k=chance.randint(2, 4))).title() for _ in range(count // 2 + 1)]
    for number in range(count):
        words = [*chance.choices(common, k=3), *chance.choices(own, k=2)]
        chance.shuffle(words)
        yield Name(f"https://example.org/{number}", " ".join(words), "organisation")


def misspelt(text: str, chance: random.Random) -> str:
    """Return *text* with two letters swapped."""
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print times and ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.names", description=__doc__)
    parser.add_argument("--counts", type=int, nargs="*", default=[5_000, 100_000], help="how many names")
    chosen = parser.parse_args(arguments)
    print("    names   indexed   answered  rapidfuzz  ratio  right beside")
    candidates(match_index(names(10)), "Red Cross")  # reads the lexicon
    for count in chosen.counts:
        known = list(names(count))
        began = time.process_time()
        index = match_index(known)
        indexed = time.process_time() - began
        chance = random.Random(2)
        asked = chance.sample(known, min(_QUESTIONS, count))
        texts = [name.text for name in known]
        ours, theirs = [], []
        right = beside = 0
        for name in asked:
            question = misspelt(name.text, chance)
            began = time.process_time()
            found = candidates(index, question)
            ours.append(time.process_time() - began)
            began = time.process_time()
            other = process.extract(question, texts, scorer=fuzz.WRatio, limit=10)
            theirs.append(time.process_time() - began)
            right += bool(found) and found[0].label == name.text
            beside += bool(other) and other[0][0] == name.text
        mine, its = 1000 * median(ours), 1000 * median(theirs)
        print(
            f"{count:9,} {indexed:7.2f} s {mine:7.1f} ms {its:7.1f} ms {mine / its:6.2f}"
            f" {right / len(asked):6.2f} {beside / len(asked):6.2f}"
        )


if __name__ == "__main__":
    main()
