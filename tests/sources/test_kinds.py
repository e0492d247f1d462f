"""What kind of body a source's own type makes of an organisation."""

from __future__ import annotations

import pytest

from ngograph.sources.kinds import is_known_code, kind_of_code, kind_of_words

NGO, UN, PUBLIC = "NonGovernmentalOrganisation", "InternationalOrganisation", "PublicBody"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("International NGO", NGO),
        ("INGO ", NGO),
        ("NNGO", NGO),
        ("ONG Internationale", NGO),
        ("OCS", NGO),
        ("Organisation non gouvernementale", NGO),
        ("ONG Nacional", NGO),
        ("Organização não governamental", NGO),
        ("منظمة غير حكومية دولية", NGO),
        ("Неправительственная организация", NGO),
        ("UN agency", UN),
        ("Agence UN", UN),
        ("Naciones Unidas", UN),
        ("Nações Unidas", UN),
        ("الأمم المتحدة", UN),
        ("ООН", UN),
        ("Inter-governmental", UN),
        ("Government", PUBLIC),
        ("Entité Gouvernementale", PUBLIC),
        ("Gobierno", PUBLIC),
        ("Governo", PUBLIC),
        ("حكومة", PUBLIC),
        ("Правительство", PUBLIC),
        ("Local Government", "LocalAuthority"),
        ("Red Cross / Red Crescent", "MovementComponent"),
        ("Mouv. Croix-rouge", "MovementComponent"),
        ("Movimiento de la Cruz Roja Media Luna Roja", "MovementComponent"),
        ("الهلال الأحمر", "MovementComponent"),
        ("Общество Красного Полумесяца", "MovementComponent"),
        ("Donantes", "Organisation"),
        ("Private organization/foundation", "Organisation"),
        ("Pooled fund", "Organisation"),
        ("", "Organisation"),
    ],
)
def test_words_of_six_languages_say_what_a_body_is(words: str, kind: str) -> None:
    assert kind_of_words(words) == kind


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("10", "Japan International Cooperation Agency", PUBLIC),
        ("10", "Ministère de la Santé", "Ministry"),
        ("10", "Government of Norway", "Government"),
        ("15", "Embassy of Switzerland", "DiplomaticMission"),
        ("11", "Government of Norway", "LocalAuthority"),
        ("22", "Ministry of Hope", NGO),
        ("40", "", UN),
        ("60", "", "Organisation"),
        ("99", "", "Organisation"),
    ],
)
def test_a_name_refines_a_code_of_iati_where_both_agree(code: str, name: str, kind: str) -> None:
    assert kind_of_code(code, name) == kind


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Red Cross", "Croix-Rouge française", "NationalSociety"),
        ("Red Cross", "International Committee of the Red Cross", "MovementComponent"),
        ("Red Cross", "Cruz Roja Española, delegación de Honduras", "MovementComponent"),
        ("Red Cross", "IFRC", "MovementComponent"),
        ("National NGO", "Red Cross Society of Utopia", NGO),
        ("", "Red Cross Society of Utopia", "Organisation"),
    ],
)
def test_only_a_type_makes_a_national_society(words: str, name: str, kind: str) -> None:
    assert kind_of_words(words, name) == kind


def test_codes_outside_of_the_list_are_told_apart() -> None:
    assert is_known_code("24")
    assert not is_known_code("20")
