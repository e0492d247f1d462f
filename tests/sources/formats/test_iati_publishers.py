"""Files of IATI as publishers write them: of all versions, mixed, incomplete, in any encoding.

What is expected is counted in the raw file by XPath, or stands beside what was written.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ngograph.sources.facts import Body, Code, Funding, Name, Participation, Record, Skipped, Spot, Work
from ngograph.sources.formats import Task, format_of
from ngograph.sources.opening import sample
from ngograph.vocab import CONCEPT, NGO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.sources.known import Known

FIRST = """\
<?xml version="1.0" encoding="iso-8859-1"?>
<?xml-stylesheet href="iati.xsl"?>
<iati-activities version="1.03" xmlns:ext="http://example.org/ns" xml:lang="fr"><!-- généré -->
  <iati-activity default-currency="eur" hierarchy="2" ext:id="7">
    <reporting-org ref="FR-6" type="10">Agence française</reporting-org>
    <iati-identifier> FR-6-CTD-1 </iati-identifier>
    <other-identifier owner-ref="FR-6" owner-name="AFD">CTD-1</other-identifier>
    <title>Eau<!-- sic --> potable</title>
    <title xml:lang="en"><![CDATA[Water & sanitation]]></title>
    <ext:note>not ours</ext:note>
    <participating-org ref="XM-DAC-4-1" role="Funding" type="Government"
      xml:lang="fr">
      Agence française</participating-org>
    <participating-org ref="XM-DAC-4-1" role="funding" type="10" xml:lang="en">
      French agency</participating-org>
    <participating-org role=" Accountable ">Ministère de l'eau</participating-org>
    <participating-org role="EXTENDING" ref="22000">ONG basée dans un pays donneur</participating-org>
    <participating-org role="Mise en œuvre">Croix-Rouge du Tchad</participating-org>
    <participating-org role="Implementing Partner">Oxfam</participating-org>
    <participating-org>Caritas</participating-org>
    <recipient-region code="298" percentage="40"/>
    <recipient-country code="TD" percentage="30">Tchad</recipient-country>
    <recipient-country percentage="30">Niger</recipient-country>
    <location><name>Moundou</name><name xml:lang="ar">موندو</name>
      <gazetteer-entry gazetteer-ref="GEO">2427455</gazetteer-entry>
      <administrative country="TD" adm1="LO"/></location>
    <activity-date type="start-planned" iso-date="2011-01-01T00:00:00+01:00"/>
    <activity-date type="start-actual">2011-02-01</activity-date>
    <activity-date type="end-planned">fin 2013</activity-date>
    <activity-status>Completion</activity-status>
    <transaction><transaction-type code="C"/><value value-date="2011-01-02Z">1 000 000</value>
      <transaction-date iso-date="2011-01-02"/></transaction>
    <transaction><transaction-type>Disbursement</transaction-type>
      <value currency="USD">1,250.50</value><transaction-date>2011-03-01</transaction-date>
      <receiver-org>Croix-Rouge du Tchad</receiver-org></transaction>
    <transaction><transaction-type code="IF"/><value>2.5E+3</value>
      <provider-org ref="XM-DAC-918"/></transaction>
    <transaction><transaction-type code="E"/><value>9</value></transaction>
    <transaction><transaction-type code="R"/><value>9</value></transaction>
    <transaction><transaction-type code="D"/><value currency="EURO">9</value></transaction>
    <transaction><transaction-type code="d"/></transaction>
  </iati-activity>
