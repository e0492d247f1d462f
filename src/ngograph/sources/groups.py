"""Names that stand for bodies of a kind, not for one: "International NGO", "Local Government", "Others".

Who bears such a name is an unnamed group of its source. It is never taken for what bears it elsewhere.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from ngograph.sources.known import folded

# First the English and French names of the channel codes that many bodies share, as in IATI's list
# CRSChannelCode; then what else tables write.
_NAMES: Final = """
    Public Sector Institutions | Institutions du secteur public | Donor Government | Gouvernement du donneur
    Central Government | Gouvernement central | Gouvernment central | Local Government | Gouvernement local
    Gouvernment local | Public corporations | Entreprise publique | Other public entities in donor country
    Recipient Government | Gouvernement du bénéficiaire | Other public entities in recipient country
    Third Country Government (Delegated co-operation) | Gouvernement tiers (coopération déléguée)
    Non-Governmental Organisation (NGO) and Civil Society | International NGO | ONG internationales
    Organisations non gouvernementales (ONG) et société civile | ONG internationale
    Donor country-based NGO | ONG basée dans un pays donneur | Developing country-based NGO
    ONG basée dans un pays en développement | National Red Cross and Red Crescent Societies
    Sociétés nationales de la Croix-Rouge et du Croissant-Rouge
    Public-Private Partnerships (PPP) and Networks | Partenariats public-privé (PPP) et réseaux | Networks
    Public-Private Partnerships (PPP) | Partenariats public-privé (PPP) | Réseaux | Multilateral Organisations
    Organisations multilatérales | Other multilateral institutions | Autres institutions multilatérales
    United Nations agency, fund or commission (UN) | University, college or other teaching institution
    University, college or other teaching institution, research institute or think-tank
    Université, collège ou autre établissement d'enseignement, institut de recherche ou de réflexion
    Private Sector Institutions | Institutions du secteur privé | Private sector in provider country
    Private sector in recipient country | Private sector in third country | Other | Others | Autre | Autres
    NGO | NGOs | INGO | INGOs | NNGO | NNGOs | CSO | CSOs | National NGO | National NGOs | Local NGO
    International NGOs | International Non-Governmental Organization | Non-Governmental Organization
    International Non-Governmental Organisation | Non-Governmental Organisation | Civil society
    Private sector | Local NGOs
    Government | Government bodies | Donors | Various donors | Various | Multiple | Multiple donors | Partners
    Implementing partners | Local partners | Individuals | Individual donors | Private donors | General public
    Public | Divers | Donateurs privés | Secteur privé | Société civile | ONG | ONG nationale | ONG nationales
    ONG locale | ONG locales | Varios | Varios donantes | Otros | Otras | ONG internacional | ONG nacional
    Sector privado | Sociedad civil | Vários | Outros | Другое | Другие | Прочие | Разные доноры | أخرى
"""


def names_a_group(name: str) -> bool:
    """Say whether *name* is that of a kind of bodies.

    >>> names_a_group("INTERNATIONAL NGO"), names_a_group("Norwegian Refugee Council")
    (True, False)
    """
    return folded(name) in _folded()


@cache
def _folded() -> frozenset[str]:
    return frozenset(folded(name) for line in _NAMES.splitlines() for name in line.split("|")) - {""}
