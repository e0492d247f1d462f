"""Numbers and days as English, Bosnian and Russian write them, and the form of a word beside a number."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_SIGNS: Final[Mapping[str, dict[int, int]]] = MappingProxyType(
    {"bs": str.maketrans(",.", ".,"), "ru": str.maketrans(",.", "\u00a0,")}
)
"""What stands for the comma between thousands and for the decimal point of English (Unicode CLDR)."""


_DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {"bs": "{0.day}. {0.month}. {0.year}.", "ru": "{0:%d.%m.%Y}"}
)


def number(value: float | Decimal, lang: str) -> str:
    """Return *value* with its thousands apart.

    >>> number(1234567, "bs")
    '1.234.567'
    """
    return figure(value, lang, ",")


def figure(value: float | Decimal, lang: str, form: str = ".4g") -> str:
    """Return *value*, in the *form* of a format string, with the signs of *lang*.

    >>> figure(0.25, "ru"), figure(0.25, "en")
    ('0,25', '0.25')
    """
    return format(value, form).translate(_SIGNS.get(lang, {}))


def amount(text: str, lang: str) -> str:
    """Return the decimal number that *text* writes down, as it is written in *lang*; any other text as it is.

    >>> amount("1250000.5", "en"), amount("1250000.50", "bs"), amount("much", "ru")
    ('1,250,000.5', '1.250.000,50', 'much')
    """
    try:
        return figure(Decimal(text), lang, ",f")
    except InvalidOperation:
        return text


def day(value: date, lang: str) -> str:
    """Return *value* in the manner of *lang*; in English as ISO 8601 writes it.

    >>> from datetime import date
    >>> day(date(2018, 6, 30), "bs"), day(date(2018, 6, 3), "ru")
    ('30. 6. 2018.', '03.06.2018')
    """
    return _DAYS.get(lang, "{0:%Y-%m-%d}").format(value)


def plural(value: float, forms: Sequence[str], lang: str) -> str:
    """Return the one of *forms* that stands beside *value*.

    English has two: of one, and of others. Bosnian and Russian have three: of 1, 21, 101 …; of 2 to 4, 22 to
    24 …, which stands beside fractions too; of all others, 11 to 14 among them.

    >>> [plural(n, ("связь", "связи", "связей"), "ru") for n in (1, 3, 11, 21)]
    ['связь', 'связи', 'связей', 'связь']
    """
    if lang == "en":
        return forms[0] if value == 1 else forms[1]
    if value != int(value):
        return forms[1]
    last, teen = value % 10, 11 <= value % 100 <= 14
    if last == 1 and not teen:
        return forms[0]
    return forms[1] if 2 <= last <= 4 and not teen else forms[2]
