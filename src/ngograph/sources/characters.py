"""Characters as they are meant: what is written for another, what is not seen, digits of other scripts."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

# A reference to a character, as a page on the web writes it: what was exported from one has them left.
_REFERENCE: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,6});")
# Zeros of broken programs, soft hyphens, spaces without width, marks and turns of the direction.
_UNSEEN: Final = dict.fromkeys(
    (0, 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
# Marks of numbers in Arabic, and hyphens and minuses that are none of ASCII.
_MARKS: Final = {"\u066b": ".", "\u066c": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-"}


def meant(text: str) -> str:
    """Return *text* with the characters that it refers to, and without those that are not seen.

    >>> meant("Water &amp; Food"), meant("R&D; Co"), meant("\\u200fIFRC\\u200f")
    ('Water & Food', 'R&D; Co', 'IFRC')
    """
    if "&" in text and ";" in text:
        text = _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
    return text if text.isascii() and "\0" not in text else text.translate(_UNSEEN)


def with_digits(text: str) -> str:
    """Return *text* with its digits and the marks between them as numbers and dates are written in ASCII.

    >>> with_digits("٣١/١٢/٢٠٢٣"), with_digits("١٢٬٣٤٥٫٥٠"), with_digits("2023\\u201101")
    ('31/12/2023', "12'345.50", '2023-01')
    """
    if text.isascii():
        return text
    return "".join(
        one if (digit := unicodedata.decimal(one, None)) is None else str(digit)
        for one in (_MARKS.get(one, one) for one in text)
    )
