"""What a name may stand for: scored, with what speaks for it, and taken unasked only where that is safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngograph.names import Name, candidates, match_index
from ngograph.vocab import ID


def named(key: str, *texts: str, kind: str = "organisation", country: str = "") -> list[Name]:
    """Return names of one thing; the first is preferred and its label."""
    return [Name(f"{ID}{kind}/{key}", text, kind, texts[0], text == texts[0], country) for text in texts]


NAMES = [
    *named("rs", "Serbia", "Srbija", "Сербия", kind="place"),
    *named("bg", "Bulgaria", "Bugarska", "България", kind="place"),
    *named("ba", "Bosnia and Herzegovina", "Bosna i Hercegovina", kind="place"),
    *named("serbia", "Red Cross of Serbia"),
    *named("bulgaria", "Bulgarian Red Cross", "Croix-Rouge bulgare"),
    *named("britain", "British Red Cross", "BRC"),
    *named("belgium", "Belgian Red Cross"),
    *named("turkey", "Turkish Red Crescent Society", "Türk Kızılayı"),
    *named("unicef", "United Nations Children's Fund", "UNICEF"),
    *named("hi", "Humanity & Inclusion", "HI"),
    *named("caritas", "Caritas"),
    *named("caritas-ba", "Caritas Bosnia and Herzegovina", "Caritas BiH"),
    *named("csr-jajce", "Centar za socijalni rad Jajce", country=f"{ID}place/ba"),
    *named("csr-modrica", "Centar za socijalni rad Modriča", country=f"{ID}place/ba"),
    *named("heks", "Swiss Church Aid (HEKS/EPER)"),
    *named("health-so", "Ministry of Health (Somalia)"),
    *named("health-et", "Ministry of Health (Ethiopia)"),
    *named("canton", "Crveni križ Tuzlanskog kantona"),
    *named("school-1", "Primary School No. 1 Travnik"),
    *named("school-2", "Primary School No. 2 Travnik"),
    *named("otaharin", "Udruženje građana Otaharin"),
]
INDEX = match_index(NAMES)


def first(text: str, **options: str) -> str:
    found = candidates(INDEX, text, kind="organisation", **options)  # type: ignore[arg-type]
    return found[0].iri.rpartition("/")[2] if found else ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Crveni krst Srbije", "serbia"),
        ("Црвеног крста Србије", "serbia"),
        ("Serbisches Rotes Kreuz", "serbia"),
        ("Сербский Красный Крест", "serbia"),
        ("الصليب الأحمر البلغاري", "bulgaria"),
        ("Български Червен кръст", "bulgaria"),
        ("Bulgraian Red Corss", "bulgaria"),
        ("BULGARIANRED CROSS", "bulgaria"),
        ("Kızılay", "turkey"),
        ("Türkischer Roter Halbmond", "turkey"),
        ("UNICEF-a", "unicef"),
        ("United Nations Children's Fund (UNICEF)", "unicef"),
        ("UNICEF - United Nations Children's Fund", "unicef"),
        ("JU Centra za socijalni rad Jajce", "csr-jajce"),
        ("HEKS", "heks"),
        ("Swiss Church Aid", "heks"),
        ("Crveni križ TK", "canton"),
        ("UG „Otaharin“", "otaharin"),
        ("Вritish Rеd Crоss", "britain"),
    ],
)
def test_a_name_finds_what_it_stands_for(text: str, key: str) -> None:
    assert first(text) == key


@pytest.mark.parametrize(
    "text", ["Црвеног крста Србије", "Bugarskog Crvenog križa", "UNICEF", "Bulgarian Red Corss"]
)
def test_what_is_safe_is_a_match(text: str) -> None:
    found = candidates(INDEX, text, kind="organisation")
    assert found[0].match
    assert not any(one.match for one in found[1:])


@pytest.mark.parametrize(
    "text",
    [
        "BRC",
        "HI",
        "hi",
        "Caritas",
        "Red Cross",
        "Crveni križ",
        "Ministry of Health",
        "Centar za socijalni rad",
        "RC",
    ],
)
def test_what_several_go_by_is_no_match(text: str) -> None:
    assert not any(one.match for one in candidates(INDEX, text))


@pytest.mark.parametrize(
    ("text", "third"),
    [
        ("Mercy Corps", "Mercy Corps International"),
        ("Mercy Corps", "Mercy Corps Global Office Ltd"),
        ("mercy corps", "MC - Mercy Corps"),
        ("Mercy Corps", "Corps Mercy"),
    ],
)
def test_what_may_be_the_name_of_another_too_is_no_match(text: str, third: str) -> None:
    one, other = named("one", "Mercy Corps (MC)"), named("other", third)
    assert candidates(match_index(one), text)[0].match
    found = candidates(match_index([*one, *other]), text)
    assert not any(candidate.match for candidate in found)
    alone = candidates(match_index([*one, *other]), text, without=found[1].iri)
    assert [candidate.match for candidate in alone] == [True]


def test_of_equals_that_of_the_content_comes_first() -> None:
    found = candidates(
        match_index([*named("zebra", "Green House"), *named("file-one", "Green House")]), "green house"
    )
    assert [one.iri.rpartition("/")[2] for one in found] == ["zebra", "file-one"]


def test_what_differs_in_a_country_or_a_number_is_another_body() -> None:
    index = match_index([*NAMES, *named("care", "Mercy Corps"), *named("care-rs", "Mercy Corps Serbia")])
    assert candidates(index, "Mercy Corps")[0].match
    assert candidates(index, "Mercy Corps Serbia")[0].match


def test_arabic_words_of_the_same_consonants_differ() -> None:
    names = [*named("lb", "الصليب الأحمر اللبناني"), *named("al", "الصليب الأحمر الألباني")]
    found = candidates(match_index(names), "الصليب الأحمر اللبناني")
    assert [one.label for one in found] == ["الصليب الأحمر اللبناني", "الصليب الأحمر الألباني"]
    assert "stems" not in found[1].features


def test_one_number_is_not_another() -> None:
    found = candidates(
        match_index(named("school-1", "Primary School No. 1 Travnik")), "Primary School No. 2 Travnik"
    )
    assert found[0].score > 60
    assert not found[0].match
    assert first("Primary School No. 2 Travnik") == "school-2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iceland Ministry of Health", "Ireland Ministry of Health"),
        ("Tetra International Limited", "Tetra International BV"),
        ("HIRDA", "HIRDO"),
        ("CARE National Office", "ACRE National Office"),
        ("District Hospital I", "District Hospital II"),
        ("Caritas Suisse", "Caritas"),
        ("Oxfam Spain", "Plan Spain"),
    ],
)
def test_what_is_like_another_is_no_match(one: str, other: str) -> None:
    assert not any(found.match or found.sure for found in candidates(match_index(named("one", one)), other))


def test_two_that_fit_alike_are_no_match() -> None:
    index = match_index([*named("a", "Help for All"), *named("b", "Help for all")])
    found = candidates(index, "HELP FOR ALL")
    assert [one.iri for one in found] == [f"{ID}organisation/a", f"{ID}organisation/b"]
    assert [one.sure for one in found] == [True, True]
    assert not found[0].match


def test_features_say_why() -> None:
    exact = candidates(INDEX, "BULGARIAN RED CROSS", kind="organisation")[0]
    assert exact.score == 100
    assert exact.features["exact"] == 1
    bent = candidates(INDEX, "Bugarskog Crvenog križa", kind="organisation")[0]
    assert "exact" not in bent.features
    assert bent.features["stems"] == 1
    made = candidates(INDEX, "RCS", kind="organisation")[0]
    assert 0 < made.features["acronym"] < 1
    assert not made.match
    for one in (exact, bent, made):
        assert all(0 <= value <= 1 for value in one.features.values())


@pytest.mark.parametrize("country", [f"{ID}place/so", "SO", "so"])
def test_a_country_decides_between_namesakes(country: str) -> None:
    found = candidates(INDEX, "Ministry of Health", country=country)
    assert found[0].iri.endswith("health-so")
    assert found[0].features["country"] == 1
    assert found[1].features["country"] == 0
    assert found[0].score > found[1].score


def test_kind_and_most_narrow() -> None:
    assert {one.kind for one in candidates(INDEX, "Serbia", kind="place")} == {"place"}
    assert len(candidates(INDEX, "Red Cross", most=2)) == 2
    assert candidates(INDEX, "Serbia", kind="dragon") == ()


@pytest.mark.parametrize("text", ["", "  ", "%%%", "—", "x" * 301, "\U0002c867"])
def test_what_is_no_name_finds_nothing(text: str) -> None:
    assert candidates(INDEX, text) == ()


def test_an_empty_index_finds_nothing() -> None:
    assert candidates(match_index([]), "Red Cross") == ()


def test_the_order_of_names_does_not_matter() -> None:
    again = match_index([*reversed(NAMES), *NAMES[:5]])
    for text in ("Red Cross", "Crveni krst", "Caritas", "Centar za socijalni rad"):
        assert candidates(again, text) == candidates(INDEX, text)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    found = candidates(INDEX, text)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 100 for one in found)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.text)
def test_each_name_finds_its_own_thing(name: Name) -> None:
    found = candidates(INDEX, name.text)
    assert name.iri in {one.iri for one in found if one.score == found[0].score}


def test_an_acronym_beside_the_name_it_is_short_for_speaks_less_than_the_name() -> None:
    index = match_index(
        [*named("canada", "Canadian Red Cross", "CRC"), *named("colombia", "Cruz Roja Colombiana")]
    )
    found = candidates(index, "Cruz Roja Colombiana (CRC)")
    assert (found[0].label, found[0].match) == ("Cruz Roja Colombiana", True)
    assert candidates(index, "CRC")[0].label == "Canadian Red Cross"


def test_an_acronym_that_many_share_is_told_apart_by_the_country_beside_it() -> None:
    names = [
        *named("np", "Nepal", kind="place"),
        *named("nepal", "Nepal Red Cross Society"),
        *named("niger", "Niger Red Cross Society"),
        *named("ukraine", "Ukrainian Red Cross Society", "URCS"),
    ]
    found = candidates(match_index(names), "NRCS Nepal", kind="organisation")
    assert (found[0].label, found[0].match) == ("Nepal Red Cross Society", False)


def test_an_acronym_that_a_body_is_known_by_counts_more_than_initials_with_its_country() -> None:
    names = [
        *named("ne", "Niger", kind="place"),
        *named("nrc", "Norwegian Refugee Council", "NRC"),
        *named("niger", "Niger Red Cross"),
    ]
    found = candidates(match_index(names), "NRC Niger", kind="organisation")
    assert [one.label for one in found[:2]] == ["Norwegian Refugee Council", "Niger Red Cross"]


def test_the_short_form_of_a_country_is_none_of_its_neighbour() -> None:
    names = [
        *named("congo", "Croix-Rouge congolaise"),
        *named("drc", "Croix-Rouge de la République démocratique du Congo"),
    ]
    assert candidates(match_index(names), "Croix-Rouge de la RDC")[0].iri.endswith("/drc")