</iati-activities>
"""

SECOND = """\
<iati-activities version="2.02" generated-datetime="2016-05-06T00:00:00">
  <iati-activity xml:lang="EN">
    <iati-identifier>GB-CHC-1-A</iati-identifier>
    <reporting-org ref="GB-CHC-1" type="21"><narrative>One</narrative></reporting-org>
    <reporting-org ref="GB-CHC-2" type="21"><narrative>Two</narrative></reporting-org>
    <title><narrative xml:lang="en-GB">A <b>bold</b> title</narrative></title>
    <participating-org role="1" ref="XM-DAC-41122"><narrative>UNICEF</narrative></participating-org>
    <participating-org role="1" ref="41122">
      <narrative>United Nations Children's Fund</narrative></participating-org>
    <participating-org role="4"><narrative/></participating-org>
    <participating-org role="4" ref="GB-CHC-1"><narrative>One</narrative></participating-org>
    <participating-org role="9"><narrative>Nine</narrative></participating-org>
    <activity-status code="6"/>
    <transaction><transaction-type code="11"/><value currency="GBP">5</value>
      <transaction-date iso-date="2016-01-31"/><sector vocabulary="1" code="12220"/>
      <sector vocabulary="99" code="X"/><recipient-region code="289"/></transaction>
    <transaction><transaction-type code="13"/><value currency="GBP">-6</value></transaction>
    <transaction><transaction-type code="12"/><value>7</value>
      <receiver-org ref="GB-CHC-1"/></transaction>
    <transaction><value currency="GBP">8</value></transaction>
    <budget type="1" status="2"><period-start iso-date="2016-01-01"/><period-end iso-date="2016-12-31"/>
      <value currency="GBP" value-date="2016-01-01">70</value></budget>
  </iati-activity>
  <iati-activity><iati-identifier/><reporting-org ref="GB-CHC-3"/></iati-activity>
  <iati-activity><iati-identifier>GB-CHC-1-A</iati-identifier>
    <reporting-org ref="GB-CHC-4"><narrative>Four</narrative></reporting-org></iati-activity>
  <iati-activity><title><narrative>Nobody's</narrative></title></iati-activity>
