"""What the reader of IATI makes of elements, whole and broken, of both versions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ngograph.errors import NothingToImport, UnreadableFile
from ngograph.sources.facts import Body, Code, Funding, Name, Participation, Record, Skipped, Work
from ngograph.sources.formats import Task, format_of
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.sources.known import Known

REPORTER = (
    '<reporting-org ref="GB-CHC-220949" type="21"><narrative>British Red Cross</narrative></reporting-org>'
)


@pytest.fixture
def items(written: Callable[[str, object], Path], world: Known) -> Callable[[str], list[Record | Skipped]]:
    """Read the records of a text."""

    def read(text: str) -> list[Record | Skipped]:
        found = sample(written("activities.xml", text))
        return list(format_of(found).read(Task(found, "x", world)).records)

    return read


@pytest.fixture
def one(items: Callable[[str], list[Record | Skipped]]) -> Callable[..., Record]:
    """Read one activity with those elements."""

    def read(elements: str, attributes: str = "") -> Record:
        (record,) = items(activity(elements, attributes))
        assert isinstance(record, Record)
        return record

    return read


def activity(elements: str, attributes: str = "", identifier: str = "GB-CHC-220949-P1") -> str:
    return (
        f'<iati-activities version="2.03"><iati-activity xml:lang="en" default-currency="GBP" {attributes}>'
        f"<iati-identifier>{identifier}</iati-identifier>{REPORTER}{elements}</iati-activity></iati-activities>"
    )


def work(record: Record) -> Work:
    found = record.facts[0]
    assert isinstance(found, Work)
    return found


def fundings(record: Record) -> list[Funding]:
    return [fact for fact in record.facts if isinstance(fact, Funding)]


def participations(record: Record) -> list[Participation]:
    return [fact for fact in record.facts if isinstance(fact, Participation)]


def transaction(code: str, more: str = "", value: str = '<value value-date="2020-01-02">10</value>') -> str:
    said = f'<transaction-type code="{code}"/><transaction-date iso-date="2020-01-01"/>{value}{more}'
    return f"<transaction>{said}</transaction>"


@pytest.mark.parametrize(
    ("dates", "edtf", "note"),
    [
        ('<activity-date type="2" iso-date="2020-01-01"/><activity-date type="4" iso-date="2020-12-31"/>',
         "2020-01-01/2020-12-31", ""),
        ('<activity-date type="start-actual" iso-date="2020-01-01Z"/>', "2020-01-01/", ""),
        ('<activity-date type="1" iso-date="2019-01-01"/><activity-date type="2" iso-date="2020-01-01"/>',
         "2020-01-01/", ""),
        ('<activity-date type="3" iso-date="2020-12-31"/>', "/2020-12-31", "the end is a planned one"),
        ('<activity-date type="start-actual">2020-01-01</activity-date>', "2020-01-01/", ""),
        ('<activity-date type="2" iso-date="2023-02-31"/>', "", "iso-date is no date"),
        ('<activity-date type="2" iso-date="31/02/2023"/>', "", "iso-date is no date"),
        ('<activity-date type="2" iso-date="2020-01-02"/><activity-date type="4" iso-date="2020-01-01"/>',
         "", "ends before it starts: time dropped"),
        ('<activity-date type="9" iso-date="2020-01-02"/>', "", "date of type 9 is unknown"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_time_is_what_happened_or_else_what_was_planned(
    one: Callable[..., Record], dates: str, edtf: str, note: str
) -> None:
    record = one(dates)
    assert work(record).edtf == edtf
    assert not note or note in record.notes


def test_what_is_in_the_pipeline_is_planned(one: Callable[..., Record]) -> None:
    record = one(
        '<activity-status code="1"/><participating-org role="4"><narrative>A</narrative></participating-org>'
    )
    assert (work(record).status, work(record).modality) == ("planned", "planned")
    assert participations(record)[1].about.modality == "planned"


@pytest.mark.parametrize(
    ("role", "key", "kept"),
    [
        ("1", "funder", ()),
        ("Accountable", "accountable", ()),
        ("extending", "extending", ()),
        ("Implementing", "implementer", ()),
        ("9", "participant", ("OrganisationRole:9",)),
    ],
)
def test_roles_are_read_as_numbers_and_as_words(
    one: Callable[..., Record], role: str, key: str, kept: tuple[str, ...]
) -> None:
    record = one(f'<participating-org role="{role}">Kızılay</participating-org>')
    reporting, found = participations(record)
    assert (reporting.roles, found.roles, found.about.codes_kept) == (("reporting",), (key,), kept)
    assert ("role 9 is unknown" in record.notes) == (key == "participant")


def test_names_keep_their_languages_of_both_versions(one: Callable[..., Record]) -> None:
    second = "<title><narrative>A</narrative><narrative xml:lang='FR'>B</narrative></title>"
    assert work(one(second)).names == (Name("A", "en"), Name("B", "fr"))
    first = "<title>A</title><title xml:lang='fr'> B  C </title>"
    assert work(one(first)).names == (Name("A", "en"), Name("B C", "fr"))


def test_money_that_comes_in_and_money_that_goes_out(one: Callable[..., Record]) -> None:
    provider = '<provider-org ref="GB-GOV-1" provider-activity-id="GB-GOV-1-300">FCDO</provider-org>'
    receiver = '<receiver-org ref="21016" receiver-activity-id="XM-DAC-21016-7"/>'
    record = one(transaction("1", provider) + transaction("D", receiver))
    incoming, outgoing = fundings(record)
    assert [body.names[0].text for body in incoming.funders] == ["FCDO"]
    assert [body.names[0].text for body in incoming.recipients] == ["British Red Cross"]
    assert incoming.through[0].codes == (Code("IATI activity", "GB-GOV-1-300"),)
    assert (incoming.amount, incoming.currency, incoming.value_date) == ("10", "GBP", "2020-01-02")
    assert (incoming.kinds, incoming.about.codes_kept) == (("disbursement",), ("TransactionType:1",))
    assert [body.names[0].text for body in outgoing.funders] == ["British Red Cross"]
    assert outgoing.recipients[0].codes[0] == Code("IATI organisation", "XM-DAC-21016")
    assert outgoing.activities[1].codes[0].notation == "XM-DAC-21016-7"
    assert (outgoing.about.edtf, outgoing.about.codes_kept) == ("2020-01-01", ())


def test_money_from_nobody_named_comes_from_the_one_funder_or_is_counted(one: Callable[..., Record]) -> None:
    funder = '<participating-org role="1"><narrative>{}</narrative></participating-org>'
    (implied,) = fundings(one(funder.format("A") + transaction("1")))
    assert (implied.funders[0].names[0].text, implied.about.modality) == ("A", "implied")
    unclear = one(funder.format("A") + funder.format("B") + transaction("1"))
    assert fundings(unclear) == []
    assert "transaction without a provider: left out" in unclear.notes


def test_who_reports_on_others_pays_nothing(items: Callable[[str], list[Record | Skipped]]) -> None:
    text = activity(transaction("3", "<receiver-org>A</receiver-org>"))
    (own,) = items(text)
    (others,) = items(text.replace("<reporting-org ", '<reporting-org secondary-reporter="1" '))
    assert isinstance(own, Record)
    assert isinstance(others, Record)
    assert (len(fundings(own)), len(fundings(others))) == (1, 0)
    assert "transaction without a provider: left out" in others.notes


@pytest.mark.parametrize(
    ("code", "more", "note"),
    [
        ("4", "", "expenditure without a receiver tells of no second body: left out"),
        ("E", '<receiver-org ref="Excluded">Supplier Name Withheld</receiver-org>', "organisation withheld"),
        ("6", "", "loan repayment is no funding: left out"),
        ("99", "", "transaction of type 99 is unknown: left out"),
    ],
)
def test_what_is_no_funding_is_counted(one: Callable[..., Record], code: str, more: str, note: str) -> None:
    record = one(transaction(code, more))
    assert fundings(record) == []
    assert note in record.notes


def test_nobody_pays_itself(one: Callable[..., Record]) -> None:
    record = one(
        transaction("3", '<receiver-org ref="GB-CHC-220949"><narrative>BRC</narrative></receiver-org>')
    )
    (made,) = fundings(record)
    assert made.recipients == ()
    assert "provider and receiver are one body: receiver left out" in record.notes


@pytest.mark.parametrize(
    ("value", "amount", "note"),
    [
        ("<value>1,234,567.50</value>", "1234567.50", ""),
        ("<value>-500</value>", "-500", ""),
        ("<value>0</value>", "0", ""),
        ("<value>about 5</value>", "", "amount is no number: dropped"),
        ("<value>1.234,50</value>", "", "amount is no number: dropped"),
        ("<value/>", "", "no amount stated"),
        ("", "", "no amount stated"),
        ('<value currency="ZZZ">5</value>', "", "currency ZZZ is unknown: amount dropped"),
    ],
)
def test_an_amount_is_a_number_of_a_known_currency_or_none(
    one: Callable[..., Record], value: str, amount: str, note: str
) -> None:
    record = one(transaction("3", "", value))
    (made,) = fundings(record)
    assert made.amount == amount
    assert not note or note in record.notes


def test_the_same_payment_twice_is_two(one: Callable[..., Record]) -> None:
    made = fundings(one(transaction("3") + transaction("3") + transaction("2")))
    assert len({funding.about.key for funding in made}) == 3
    again = fundings(one(transaction("2") + transaction("3") + transaction("3")))
    assert {funding.about.key for funding in again} == {funding.about.key for funding in made}


def test_planned_disbursements_are_planned(one: Callable[..., Record]) -> None:
    (made,) = fundings(
        one(
            '<planned-disbursement><period-start iso-date="2021-01-01"/><period-end iso-date="2021-06-30"/>'
            '<value currency="EUR" value-date="2021-01-01">7</value>'
            '<receiver-org ref="N/A">Crveni krst Srbije</receiver-org></planned-disbursement>'
        )
    )
    assert (made.about.modality, made.about.edtf, made.amount) == ("planned", "2021-01-01/2021-06-30", "7")
    assert made.recipients[0].codes[0].strength == "generic"


def test_parents_and_children_are_parts_of_each_other(one: Callable[..., Record]) -> None:
    record = one(
        "".join(
            f'<related-activity type="{type_}" ref="GB-CHC-220949-P{number}"/>'
            for type_, number in ((1, 0), (2, 2), (3, 3), (1, 1))
        )
    )
    assert [parent.codes[0].notation for parent in work(record).part_of] == ["GB-CHC-220949-P0"]
    child = record.facts[-1]
    assert isinstance(child, Work)
    assert child.codes[0].notation == "GB-CHC-220949-P2"
    assert child.part_of[0].codes == work(record).codes
    assert "related activity (sibling) is not taken over" in record.notes
    assert "related activity is this one or has no reference" in record.notes


def test_what_is_a_parent_is_no_child(one: Callable[..., Record]) -> None:
    relation = '<related-activity type="{}" ref="GB-CHC-220949-P0"/>'
    record = one(relation.format(2) + relation.format(1))
    assert [parent.codes[0].notation for parent in work(record).part_of] == ["GB-CHC-220949-P0"]
    assert [fact for fact in record.facts[1:] if isinstance(fact, Work)] == []
    assert "related activity is a parent and a child: taken for a parent" in record.notes


def test_sectors_scopes_and_places(one: Callable[..., Record], world: Known) -> None:
    purpose, topic = next(iter(world.purposes.items()))
    cluster, about = next(iter(world.clusters.items()))
    record = one(
        f'<sector code="{purpose}"/><sector vocabulary="10" code="{cluster}"/>'
        '<sector vocabulary="1" code="00000"/><sector vocabulary="99" code="A1"/>'
        '<humanitarian-scope type="1" vocabulary="1-2" code="EQ-2015-000048-NPL"/>'
        '<recipient-country code="ba" percentage="50"/><recipient-country code="QQ"/>'
        '<recipient-region code="89"/><recipient-region code="998"/>'
        "<location><name><narrative>Zenica</narrative></name><point>"
        "<pos>44.20 17.90</pos></point></location><location/>",
        'humanitarian="1"',
    )
    found = work(record)
    assert set(found.topics) == {topic, about}
    assert found.codes_kept == (
        "Sector:00000",
        "Sector 99:A1",
        "HumanitarianScope 1-2:EQ-2015-000048-NPL",
        "Humanitarian:1",
    )
    country, region, location = found.places
    assert (country.country, region.codes, region.names[0].text) == (
        "ba",
        (Code("DAC region", "89"),),
        "Europe, regional",
    )
    assert (location.within, location.latitude, location.longitude) == (country, "44.20", "17.90")
    assert {
        "country QQ is unknown",
        "location without a name",
        "percentage of recipient-country is not taken over",
    } <= {*record.notes}


def test_a_reference_alone_is_the_body_that_the_activity_names_by_it(one: Callable[..., Record]) -> None:
    record = one(
        '<participating-org role="4" ref="0042"><narrative>Crveni križ</narrative></participating-org>'
        + transaction("3", '<receiver-org ref="0042"/>')
    )
    (made,) = fundings(record)
    assert made.recipients[0] == participations(record)[1].participant


def test_a_name_in_the_reference_is_a_name(one: Callable[..., Record]) -> None:
    record = one('<participating-org role="1" ref="Irish Aid"/>')
    assert participations(record)[1].participant.names[0].text == "Irish Aid"
    assert "a name stands where a reference is due" in record.notes


@pytest.mark.parametrize(
    ("reference", "name", "kind"),
    [
        ("22000", "ONG basée dans un pays donneur", "UnnamedGroup"),
        ("", "INTERNATIONAL NGO", "UnnamedGroup"),
        ("22000", "CARE International", "NonGovernmentalOrganisation"),
        ("GB-CHC-1", "Others", "NonGovernmentalOrganisation"),
    ],
)
def test_a_kind_of_bodies_is_an_unnamed_group(
    one: Callable[..., Record], reference: str, name: str, kind: str
) -> None:
    record = one(f'<participating-org role="4" type="22" ref="{reference}">{name}</participating-org>')
    found = participations(record)[1].participant
    assert isinstance(found, Body)
    assert found.kind == kind
    assert (found.codes == ()) == (kind == "UnnamedGroup")


def test_the_activity_of_a_funder_is_what_the_means_come_through(one: Callable[..., Record]) -> None:
    record = one('<participating-org role="1" ref="GB-GOV-1" activity-id="GB-GOV-1-9">A</participating-org>')
    (made,) = fundings(record)
    assert (made.kinds, made.through[0].codes[0].notation) == (("support",), "GB-GOV-1-9")


def test_identifiers_that_come_again(items: Callable[[str], list[Record | Skipped]]) -> None:
    texts = [activity("<title>A</title>"), activity("<title>A</title>"), activity("<title>B</title>")]
    inner = "".join(text.split(">", 1)[1].removesuffix("</iati-activities>") for text in texts)
    first, again, other = items(f"<iati-activities>{inner}</iati-activities>")
    assert isinstance(first, Record)
    assert isinstance(again, Skipped)
    assert again.cause == "says what another record says"
    assert isinstance(other, Record)
    assert (first.key, other.key) == ("GB-CHC-220949-P1", "GB-CHC-220949-P1-2")
    assert other.locator == "/iati-activities/iati-activity[3]"


def test_records_are_found_in_a_namespace_and_in_the_answer_of_a_service(
    items: Callable[[str], list[Record | Skipped]],
) -> None:
    spaced = activity("").replace("<iati-activities ", '<iati-activities xmlns="http://example.org/iati" ')
    assert [type(item) for item in items(spaced)] == [Record]
    (answer,) = items(f"<result><ok>true</ok>{activity('')}</result>")
    assert answer.locator == "/result/iati-activities/iati-activity[1]"


@pytest.mark.parametrize(
    ("attribute", "day"),
    [
        ('generated-datetime="2024-05-06T07:08:09Z"', dt.date(2024, 5, 6)),
        ("generated-datetime='2024-13-06'", None),
        ("", None),
    ],
)
def test_a_file_is_of_the_day_on_which_it_was_generated(
    written: Callable[[str, object], Path], world: Known, attribute: str, day: dt.date | None
) -> None:
    found = sample(
        written("a.xml", activity("").replace("<iati-activities ", f"<iati-activities {attribute} "))
    )
    heading = format_of(found).read(Task(found, "x", world)).heading
    assert (heading.issued, heading.languages) == (day, ("en",))


def test_a_file_in_another_encoding_is_read(world: Known, tmp_path: Path) -> None:
    path = tmp_path / "wide.xml"
    path.write_bytes(activity("<title>Žena</title>").encode("utf-16"))
    found = sample(path)
    (record,) = format_of(found).read(Task(found, "x", world)).records
    assert isinstance(record, Record)
    assert work(record).names == (Name("Žena", "en"),)


def test_what_an_organisation_plans_to_pay_others(items: Callable[[str], list[Record | Skipped]]) -> None:
    budget = (
        '<recipient-org-budget status="{}"><recipient-org ref="XM-DAC-21016">ICRC</recipient-org>'
        '<period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
        '<value currency="CHF" value-date="2024-01-01">5</value></recipient-org-budget>'
    )
    (record,) = items(
        "<iati-organisations><iati-organisation>"
        "<organisation-identifier>GB-CHC-220949</organisation-identifier>"
        "<name><narrative>British Red Cross Society</narrative></name>"
        f"{REPORTER}{budget.format(1)}{budget.format(2)}"
        "<total-budget/></iati-organisation></iati-organisations>"
    )
    assert isinstance(record, Record)
    assert [fund.kinds for fund in fundings(record)] == [("support",), ("commitment",)]
    assert {fund.about.modality for fund in fundings(record)} == {"planned"}
    assert fundings(record)[0].funders[0].kind == "NonGovernmentalOrganisation"
    assert record.notes == ("total-budget is not taken over",)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (activity("")[:-30], "Premature end|not well-formed"),
        (LAUGHS + activity("<title>&a9;</title>"), "entities are not expanded|amplification"),
        (activity("<x:title>A</x:title>"), "Namespace prefix x"),
        ('<?xml version="1.0" encoding="no-such"?>' + activity(""), "encoding"),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + activity("&x;"),
            "entities are not expanded",
        ),
    ],
)
def test_a_damaged_file_is_refused_and_leaves_nothing(
    imported: Callable[..., ImportedSource],
    written: Callable[[str, object], Path],
    tmp_path: Path,
    text: str,
    match: str,
) -> None:
    path = written("bad.xml", text)
    with pytest.raises(UnreadableFile, match=match):
        imported(path)
    assert list((tmp_path / "imports").glob("*")) == []


def test_bytes_that_are_no_text_of_their_encoding_are_refused(
    imported: Callable[..., ImportedSource], tmp_path: Path
) -> None:
    path = tmp_path / "latin.xml"
    path.write_bytes(activity("<title>Côte</title>").encode("latin-1"))
    with pytest.raises(UnreadableFile, match="encoding"):
        imported(path)


def test_activities_that_name_nobody_are_refused_with_the_reason(
    imported: Callable[..., ImportedSource], written: Callable[[str, object], Path]
) -> None:
    path = written("empty.xml", "<iati-activities><iati-activity/><iati-activity/></iati-activities>")
    with pytest.raises(NothingToImport, match=r"no organisation named \(2\)"):
        imported(path)


def test_the_order_in_which_files_come_changes_nothing(
    imported: Callable[..., ImportedSource], written: Callable[[str, object], Path]
) -> None:
    parts = '<participating-org role="1" ref="21016"><narrative>{}</narrative></participating-org>'
    paths = [
        written(
            f"{name}.xml", activity(parts.format(name) + transaction("1"), identifier=f"GB-CHC-220949-{name}")
        )
        for name in ("one", "two")
    ]
    said: Counter[bytes] = Counter()
    for order in (paths, paths[::-1]):
        for path in order:
            said[imported(path).path.joinpath("statements.nt.zst").read_bytes()] += 1
    assert sorted(said.values()) == [2, 2]
