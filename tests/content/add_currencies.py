"""Add the currencies that `ontology/concepts/currency.ttl` lacks: `python tests/content/add_currencies.py`.

Their names in English, Bosnian and Russian, and where each is legal tender, are those of the Unicode CLDR, as
Babel carries it. What stands in the file already stays as it is. Read the difference before keeping it.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

FILE = Path(__file__).parents[2] / "ontology" / "concepts" / "currency.ttl"
LANGUAGES = ("en", "bs", "ru")
ENGLISH = Locale("en")
FORMER = ("ANG", "BYR", "CUC", "EEK", "HRK", "LTL", "LVL", "MRO", "SLL", "STD", "VEF", "ZMK", "ZWL")
"""No longer money, and yet in what was published of former years."""
NO_COUNTRYS = {"XDR": "The unit of account of the International Monetary Fund."}
MANY = 8


def main() -> None:
    """Write the file anew, with the currencies that it lacked."""
    head, *blocks = FILE.read_text(encoding="utf-8").split("\n<concept/currency/")
    kept = {block[:3]: block.rstrip("\n") for block in blocks}
    tender = _tender()
    codes = {code for code, places in tender.items() if any(today for today in places.values())}
    for code in sorted({*codes, *FORMER, *NO_COUNTRYS}):
        names = [get_currency_name(code, count=1, locale=language) for language in LANGUAGES]
        if code.lower() not in kept and code not in names:
            kept[code.lower()] = _block(code, names, tender.get(code, {}))
    text = "\n\n".join([head.rstrip("\n"), *(f"<concept/currency/{kept[key]}" for key in sorted(kept))])
    FILE.write_text(text + "\n", encoding="utf-8", newline="\n")


def _tender() -> dict[str, dict[str, bool]]:
    """Return by currency the territories where it is or was legal tender, and whether it still is."""
    found: dict[str, dict[str, bool]] = {}
    for territory, spans in get_global("territory_currencies").items():
        for code, _, end, tender in spans:
            if tender and territory in ENGLISH.territories:
                places = found.setdefault(code, {})
                places[ENGLISH.territories[territory]] = end is None or places.get(
                    ENGLISH.territories[territory], False
                )
    return found


def _block(code: str, names: list[str], tender: dict[str, bool]) -> str:
    labels = ", ".join(
        f'"{_as_a_noun(name) if language != "en" else name}"@{language}'
        for name, language in zip(names, LANGUAGES, strict=True)
    )
    return f"""{code.lower()}> a skos:Concept ;
    skos:prefLabel {labels} ;
    skos:notation "{code}" ;
    skos:definition "{NO_COUNTRYS.get(code) or _definition(tender)}"@en ;
    skos:topConceptOf <concept/currency> ;
    skos:inScheme <concept/currency> ."""


def _as_a_noun(name: str) -> str:
    """Return *name* without the capital that it begins with, unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _definition(tender: dict[str, bool]) -> str:
    now = sorted(place for place, today in tender.items() if today)
    places = now or sorted(tender)
    words = "Legal tender in" if now else "Formerly legal tender in"
    if len(places) > MANY:
        return f"{words} {len(places)} countries and territories."
    *most, last = places
    return f"{words} {', '.join(most)} and {last}." if most else f"{words} {last}."


if __name__ == "__main__":
    main()
