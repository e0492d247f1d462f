"""What a reference to an organisation is worth."""

from __future__ import annotations

import pytest

from ngograph.sources.refs import is_name, organisation_codes


@pytest.mark.parametrize(
    ("reference", "scheme", "notation"),
    [
        ("GB-CHC-202918", "IATI organisation", "GB-CHC-202918"),
        ("gb-chc-202918", "IATI organisation", "GB-CHC-202918"),
        ("KR-GOV-051", "IATI organisation", "KR-GOV-051"),
        ("CH-FDJP-f7f0b51e-7432-4c0c-a6c0-7df1101d7983", "IATI organisation",
         "CH-FDJP-f7f0b51e-7432-4c0c-a6c0-7df1101d7983"),
        ("CA_BC-BRC_CBR-123", "IATI organisation", "CA_BC-BRC_CBR-123"),
        ("XM-DAC-41114", "IATI organisation", "XM-DAC-41114"),
        ("XM-DAC-41114", "DAC channel code", "41114"),
        ("41114", "IATI organisation", "XM-DAC-41114"),
        ("41114", "DAC channel code", "41114"),
        ("XM-DAC-928", "IATI organisation", "XM-DAC-928"),
        ("XM-OCHA-HPC8597", "FTS organisation", "8597"),
        ("XI-WIKIDATA-Q12345", "Wikidata", "Q12345"),
    ],
)  # fmt: skip
def test_a_code_that_one_body_alone_bears_is_strong(reference: str, scheme: str, notation: str) -> None:
    assert (scheme, notation, "strong") in organisation_codes(reference)


@pytest.mark.parametrize("reference", ["41122", "XM-DAC-41122"])
def test_a_channel_gives_the_same_codes_however_it_is_written(reference: str) -> None:
    assert organisation_codes(reference) == organisation_codes("41122")


@pytest.mark.parametrize(
    "reference",
    ["22000", "10000", "12002", "61003", "22501", "23501", "XM-DAC-22000", "N/A", "0", "-", "XX", "000000",
     "GB", "AA-AAA-123456789", "BB-BBB-123456789", "GB-CHC-0", "START Network", "KPMG", "Excluded"],
)  # fmt: skip
def test_what_many_bear_or_nobody_identifies_nobody(reference: str) -> None:
    assert {code.strength for code in organisation_codes(reference)} == {"generic"}


@pytest.mark.parametrize(
    ("reference", "scheme"),
    [
        ("00004", "own code of XM-DAC-41114"),
        ("10500", "own code of XM-DAC-41114"),
        ("CZE0002114", "own code of XM-DAC-41114"),
        ("GB-1", "IATI organisation"),
        ("DAC-1601", "IATI organisation"),
    ],
)
def test_what_comes_from_no_register_hints_only_within_its_issuer(reference: str, scheme: str) -> None:
    assert organisation_codes(reference, "XM-DAC-41114") == ((scheme, reference, "weak"),)


def test_no_reference_is_no_code() -> None:
    assert organisation_codes("  ") == ()


@pytest.mark.parametrize(
    ("reference", "name"),
    [("Irish Aid", True), ("KPMG", True), ("US", False), ("N/A", False), ("22000", False), ("", False)],
)
def test_a_name_in_the_field_of_a_reference_is_seen(reference: str, name: bool) -> None:
    assert is_name(reference) is name
