"""What a reference to an organisation is worth: does it identify one body, hint at one, or stand for many?

Two registers are behind most references in files on aid. An identifier in the manner of org-id.guide names
the list that it was drawn from, so it is one body's. A channel code of the OECD's Development Assistance
Committee is a body's own or that of a whole kind of bodies. Whatever else stands in such a field is a
publisher's own numbering at best.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ngograph.sources.facts import Code
from ngograph.sources.known import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

ORGANISATION: Final = "IATI organisation"
CHANNEL: Final = "DAC channel code"

_ORG_ID: Final = re.compile(r"([A-Z]{2}(?:_[A-Z]{2})?)-([A-Z][A-Z0-9_]+)-(\S+)", re.IGNORECASE)
# ISO 3166 leaves these pairs of letters to whoever wants them; org-id.guide gives four of them a meaning.
_NO_COUNTRY: Final = re.compile(r"AA|ZZ|Q[M-Z]|X[A-HJLN-QS-Z]")
_NO_LIST: Final = re.compile(r"(.)\1+|EXAMPLE")
_CHANNEL: Final = re.compile(r"[1-9]\d{4}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.IGNORECASE)
# What IATI used before it took to org-id.guide: a donor of the committee, and an agency of it by number.
_EARLY: Final = re.compile(r"[A-Z]{2}-\d{1,3}|DAC-\d+", re.IGNORECASE)
_OWN: Final = re.compile(r"(?=.*\d)[^\s]+")
_NOTHING: Final = frozenset(
    ("", "excluded", "withheld", "n-a", "na", "none", "null", "nil", "unknown", "not-available",
     "not-applicable", "tbc", "tbd")
)  # fmt: skip

# The channels that are one body each, of the list of channel codes that IATI publishes as CRSChannelCode.
# Codes for all bodies of a kind are left out: 22000 for any NGO of a donor country, 22501 for any Oxfam of
# one, 23501 for any national society, 41503 for any country-based pooled fund.
_SINGLE: Final = (
    (21001, 21011), (21013, 21051), (21053, 21064), (21501, 21508), (30001, 30001), (30003, 30020),
    (31001, 31007), (41101, 41112), (41114, 41114), (41116, 41116), (41119, 41138), (41140, 41151),
    (41301, 41321), (41401, 41403), (41501, 41502), (41701, 41702), (42001, 42001), (42003, 42005),
    (43001, 43007), (44001, 44008), (45001, 45003), (46002, 46009), (46012, 46013), (46015, 46027),
    (47001, 47005), (47008, 47038), (47040, 47051), (47053, 47071), (47073, 47099), (47101, 47114),
    (47116, 47125), (47127, 47132), (47134, 47149), (47501, 47504), (51001, 51001),
)  # fmt: skip
_SHARED: Final = re.compile(
    r"[1-6]\d000|90000|41[2-7]00|47[14]00|1[12]00\d|6[123]0(0\d|10)|2250[12]|23501|41503"
)

# The lists of org-id.guide that are registers known here by a name of their own.
_REGISTERS: Final = {
    "XI-ROR": ("ROR", re.compile(r"0[a-z0-9]{6}\d\d")),
    "XI-WIKIDATA": ("Wikidata", re.compile(r"Q[1-9]\d*")),
    "XI-GRID": ("GRID", re.compile(r"grid\.\d+\.\w+")),
    "XM-OCHA": ("FTS organisation", re.compile(r"(?<=HPC)\d+|(?<=FTS)\d+")),
}


def organisation_codes(reference: str, issuer: str = "") -> tuple[Code, ...]:
    """Return what *reference*, as a file gives it for an organisation, is a code in; the best first.

    Args:
        reference: the content of the field.
        issuer: whose own numbering it is if it comes from no register known here, such as the identifier of
            the publisher: the same number means another body elsewhere.

    >>> [(code.scheme, code.notation, code.strength) for code in organisation_codes("GB-CHC-202918")]
    [('IATI organisation', 'GB-CHC-202918', 'strong')]
    >>> [(code.notation, code.strength) for code in organisation_codes("22000")]
    [('22000', 'generic')]
    >>> [code.notation for code in organisation_codes("41122")]
    ['XM-DAC-41122', '41122']
    """
    text = " ".join(reference.split())
    if not text:
        return ()
    if match := _ORG_ID.fullmatch(text):
        return tuple(_registered(match[1].upper(), match[2].upper(), match[3]))
    if _CHANNEL.fullmatch(text) and (_is_single(text) or _SHARED.fullmatch(text)):
        return tuple(_channel(text))
    if _is_nothing(text) or not _OWN.fullmatch(text):
        return (Code(ORGANISATION, text, "generic"),)
    known = _EARLY.fullmatch(text) or not issuer
    return (Code(ORGANISATION if known else f"own code of {issuer}", text, "weak"),)


def is_name(reference: str) -> bool:
    """Say whether *reference* holds the name of a body, where a code is due.

    >>> is_name("START Network"), is_name("GB-CHC-202918"), is_name("N/A"), is_name("US")
    (True, False, False, False)
    """
    text = " ".join(reference.split())
    return not any(mark.isdigit() for mark in text) and not _COUNTRY.fullmatch(text) and not _is_nothing(text)


def _registered(place: str, list_: str, own: str) -> Iterator[Code]:
    register = f"{place}-{list_}"
    whole = f"{register}-{own}"
    if _NO_COUNTRY.fullmatch(place) or _NO_LIST.fullmatch(list_) or _is_nothing(own):
        yield Code(ORGANISATION, whole, "generic")
    elif register == "XM-DAC" and _CHANNEL.fullmatch(own) and (_is_single(own) or _SHARED.fullmatch(own)):
        yield from _channel(own)
    else:
        yield Code(ORGANISATION, whole)
        scheme, pattern = _REGISTERS.get(register, ("", _COUNTRY))
        if scheme and (match := pattern.search(own)) and match.end() == len(own):
            yield Code(scheme, match[0])


def _channel(code: str) -> Iterator[Code]:
    """Yield what a channel *code* is; one that a single body has is an identifier of that body everywhere."""
    if _is_single(code):
        yield Code(ORGANISATION, f"XM-DAC-{code}")
        yield Code(CHANNEL, code)
    else:
        yield Code(CHANNEL, code, "generic")


def _is_single(code: str) -> bool:
    return any(first <= int(code) <= last for first, last in _SINGLE)


def _is_nothing(text: str) -> bool:
    bare = folded(text)
    return bare in _NOTHING or not bare.strip("0-") or set(bare) == {"x"}