</iati-activities>
"""


@pytest.fixture
def read(tmp_path: Path, world: Known) -> Callable[[bytes], list[Record | Skipped]]:
    """Read the records of a file with those bytes."""

    def records(content: bytes) -> list[Record | Skipped]:
        path = tmp_path / "file.xml"
        path.write_bytes(content)
        found = sample(path)
        return list(format_of(found).read(Task(found, "x", world)).records)

    return records


def facts(record: Record | Skipped, kind: type[Any]) -> list[Any]:
    assert isinstance(record, Record)
    return [fact for fact in record.facts if isinstance(fact, kind)]


def test_version_1_in_an_old_encoding(read: Callable[[bytes], list[Record | Skipped]]) -> None:
    (record,) = read(FIRST.replace("موندو", "&#1605;&#1608;").encode("iso-8859-1", "xmlcharrefreplace"))
    assert record.locator == "/iati-activities/iati-activity[1]"
    (work,) = facts(record, Work)
    assert work.names == (Name("Eau potable", "fr"), Name("Water & sanitation", "en"))
    assert (work.codes, work.status, work.edtf) == (
        (Code("IATI activity", "FR-6-CTD-1"),),
        "ended",
        "2011-02-01/",
    )
    country, other, region, town = work.places
    assert (country, other, region.codes) == (
        Spot(country="td"),
        Spot(country="ne"),
        (Code("DAC region", "298"),),
    )
    assert (town.names[0], town.codes, town.within) == (
        Name("Moundou", "fr"),
        (Code("GeoNames", "2427455"),),
        country,
    )
    assert town.names[1].language == "ar"
    assert [(one.roles[0], one.participant.names[0].text) for one in facts(record, Participation)] == [
        ("reporting", "Agence française"),
        ("funder", "Agence française"),
        ("accountable", "Ministère de l'eau"),
        ("extending", "ONG basée dans un pays donneur"),
        ("implementer", "Croix-Rouge du Tchad"),
        ("implementer", "Oxfam"),
        ("participant", "Caritas"),
    ]
    assert [body.names for body in facts(record, Body)] == [(Name("French agency", "en"),)]
    assert [(one.kinds[0], one.amount, one.currency, one.about.edtf) for one in facts(record, Funding)] == [
        ("commitment", "1000000", "EUR", "2011-01-02"),
        ("disbursement", "1250.50", "USD", "2011-03-01"),
        ("disbursement", "2500", "EUR", ""),
        ("disbursement", "", "", ""),
        ("disbursement", "", "", ""),
    ]
    assert Counter(record.notes) == {
        "element of another namespace is not taken over": 1,
        "other-identifier is not taken over": 1,
        "organisation stated twice in one role": 1,
        "names a kind of bodies, none of them": 1,
        "no role stated": 1,
        "percentage of recipient-country is not taken over": 2,
        "percentage of recipient-region is not taken over": 1,
        "date without a day": 1,
        "expenditure without a receiver tells of no second body: left out": 1,
        "reimbursement is no funding: left out": 1,
        "currency EURO is unknown: amount dropped": 1,
        "no amount stated": 1,
        "transaction without a date": 3,
    }


def test_version_2_of_several_reporters_with_gaps(read: Callable[[bytes], list[Record | Skipped]]) -> None:
    full, bare, again, nobody = read(SECOND.encode())
    (work,) = facts(full, Work)
    assert work.names == (Name("A bold title", "en-gb"),)
    assert work.codes_kept == ("ActivityStatus:6",)
    assert [(one.roles[0], one.participant.codes[:1]) for one in facts(full, Participation)] == [
        ("reporting", (Code("IATI organisation", "GB-CHC-1"),)),
        ("reporting", (Code("IATI organisation", "GB-CHC-2"),)),
        ("funder", (Code("IATI organisation", "XM-DAC-41122"),)),
        ("implementer", (Code("IATI organisation", "GB-CHC-1"),)),
        ("participant", ()),
    ]
    paid = facts(full, Funding)
    assert [(one.kinds[0], one.amount, one.about.modality) for one in paid] == [
        ("commitment", "5", "implied"),
        ("pledge", "-6", "implied"),
        ("pledge", "", "asserted"),
        ("support", "70", "implied"),
    ]
    assert [body.names[0].text for body in paid[0].recipients] == ["One"]
    assert (paid[0].about.topics != (), paid[0].about.codes_kept) == (True, ("Sector 99:X",))
    assert paid[0].about.places[0].codes == (Code("DAC region", "289"),)
    assert paid[3].about.codes_kept == ("BudgetType:1", "BudgetStatus:2")
    assert (paid[3].about.edtf, paid[3].value_date) == ("2016-01-01/2016-12-31", "2016-01-01")
    assert {
        "organisation with neither a name nor a code of its own",
        "amount without a currency: dropped",
        "provider and receiver are one body: receiver left out",
        "transaction without a type: left out",
        "status 6 has no concept here",
        "role 9 is unknown",
    } <= {*full.notes}
    assert isinstance(bare, Record)
    assert bare.key == bare.locator == "/iati-activities/iati-activity[2]"
    assert isinstance(again, Record)
    assert again.key == "GB-CHC-1-A-2"
    assert isinstance(nobody, Skipped)
    assert nobody.cause == "no organisation named"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_encodings(read: Callable[[bytes], list[Record | Skipped]], encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    text = (
        f'{mark}<?xml version="1.0" encoding="{declared}"?><iati-activities><iati-activity xml:lang="fr">'
        '<reporting-org ref="FR-1">Œuvre « à l’étranger »</reporting-org></iati-activity></iati-activities>'
    )
    (record,) = read(text.encode(encoding))
    (reporting,) = facts(record, Participation)
    assert reporting.participant.names == (Name("Œuvre « à l’étranger »", "fr"),)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("1 234 567", "1234567"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1 234,567", ""),
        ("12,34,567.5", "1234567.5"),
        ("+5", "5"),
        ("1E3", "1000"),
        ("7.", "7"),
        (f"0.{'3' * 30}", f"0.{'3' * 18}"),
        ("1" + "0" * 19, ""),
        ("1,5", ""),
        ("EUR 5", ""),
        ("-", ""),
    ],
)
def test_amounts_as_they_are_written(
    read: Callable[[bytes], list[Record | Skipped]], value: str, amount: str
) -> None:
    text = (
        '<iati-activity default-currency="EUR"><reporting-org ref="FR-1">A</reporting-org><transaction>'
        f'<transaction-type code="2"/><value>{value}</value></transaction></iati-activity>'
    )
    (record,) = read(text.encode())
    (paid,) = facts(record, Funding)
    assert paid.amount == amount
    assert ("amount is no number: dropped" in record.notes) == (not amount)


def test_documents_that_have_come_of_an_activity(read: Callable[[bytes], list[Record | Skipped]]) -> None:
    link = (
        '<document-link url=" {} " format="application/pdf"><title><narrative>Bilan</narrative></title>'
        '<category code="A12"/><category code="{}"/><language code="FR"/>'
        '<document-date iso-date="2020-05-06"/></document-link>'
    )
    (record,) = read(
        (
            '<iati-activity xml:lang="fr"><reporting-org ref="FR-1">A</reporting-org>'
            + link.format("http://example.org/a b.pdf", "A08")
            + link.format("http://example.org/plan.pdf", "A02")
            + link.format("mailto:x@example.org", "A07")
            + "</iati-activity>"
        ).encode()
    )
    (paper,) = facts(record, Work)[0].outcomes
    assert (paper.names, paper.address) == ((Name("Bilan", "fr"),), "http://example.org/ab.pdf")
    assert (paper.languages, paper.issued) == (("fr",), "2020-05-06")
    assert Counter(record.notes)["document that is no outcome of the activity is not taken over"] == 1
    assert Counter(record.notes)["document without an address on the web is not taken over"] == 1


def test_an_organisation_file_of_version_1(read: Callable[[bytes], list[Record | Skipped]]) -> None:
    (record,) = read(
        b'<iati-organisations version="1.04"><iati-organisation default-currency="USD">'
        b"<iati-identifier>NL-KVK-1</iati-identifier>"
        b"<name>Stichting</name><name xml:lang='en'>Foundation</name>"
        b"<recipient-org-budget><recipient-org ref='KE-1'>Kenya Red Cross</recipient-org>"
        b"<period-start iso-date='2014-01-01'/><value>5</value></recipient-org-budget>"
        b"<recipient-org-budget><value>5</value></recipient-org-budget><contact-info/>"
        b"</iati-organisation></iati-organisations>"
    )
    assert isinstance(record, Record)
    body = record.facts[0]
    assert isinstance(body, Body)
    assert [name.text for name in body.names] == ["Stichting", "Foundation"]
    assert [(one.recipients[0].names[0].text, one.about.edtf) for one in facts(record, Funding)] == [
        ("Kenya Red Cross", "2014-01-01/")
    ]
    assert Counter(record.notes) == {
        "contact-info dropped: contact data": 1,
        "budget for no other organisation: left out": 1,
    }


def test_what_is_counted_in_the_file_stands_in_the_source(
    imported: Callable[..., ImportedSource], tmp_path: Path
) -> None:
    path = tmp_path / "both.xml"
    path.write_text(SECOND, "utf-8")
    source = imported(path)
    raw: Any = etree.fromstring(SECOND)
    assert (source.account["read"], source.account["produced"]) == (4, 3)
    assert source.account["skipped"] == {"no organisation named": 1}
    store = Store()
    store.extend(Quad(said.subject, said.predicate, said.object, DefaultGraph()) for said in source.triples)

    def related(kind: str, curie: str, value: str) -> int:
        nodes = {quad.subject for quad in store.quads_for_pattern(None, None, NamedNode(f"{NGO}{kind}"))}
        wanted = NamedNode(f"{CONCEPT}{value}")
        return sum(
            quad.subject in nodes
            for quad in store.quads_for_pattern(None, NamedNode(f"{NGO}{curie}"), wanted)
        )

    notes = source.account["notes"]
    assert (
        related("Participation", "role", "role/funder")
        == raw.xpath("count(//participating-org[@role=1])") - 1
    )
    assert notes["organisation stated twice in one role"] == 1
    assert related("Participation", "role", "role/reporting") == raw.xpath("count(//reporting-org)")
    assert related("Participation", "role", "role/participant") == raw.xpath(
        "count(//participating-org[@role=9])"
    )
    assert related("Funding", "fundingKind", "funding-kind/commitment") == raw.xpath(
        "count(//transaction-type[@code=2 or @code=11])"
    )
    assert related("Funding", "fundingKind", "funding-kind/pledge") == raw.xpath(
        "count(//transaction-type[@code=12 or @code=13])"
    )
    paid = [
        Decimal(quad.object.value)
        for quad in store.quads_for_pattern(None, NamedNode(f"{NGO}amount"), None)
        if hasattr(quad.object, "value")
    ]
    assert sum(paid) == raw.xpath("sum(//*[transaction-type or self::budget]/value[@currency])")
    names = {text for text in raw.xpath("//participating-org[@role=1]//text()") if text.strip()}
    assert names <= {triple.object.value for triple in source.triples if hasattr(triple.object, "value")}
