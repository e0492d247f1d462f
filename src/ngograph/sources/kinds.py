"""What kind of body a source's own type makes of an organisation: codes of IATI, words of many tables.

A type says little: what it says for sure is taken, and a name refines it only where both agree.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ngograph.sources.known import folded

UNKNOWN: Final = "Organisation"

_CODES: Final = {
    # What IATI calls government is any body of it: a ministry and an agency as well as the government itself.
    "10": "PublicBody",
    "11": "LocalAuthority",
    "15": "PublicBody",
    "21": "NonGovernmentalOrganisation",
    "22": "NonGovernmentalOrganisation",
    "23": "NonGovernmentalOrganisation",
    "24": "NonGovernmentalOrganisation",
    "30": UNKNOWN,
    "40": "InternationalOrganisation",
    "60": UNKNOWN,
    "70": UNKNOWN,
    "71": UNKNOWN,
    "72": UNKNOWN,
    "73": UNKNOWN,
    "80": UNKNOWN,
    "90": UNKNOWN,
}

# The first class with a word in the text is its kind: "non-governmental" has "governmental" in it, and so on.
_WORDS: Final = (
    (
        "MovementComponent",
        "red cross, red crescent, rcrc, croix rouge, croissant rouge, mouvement cr, cruz roja, "
        "media luna roja, cruz vermelha, crescente vermelho, красный крест, красного креста, "
        "красный полумесяц, красного полумесяца, الصليب الأحمر, الهلال الأحمر",
    ),
    (
        "NonGovernmentalOrganisation",
        "ngo, ngos, ingo, ingos, nngo, nngos, lngo, lngos, cso, csos, cbo, cbos, non governmental, "
        "nongovernmental, civil society, community based, ong, ongs, ongi, ongn, osc, ocs, "
        "non gouvernementale, non gouvernementales, societe civile, no gubernamental, no gubernamentales, "
        "sociedad civil, nao governamental, nao governamentais, sociedade civil, нпо, мнпо, нко, "
        "неправительственная, неправительственные, негосударственная, некоммерческая, "
        "غير حكومية, غير الحكومية, المجتمع المدني",
    ),
    (
        "InternationalOrganisation",
        "un, un agency, united nations, unct, onu, nations unies, naciones unidas, nacoes unidas, оон, "
        "организация объединенных наций, الأمم المتحدة, io, igo, inter governmental, intergovernmental, "
        "intergouvernementale, intergubernamental, intergovernamental, межправительственная, multilateral, "
        "multilaterale, международная организация, международные организации, international organisation, "
        "international organization, organisation internationale, organizacion internacional, "
        "organizacao internacional, منظمة دولية, منظمات دولية",
    ),
    (
        "LocalAuthority",
        "local government, local governments, local authority, local authorities, municipality, "
        "collectivite territoriale, collectivite locale, autorite locale, autorites locales, gobierno local, "
        "autoridad local, municipio, governo local, municipalidade, местные органы власти, местная власть, "
        "السلطة المحلية, السلطات المحلية, البلدية",
    ),
    (
        "PublicBody",
        "government, governmental, govt, gov, public sector, public body, ministry, "
        "gouvernement, gouvernementale, gouvernemental, secteur public, ministere, gobierno, gubernamental, "
        "sector publico, ministerio, governo, governamental, setor publico, правительство, "
        "правительственная, государственная, государственный, государственное учреждение, министерство, "
        "حكومة, الحكومة, حكومي, حكومية, وزارة",
    ),
)

_MINISTRY: Final = re.compile(
    r"(the )?(federal |union )?(ministry of|minist[eè]re d|ministerio d|minist[eé]rio d|ministerstvo |"
    r"ministarstvo |министерство |міністерство |вزارة |وزارة )",
    re.IGNORECASE,
)
_GOVERNMENT: Final = re.compile(
    r"(the )?(government of|gouvernement d|gobierno d|governo d|правительство )(?!.*\b(district|distrito)\b)",
    re.IGNORECASE,
)
_MISSION: Final = re.compile(
    r"((royal )?(\w+ )?embassy( of)?\b|ambassade d|embajada d|embaixada d|посольство |سفارة )", re.IGNORECASE
)
_BRANCH: Final = re.compile(
    r"\b(branch|delegation|d[eé]l[eé]gation|delegaci[oó]n|delegaç[aã]o|comit[eé] local|filial|chapter|office|"
    r"bureau)\b",
    re.IGNORECASE,
)
_INTERNATIONAL: Final = re.compile(
    r"\b(icrc|cicr|ifrc|ficr|federation|f[eé]d[eé]ration|federaci[oó]n|federaç[aã]o|international|"
    r"internationale?s?|internacional(es)?|мккк|мфокк|movement|mouvement|movimiento|movimento)\b|федерация|международн|"
    r"اللجنة الدولية|الاتحاد الدولي|الحركة",
    re.IGNORECASE,
)


def kind_of_code(code: str, name: str = "") -> str:
    """Return the class of a body with the type *code* of IATI's list OrganisationType.

    >>> kind_of_code("22")
    'NonGovernmentalOrganisation'
    >>> kind_of_code("10", "Ministry of Health")
    'Ministry'
    """
    return refined(_CODES.get(code.strip(), UNKNOWN), name)


def kind_of_words(text: str, name: str = "") -> str:
    """Return the class of a body that a table calls *text* in English, French, Spanish, Portuguese, Arabic
    or Russian.

    >>> kind_of_words("ONG Internationale")
    'NonGovernmentalOrganisation'
    >>> kind_of_words("Red Cross / Red Crescent", "Afghan Red Crescent Society")
    'NationalSociety'
    """
    return refined(_kind(" ".join(text.split())), name)


def is_known_code(code: str) -> bool:
    """Say whether *code* stands in IATI's list OrganisationType."""
    return code.strip() in _CODES


def refined(kind: str, name: str) -> str:
    """Return what *name* makes of a body of *kind*: the class below it, where the name leaves no doubt.

    A name alone makes nobody a national society: there are others that call themselves so.
    """
    text = " ".join(name.split())
    if not text:
        return kind
    if kind in (UNKNOWN, "PublicBody"):
        for pattern, narrower in (
            (_MINISTRY, "Ministry"),
            (_MISSION, "DiplomaticMission"),
            (_GOVERNMENT, "Government"),
        ):
            if pattern.match(text):
                return narrower
    if kind == "MovementComponent" and _kind(text) == kind:
        return kind if _INTERNATIONAL.search(text) or _BRANCH.search(text) else "NationalSociety"
    return kind


@cache
def _kind(text: str) -> str:
    called = f"-{folded(text)}-"
    for kind, words in _folded():
        if any(word in called for word in words):
            return kind
    return UNKNOWN


@cache
def _folded() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kind, tuple(f"-{folded(word)}-" for word in words.split(", "))) for kind, words in _WORDS)
