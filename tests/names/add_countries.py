"""Write the names of countries that the lexicon lacks: `python tests/names/add_countries.py`.

Names of countries in thirty languages, and of the languages that are called as the people of a country are
("isländisch"), are those of the Unicode CLDR, as Babel carries it. What the lexicon knows already, from its
own list or from the places of the content, is left out. Read the difference before keeping it.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale
from pyoxigraph import QuerySolutions, RdfFormat, Store

from ngograph.names import Name
from ngograph.names.lexicon import COUNTRIES, lexicon
from ngograph.names.places import places
from ngograph.names.scripts import folds
from ngograph.names.words import every

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src" / "ngograph" / "names" / COUNTRIES
HEAD = """\
# Names of countries, and adjectives where a language is called by one, beside those in `lexicon.toml`: of the
# Unicode CLDR, written by `python tests/names/add_countries.py`. By ISO 3166-1 alpha-2; "_" parts words.

[countries]
"""
NAMES = """
    es pt it de nl pl cs sk sl hr sr sr_Latn mk bg ru uk be tr az uz kk ar fa ro hu sq sv da nb fi el
"""
ADJECTIVES = "es pt it de nl pl hr sr sr_Latn mk bg ru uk be ro hu sv da nb"
"""The languages in which the name of a language is an adjective as it stands."""
SPOKEN = """
    al:sq am:hy az:az ba:bs bd:bn bg:bg by:be cn:zh cz:cs de:de dk:da ee:et es:es fi:fi fj:fj fr:fr
    ge:ka gr:el hr:hr hu:hu id:id ie:ga is:is it:it jp:ja kg:ky kr:ko kz:kk la:lo lt:lt lu:lb lv:lv
    mg:mg mk:mk mn:mn mt:mt nl:nl no:no np:ne pl:pl pt:pt ro:ro rs:sr ru:ru se:sv si:sl sk:sk so:so
    th:th tj:tg tm:tk tr:tr ua:uk uz:uz vn:vi
"""
"""The countries whose people are called as a language is."""
OTHERWISE = "columbia granada island lets viro"
"""What means something else to more people, in English above all."""
SHORTEST = 4
WIDTH = 110


def main() -> None:
    """Write the file anew."""
    FILE.write_text(HEAD, encoding="utf-8")
    lexicon.cache_clear()
    store = Store()
    for path in sorted((ROOT / "data").glob("*/*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    query = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?thing ?name {
          ?thing skos:prefLabel|skos:altLabel ?name FILTER(REGEX(STR(?thing), "/id/place/..$"))
        }
    """
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    names = [Name(row["thing"].value, row["name"].value, "place") for row in rows]
    known = places(names)
    countries = {name.iri[-2:] for name in names} & {path[:2] for path in societies()}
    spoken = [tuple(pair.split(":")) for pair in SPOKEN.split()]
    found: dict[str, dict[str, None]] = {}
    for tag in NAMES.split():
        locale = Locale.parse(tag)
        told = [
            (code.lower(), name) for code, name in locale.territories.items() if code.lower() in countries
        ]
        if tag in ADJECTIVES.split():
            told += [(country, locale.languages[key]) for country, key in spoken if key in locale.languages]
        for country, name in told:
            meant = {key for word in known.mark(every(name)) for key in word.meant}
            if f"@{country}" not in meant and (word := written(name)):
                found.setdefault(country, {})[word] = None
    text = HEAD + "".join(listed(country, found[country]) for country in sorted(found))
    FILE.write_text(text, encoding="utf-8", newline="\n")


def listed(country: str, words: Iterable[str]) -> str:
    """Return the entry of a country."""
    told = " ".join(sorted(words))
    if len(told) < WIDTH - 7:
        return f'{country} = "{told}"\n'
    wrapped = textwrap.fill(told, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    return f'{country} = """\n{wrapped}"""\n'


def societies() -> set[str]:
    """Return the countries with a society of the Red Cross or the Red Crescent, and a few more."""
    text = (ROOT / "data" / "ifrc-go" / "organisations.ttl").read_text(encoding="utf-8")
    return {part[:2] for part in text.split("fdrs-d")[1:]} | {"om", "er", "bt", "mh", "nr", "xk", "tw", "rs"}


def written(name: str) -> str:
    """Return *name* as it stands in the file, empty if it is of words that are joined otherwise."""
    if not name.replace(" ", "").replace("’", "").isalpha():
        return ""
    words = name.casefold().replace("’", "").split()
    kept = all(map(folds, words)) and len(name) >= SHORTEST and name.casefold() not in OTHERWISE.split()
    return "_".join(words) if kept else ""


if __name__ == "__main__":
    main()
