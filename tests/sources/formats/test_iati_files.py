"""Files of IATI, read whole: what comes out is what XPath counts in the raw file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from ngograph.errors import NothingToImport
from ngograph.sources.facts import Funding, Participation, Record, Skipped, Work
from ngograph.sources.formats import Task, format_of
from ngograph.sources.opening import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ngograph.imports import ImportedSource
    from ngograph.sources.known import Known

FILES = (
    "iati-dportal-covid/dportal-covid.xml",
    "iati-hxlproxy/dfid-2.01.xml",
    "iati-datastore-fixtures/2.01-example-annotated.xml",
    "iati-datastore-fixtures/CD.xml",
    "iati-datastore-fixtures/big_value.xml",
    "iati-datastore-fixtures/complex_example_dfid.xml",
    "iati-datastore-fixtures/missing_dates.xml",
    "iati-datastore-fixtures/provider-activity-id.xml",
    "iati-datastore-fixtures/single_activity.xml",
    "iati-datastore-fixtures/transaction_provider.xml",
    "iati-iatikit/data/fixture-org/fixture-org-activities.xml",
    "iati-iatikit/data/fixture-org/fixture-org-activities2.xml",
    "iati-iatikit/data/fixture-org/fixture-org-org.xml",
    "iati-iatikit/data/old-org/old-org-acts.xml",
    "iati-standard-examples/activity-standard-example-annotated.xml",
    "iati-standard-examples/organisation-standard-example-annotated.xml",
)
ROLES = {"1": "funder", "2": "accountable", "3": "extending", "4": "implementer"} | {
    "funding": "funder",
    "accountable": "accountable",
    "extending": "extending",
    "implementing": "implementer",
}
LETTERS = {"IF": "1", "C": "2", "D": "3", "E": "4"}


@pytest.fixture(scope="module", params=FILES)
def path(request: pytest.FixtureRequest, shared: Path) -> Path:
    return shared / "data" / str(request.param)


@pytest.fixture(scope="module")
def raw(path: Path) -> Any:
    return etree.parse(path)


@pytest.fixture(scope="module")
def read(path: Path, world: Known) -> list[Record | Skipped]:
    found = sample(path)
    return list(format_of(found).read(Task(found, "x", world)).records)


def facts(read: list[Record | Skipped], kind: type[Any]) -> Iterator[Any]:
    for item in read:
        if isinstance(item, Record):
            yield from (fact for fact in item.facts if isinstance(fact, kind))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_each_activity_and_each_organisation_is_a_record(raw: Any, read: list[Record | Skipped]) -> None:
    expected = raw.xpath("//iati-activity | //iati-organisation")
    assert len(read) == len(expected)
    assert [raw.xpath(item.locator) for item in read] == [[element] for element in expected]
    identifiers = [words(element) for element in raw.xpath("//iati-identifier | //organisation-identifier")]
    assert [item.key for item in read if isinstance(item, Record)] == identifiers


def who(element: Any) -> str:
    """Return what tells a participating organisation apart: a reference of a register, else its name."""
    reference = (element.get("ref") or "").strip().lower()
    return reference if "-" in reference else words(element).lower() or reference


def test_participants_are_as_many_by_role(raw: Any, read: list[Record | Skipped]) -> None:
    expected: Counter[str] = Counter()
    for activity in raw.xpath("//iati-activity"):
        expected["reporting"] += len(activity.xpath("reporting-org"))
        said = {
            (
                ROLES[one.get("role").lower()],
                who(one),
                one.get("activity-id") if one.get("role") != "1" else "",
            )
            for one in activity.xpath("participating-org")
            if who(one)
        }
        expected.update(role for role, *_ in said)
    assert Counter(role for one in facts(read, Participation) for role in one.roles) == +expected


def test_repetitions_in_one_role_are_counted(raw: Any, read: list[Record | Skipped]) -> None:
    stated = raw.xpath("count(//participating-org)") + raw.xpath("count(//iati-activity/reporting-org)")
    notes = Counter(note for item in read for note in item.notes)
    lost = notes["organisation stated twice in one role"]
    lost += len([one for one in raw.xpath("//participating-org[not(@ref)]") if not words(one)])
    assert sum(1 for _ in facts(read, Participation)) + lost == stated


def test_each_transaction_is_a_funding_or_counted_with_the_reason(
    raw: Any, read: list[Record | Skipped]
) -> None:
    notes = Counter(note for item in read for note in item.notes)
    left_out = sum(
        count for note, count in notes.items() if "left out" in note and "receiver left" not in note
    )
    made = [one for one in facts(read, Funding) if "/transaction[" in one.about.locator]
    plans = re.compile(r"/(planned-disbursement|budget|recipient-org-budget)\[")
    planned = [one for one in facts(read, Funding) if plans.search(one.about.locator)]
    stated = "//iati-activity/transaction | //planned-disbursement | //iati-activity/budget"
    assert len(made) + len(planned) + left_out == len(raw.xpath(f"{stated} | //recipient-org-budget"))
    assert len({one.about.locator for one in made}) == len(made)


def test_sums_by_type_and_currency_are_those_of_the_file(
    raw: Any, read: list[Record | Skipped], world: Known
) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for one in raw.xpath("//iati-activity/transaction[value[text()]]"):
        type_ = one.find("transaction-type")
        code = type_.get("code") or type_.text
        value = one.find("value")
        currency = (value.get("currency") or one.getparent().get("default-currency") or "").strip()
        if LETTERS.get(code, code) == "4":
            continue  # an expenditure tells of two bodies only where it names a receiver: not by sums
        reporter = one.xpath("../reporting-org[@ref or .//text()[normalize-space()]]")
        if not reporter and not one.xpath("provider-org"):
            continue
        expected[LETTERS.get(code, code), currency] += Decimal(value.text.strip())  # type: ignore[assignment]
    found: Counter[tuple[str, str]] = Counter()
    for funding in facts(read, Funding):
        if "/transaction[" not in funding.about.locator or not funding.amount:
            continue
        (element,) = raw.xpath(funding.about.locator)
        type_ = element.find("transaction-type")
        code = type_.get("code") or type_.text
        if LETTERS.get(code, code) != "4":
            found[LETTERS.get(code, code), funding.currency] += Decimal(funding.amount)  # type: ignore[assignment]
    assert {currency for _, currency in expected} <= world.currencies
    assert found == expected


def test_each_funding_says_what_its_element_says(raw: Any, read: list[Record | Skipped]) -> None:
    for funding in facts(read, Funding):
        if not funding.about.locator:
            continue
        (element,) = raw.xpath(funding.about.locator)
        value = element.find("value")
        if funding.amount:
            assert Decimal(funding.amount) == Decimal(value.text.strip())
            assert funding.value_date == (value.get("value-date") or "")[:10]
        day = element.find("transaction-date")
        if funding.about.edtf and day is not None:
            assert funding.about.edtf == (day.get("iso-date") or words(day))[:10]
        for side, bodies in (("provider-org", funding.funders), ("receiver-org", funding.recipients)):
            stated = element.find(side)
            if stated is not None and words(stated) and bodies and bodies[0].names:
                assert bodies[0].names[0].text in words(stated) or stated.get("ref") is not None


def test_titles_are_taken_in_each_language(raw: Any, read: list[Record | Skipped]) -> None:
    expected = Counter(
        " ".join((one.text or "").split())
        for one in raw.xpath("//iati-activity/title | //iati-activity/title/narrative")
    )
    del expected[""]
    found = {name.text for item in facts(read, Work) for name in item.names}
    assert set(expected) - found == set()


def test_nothing_of_contacts_is_taken(raw: Any, read: list[Record | Skipped]) -> None:
    notes = Counter(note for item in read for note in item.notes)
    assert notes["contact-info dropped: contact data"] == raw.xpath("count(//iati-activity/contact-info)")
    said = repr([item.facts for item in read if isinstance(item, Record)])
    private = raw.xpath("//contact-info/email/text() | //contact-info/telephone/text()")
    assert [text for text in private if len(text.strip()) > 4 and text.strip() in said] == []


def test_the_activities_of_eighteen_publishers_become_a_source(
    imported: Callable[..., ImportedSource], shared: Path
) -> None:
    account = imported(shared / "data/iati-dportal-covid/dportal-covid.xml").account
    assert (account["format"], account["read"], account["produced"], account["skipped"]) == (
        "iati",
        401,
        401,
        {},
    )
    raw: Any = etree.parse(shared / "data/iati-dportal-covid/dportal-covid.xml")
    identifiers = {words(one) for one in raw.xpath("//iati-identifier")}
    related = {one.strip() for one in raw.xpath("//related-activity[@type='1' or @type='2']/@ref")}
    linked = {
        one.strip() for one in raw.xpath("//@provider-activity-id | //@receiver-activity-id | //@activity-id")
    }
    assert account["classes"]["ngo:Activity"] <= len(identifiers | related | linked)
    assert account["classes"]["ngo:Activity"] >= len(identifiers | related)


def test_each_activity_that_ocha_counts_money_of_is_there_with_money(shared: Path, world: Known) -> None:
    folder = shared / "data/iati-dportal-covid"
    with (folder / "expected-transactions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[1:]
    incoming = {row["Activity id"] for row in rows if row["Transaction type"] == "commitments"}
    found = sample(folder / "dportal-covid.xml")
    records = format_of(found).read(Task(found, "x", world)).records
    paid = {
        record.key
        for record in records
        if isinstance(record, Record)
        and any(isinstance(fact, Funding) and "commitment" in fact.kinds for fact in record.facts)
    }
    assert len(incoming) > 100
    assert incoming - paid == set()


def test_the_flows_that_ocha_takes_from_transactions_are_among_ours(shared: Path, world: Known) -> None:
    folder = shared / "data/iati-dportal-covid"
    with (folder / "expected-flows.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[1:]
    derived = {row[f"{side} org id"].lower() for row in rows for side in ("Provider", "Receiver")} - {""}
    # OCHA also takes who takes part for provider or receiver, where a transaction names none.
    raw: Any = etree.parse(folder / "dportal-covid.xml")
    stated = raw.xpath("//transaction/*[self::provider-org or self::receiver-org]/@ref")
    wanted = derived & {reference.strip().lower() for reference in stated}
    found = sample(folder / "dportal-covid.xml")
    read = list(format_of(found).read(Task(found, "x", world)).records)
    ours = {
        code.notation.lower()
        for funding in facts(read, Funding)
        for body in (*funding.funders, *funding.recipients)
        for code in body.codes
    }
    assert len(wanted) > 20
    assert wanted - ours == set()


def test_each_file_for_the_schema_loads_or_is_refused(shared: Path, world: Known) -> None:
    paths = sorted((shared / "data/iati-pyiati-203").rglob("*.xml"))
    assert len(paths) > 500
    for path in paths:
        found = sample(path)
        raw: Any = etree.parse(path)
        read = list(format_of(found).read(Task(found, "x", world)).records)
        assert len(read) == len(raw.xpath("//iati-activity | //iati-organisation")), path


def test_a_file_without_an_activity_is_refused(imported: Callable[..., ImportedSource], shared: Path) -> None:
    empty = shared / "data/iati-pyiati-203/ssot-activity-xml-fail/18-missing-iati-activities-version.xml"
    with pytest.raises(NothingToImport, match="0 records read"):
        imported(empty)
