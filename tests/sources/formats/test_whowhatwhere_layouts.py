"""Tables as others lay them out: who is partner to whom, codes of bodies, slips of the pen, what we write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.sources.formats.asking import told

from ngograph.sources.facts import Funding, Participation, Partnership, Presence, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngograph.sources.facts import Body, Skipped
    from ngograph.sources.formats import Opened

    Read = Callable[..., list[Record | Skipped]]


def names(bodies: tuple[Body, ...]) -> list[str]:
    return [body.names[0].text for body in bodies]


def test_a_partner_beside_an_organisation_is_another_body_and_no_acronym(read: Read) -> None:
    first, second = read(
        "Organisation,Partner,Donor,Sector,District\n"
        "Tajikistan Red Crescent,IFRC,German Red Cross,Health,Kulob\n"
        '"SCI, IRC, NRC",,,Health,Kulob\n'
    )
    (presence,), (partnership,) = told(first, Presence), told(first, Partnership)
    assert presence.organisation.names[0].text == "IFRC"
    assert names(partnership.parties) == ["Tajikistan Red Crescent", "IFRC"]
    assert [body.acronym for body in partnership.parties] == ["", ""]
    assert names(told(first, Funding)[0].recipients) == ["Tajikistan Red Crescent"]
    assert [names((one.organisation,)) for one in told(second, Presence)] == [["SCI"], ["IRC"], ["NRC"]]


def test_partners_alone_are_organisations(read: Read) -> None:
    (record,) = read("Partner,Partner type,Sector,District\nOxfam,INGO,Health,Kulob\n")
    (presence,) = told(record, Presence)
    assert presence.organisation.kind == "NonGovernmentalOrganisation"
    assert not told(record, Partnership)


def test_two_columns_on_a_body_are_name_and_acronym_where_one_is_made_of_the_other(read: Read) -> None:
    rows = read(
        "Agency,Organisation name,Sector,District\n"
        "NRC,Norwegian Refugee Council,Health,Kulob\nWFP,World Food Programme,Health,Kulob\n"
    )
    bodies = [told(row, Presence)[0].organisation for row in rows]
    assert [(body.names[0].text, body.acronym) for body in bodies] == [
        ("Norwegian Refugee Council", "NRC"),
        ("World Food Programme", "WFP"),
    ]


def test_societies_of_the_movement_are_told_apart_by_what_they_do(read: Read) -> None:
    (record,) = read(
        "PNS,Host NS,Support type,Sector,Municipality,Country\n"
        "German Red Cross,Croatian Red Cross,Multilateral,Shelter,Petrinja,Croatia\n"
    )
    (partnership,) = told(record, Partnership)
    assert names(partnership.parties) == ["German Red Cross", "Croatian Red Cross"]
    assert {body.kind for body in partnership.parties} == {"Organisation"}
    assert names((told(record, Presence)[0].organisation,)) == ["Croatian Red Cross"]


def test_codes_of_bodies_are_kept_for_what_they_are_worth(read: Read) -> None:
    rows = read(
        "Organisation,Organisation ID,Implementing partner,Implementing partner ID,Sector,Country\n"
        "Oxfam GB,GB-CHC-202918,Amref,KE-NCB-123,Health,Kenya\n"
        "Oxfam GB,,Kenya Red Cross Society,22000,Health,Kenya\n"
        "Local Aid,17,Amref,N/A,Health,Kenya\n"
    )
    codes = {
        body.names[0].text: {(code.scheme, code.notation, code.strength) for code in body.codes}
        for row in rows
        for body in told(row, Partnership)[0].parties
    }
    assert codes == {
        "Oxfam GB": {("IATI organisation", "GB-CHC-202918", "strong")},
        "Amref": {("IATI organisation", "KE-NCB-123", "strong")},
        "Kenya Red Cross Society": {("DAC channel code", "22000", "generic")},
        "Local Aid": {("own code of a", "17", "weak")},
    }
    assert rows[1].notes == ("a code of an organisation identifies nobody",)


def test_two_names_with_one_code_are_one_body(read: Read) -> None:
    (record,) = read(
        "Donor,Donor ref,Organisation,Organisation ref,Sector,Country\n"
        "DFID,GB-GOV-1,UK Aid Office,GB-GOV-1,Health,Kenya\n"
    )
    assert not told(record, Funding)
    assert len(told(record, Presence)) == 1


def test_two_codes_of_one_register_leave_neither_sure(read: Read) -> None:
    rows = read(
        "Organisation,Organisation ID,Sector,Country\n"
        "Oxfam,GB-CHC-202918,Health,Kenya\nOxfam,NL-KVK-41159108,Health,Kenya\n"
    )
    assert {code.strength for row in rows for code in told(row, Presence)[0].organisation.codes} == {"weak"}


def test_numbers_of_rows_are_no_codes_of_bodies(read: Read) -> None:
    rows = read(
        "Organisation,Organisation ref,Sector,Country\n"
        + "".join(f"Oxfam,{number},Health,Kenya\n" for number in range(9))
    )
    assert {told(row, Presence)[0].organisation.codes for row in rows} == {()}


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("Save the Children", "Save the Childern", True),
        ("Afghan Red Crescent Society", "Afghan Red Cresent Society", True),
        ("Concern Worldwide", "Concern World Wide", True),
        ("Caritas Germany", "Caritas Geneva", False),
        ("Camp 12 Committee", "Camp 13 Committee", False),
        ("District Hospital North", "District Hospital South", False),
        ("Caritas Gambia", "Caritas Zambia", False),
        ("Red Cross of Ireland", "Red Cross of Iceland", False),
        ("ICRC", "IRC", False),
        ("Общество Красного Креста", "Общество Красного Кресста", True),
    ],
)
def test_a_misspelt_name_is_no_partner_of_itself(read: Read, one: str, other: str, are_one: bool) -> None:
    (record,) = read(f"Programme partner,Implementing partner,Sector,Country\n{one},{other},Health,Kenya\n")
    assert bool(told(record, Partnership)) != are_one
    assert told(record, Presence)[0].organisation.names[0].text == other
    assert bool(record.notes) == are_one


def test_what_is_done_is_a_sector_where_its_cells_are_topics(opened: Callable[..., Opened]) -> None:
    table = opened("Who,What,Where,When\nOxfam,WASH,Gorkha,May 2015\nIFRC,Shelter,Gorkha,May 2015\n")
    assert [told(row, Presence)[0].about.topics for row in table.records] == [
        ("water-sanitation-and-hygiene",),
        ("shelter",),
    ]
    assert table.heading.notes == ("column 'What' read as sector by its cells",)


def test_a_location_that_is_a_country_is_around_the_other_places(read: Read) -> None:
    (record,) = read(
        '[{"location_code": "AFG", "location_name": "Afghanistan", "admin1_code": "AF01",'
        ' "admin1_name": "Kabul", "org_name": "Oxfam", "sector_name": "Health"}]',
        "table.json",
    )
    place = told(record, Presence)[0].place
    assert (place.names[0].text, place.within.country) == ("Kabul", "af")


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": ROW}]}',
        '{"result": {"fields": [{"id": "Organisation"}], "records": [ROW], "total": 1}}',
        '{"status": {"page": {"rows": [ROW]}}}',
    ],
)
def test_rows_may_lie_on_a_map_or_deep_in_an_answer(read: Read, content: str) -> None:
    row = '{"Organisation": "Oxfam", "Sector": "Health", "District": "Kulob"}'
    (record,) = read(content.replace("ROW", row), "table.json")
    (presence,) = told(record, Presence)
    assert (presence.organisation.names[0].text, presence.about.topics) == ("Oxfam", ("health",))


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("31-Dec-23", "2023-12-31/"),
        ("20230105", "2023-01-05/"),
        ("1. maj 2023", "2023-05-01/"),
        ("31-Feb-23", ""),
    ],
)
def test_days_as_spreadsheets_and_machines_write_them(read: Read, cell: str, edtf: str) -> None:
    (record,) = read(f"Organisation,Sector,District,Start date\nOxfam,Health,Kulob,{cell}\n")
    assert told(record, Presence)[0].about.edtf == edtf


@pytest.mark.parametrize(
    ("cell", "number"),
    [("(1,200)", "-1200"), ("1.5E+06", "1500000"), ("USD (300)", "-300"), ("1.5 million", "")],
)
def test_amounts_as_books_of_account_write_them(read: Read, cell: str, number: str) -> None:
    (record,) = read(f'Donor,Partner,Project,Total budget (USD),Sector\nEU,Oxfam,P,"{cell}",Health\n')
    assert told(record, Funding)[0].amount == number


OURS = """Organisation,Donor,Programme partner,Implementing partner,Role,Sector,Project,Country,Admin 1,\
Admin 2,Location,P-code,Start date,End date,Status,Modality,Source
,Sida,,Oxfam,implementer,shelter; first aid,Homes,Uzbekistan,Tashkent,,,UZ26,2023-01-01,,active,asserted,s
,Sida,IFRC,,partner,shelter,Homes,Uzbekistan,,,,,,,,planned,s
Bank,,,,host,,Homes,,,,,,,,,implied,s
Bank,,,,,,,Uzbekistan,Tashkent,,,,,,,asserted,s
,Sida,,Bank,,,,,,,,,,,,asserted,s
"""


def test_a_table_that_tells_role_and_modality_says_one_thing_a_row(read: Read) -> None:
    first, second, third, fourth, fifth = read(OURS)
    taking = [told(row, Participation)[0] for row in (first, second, third)]
    assert [(one.participant.names[0].text, one.roles, one.about.modality) for one in taking] == [
        ("Oxfam", ("implementer",), "asserted"),
        ("IFRC", ("partner",), "planned"),
        ("Bank", ("host",), "implied"),
    ]
    assert taking[0].about.topics == ("shelter", "first-aid")
    (place,) = taking[0].about.places
    assert (place.names[0].text, place.codes[0].notation) == ("Tashkent", "UZ26")
    assert [len(told(first, kind)) for kind in (Participation, Funding, Presence, Partnership)] == [
        1,
        1,
        0,
        0,
    ]
    assert [len(told(fourth, kind)) for kind in (Participation, Funding, Presence)] == [0, 0, 1]
    (funding,) = told(fifth, Funding)
    assert (names(funding.funders), names(funding.recipients)) == (["Sida"], ["Bank"])
