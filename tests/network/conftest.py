"""A network of the size that five articles give, as plain rows: names of bodies and what ties them."""

from __future__ import annotations

import pytest

ID = "https://example.org/id/"
ONTOLOGY = "https://example.org/ontology#"
MODALITY = "https://example.org/concept/modality/"

NODES = """
uk | NationalSociety | British Red Cross
bg | NationalSociety | Bulgarian Red Cross
tr | NationalSociety | Turkish Red Crescent Society
ba | NationalSociety | Red Cross Society of Bosnia and Herzegovina
ch | NationalSociety | Swiss Red Cross
uz | NationalSociety | Red Crescent Society of Uzbekistan
icrc | MovementComponent | International Committee of the Red Cross
icrc-ba | Delegation | Delegation of the ICRC in Bosnia and Herzegovina
ifrc-ccsee | Delegation | IFRC cluster delegation for Central and South-Eastern Europe
tr-ba | Delegation | Delegation of the Turkish Red Crescent in Bosnia and Herzegovina
icrc-ca | Delegation | Regional delegation of the ICRC in Central Asia
tuzla | Branch | Red Cross of Tuzla Canton
zivinice | Branch | Red Cross of the city of Živinice
puz | Unit | Safe house of the centre for community services PUŽ
eu | InternationalOrganisation | European Union
un | InternationalOrganisation | United Nations
unicef | InternationalOrganisation | UNICEF
swiss | Government | Government of Switzerland
embassy | DiplomaticMission | Embassy of Switzerland
usaid | DevelopmentAgency | United States Agency for International Development (USAID)
giz | DevelopmentAgency | Deutsche Gesellschaft für Internationale Zusammenarbeit (GIZ)
kali-sara | NonGovernmentalOrganisation | Kali Sara – Roma Information Centre
klub | NonGovernmentalOrganisation | Klub mladih Roma
djevojka | NonGovernmentalOrganisation | Romska djevojka – Romani ćej
otaharin | NonGovernmentalOrganisation | Otaharin
csr-jajce | CentreForSocialWork | Centre for Social Work Jajce
csr-modrica | CentreForSocialWork | Centre for Social Work Modriča
csr-kalesija | CentreForSocialWork | Centre for Social Work Kalesija
kruscica | School | Primary School Jajce Kruščica
sava | School | Primary School Sveti Sava Modriča
modrica | LocalAuthority | Municipality of Modriča
rmt | WorkingGroup | Regional monitoring team of Central Bosnia Canton
wg-bijeljina | WorkingGroup | Working group for the protection of children, Bijeljina
wg-zivinice | WorkingGroup | Working group for the protection of children, Živinice
wg-brcko | WorkingGroup | Working group for the protection of children, Brčko District
ministries | UnnamedGroup | Entity ministries of social policy
civil | UnnamedGroup | Entity civil-protection administrations
platforms | UnnamedGroup | DRR platforms and centres for social work of ten municipalities and cities
agencies | UnnamedGroup | UN agencies that implement the joint programme
kalesija-drr | WorkingGroup | DRR working group of the municipality of Kalesija
nscep | Project | Platform for the exchange and strengthening of capacities of national societies (NSCEP)
erasmus | Programme | Erasmus+
visit-ankara | Visit | Visit of a representative to Ankara
visit-bih | Visit | Visit of a representative to Sarajevo, Tuzla and Živinice
partners-meeting | Meeting | Meetings with Movement partners present in BiH
meeting-uz | Meeting | Working meeting in Tashkent, 15 August 2022
general | Partnership | Cooperation for more than thirty years
emergency | Partnership | Emergency preparedness and first aid
ihl | Partnership | Dissemination of humanitarian law and tracing
central-asia | Partnership | Partnership in Central Asia
psychosocial | Partnership | Psychosocial support
counter | Project | Countering trafficking in BiH by including Roma NGOs in referral mechanisms
inspire | Programme | USAID/INSPIRE
memo-jajce | Agreement | Memoranda of understanding, Jajce
memo-modrica | Agreement | Memoranda of understanding, Modriča
meeting-travnik | Meeting | Meeting in Travnik
drr | Programme | Disaster risk reduction for sustainable development in Bosnia and Herzegovina
conference | Conference | Towards social protection resilient to crises and emergencies in BiH
bolja | Project | Better support by providers of social services
referal | Project | Referral mechanisms as direct support
sori | Programme | SoRi
press | PressConference | Press conference in Bijeljina, 30 April 2018
groups-meeting | Meeting | Meeting of the three working groups
"""
TIES = """
uk bg tr ba | participation | nscep | partner
tuzla | participation | nscep | implementer
eu | funding | nscep | | asserted | erasmus
ba tuzla | participation | visit-ankara | sender
tr | participation | visit-ankara | host
uk | participation | visit-bih | sender
ba tuzla | participation | visit-bih | host
zivinice puz | participation | visit-bih | presented-work
icrc-ba ifrc-ccsee ch tr-ba uk | participation | partners-meeting | participant
uz icrc-ca | participation | meeting-uz | participant
uz | party | general
icrc | party | general | supporter
uz | party | emergency
icrc | party | emergency | supporter
uz icrc | party | ihl
uz icrc-ca | party | central-asia
uz icrc | party | psychosocial | | planned
kali-sara | participation | counter | lead
klub djevojka | participation | counter | partner
usaid | funding | counter | | asserted | inspire
csr-jajce kruscica | party | memo-jajce
modrica sava csr-modrica | party | memo-modrica
kali-sara | party | memo-jajce | | implied
kali-sara | party | memo-modrica | | implied
kali-sara rmt | participation | meeting-travnik | participant
swiss un | funding | drr
agencies | participation | drr | implementer
csr-kalesija unicef embassy ministries civil platforms agencies | participation | conference | participant
kalesija-drr | participation | conference | presented-work
otaharin | participation | bolja | implementer
otaharin | participation | referal | implementer | planned
giz | funding | bolja
giz | funding | referal | | planned | sori
wg-bijeljina wg-zivinice wg-brcko | participation | bolja | beneficiary
otaharin | participation | press | organiser
wg-bijeljina wg-zivinice wg-brcko | participation | press | participant
wg-bijeljina wg-zivinice wg-brcko | participation | groups-meeting | participant
"""


def cells(line: str, wanted: int) -> list[str]:
    """Return the trimmed cells of a line, empty ones added up to *wanted*."""
    found = [cell.strip() for cell in line.split("|")]
    return found + [""] * (wanted - len(found))


def rows() -> list[dict[str, str | None]]:
    """Return the ties as rows with the columns of `queries/tables/ties.rq`."""
    nodes = {
        key: (kind, label) for key, kind, label in (cells(line, 3) for line in NODES.strip().splitlines())
    }
    made: list[dict[str, str | None]] = []
    for line in TIES.strip().splitlines():
        sources, tie, target, roles, modality, via = cells(line, 6)
        for source in sources.split():
            row: dict[str, str | None] = {"tie": tie, "modality": MODALITY + (modality or "asserted")}
            for column, key in (("source", source), ("target", target), ("via", via)):
                row[column] = ID + key if key else None
                row[f"{column}Type"], row[f"{column}Label"] = (
                    (ONTOLOGY + nodes[key][0], nodes[key][1]) if key else (None, None)
                )
            row["roles"] = f"{ID}role/{roles}" if roles else None
            row["relationship"] = f"{ID}relationship/{source}-{target}"
            row["evidence"] = f"{ID}evidence/{source}-{target}"
            made.append(row)
    return made


@pytest.fixture(name="rows")
def _rows() -> list[dict[str, str | None]]:
    return rows()
