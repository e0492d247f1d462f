"""Sentences in other languages: values in their places, numbers as each writes them, words beside numbers."""

from __future__ import annotations

from datetime import date

import pytest

from ngograph.translation import Catalogue, figure, number, plural, read, sentence

TIES = sentence("{ties:tie/ties}: {ties}", ties=2)
KNOWN = read(
    [
        "# what is said\n"
        "{body} has {ties} {ties:tie/ties} | {body} ima {ties} {ties:vezu/veze/veza} | "
        "У {body} {ties} {ties:связь/связи/связей}\n"
        "a ministry | ministarstvo | министерства\n",
        "column p | p | вероятность\n",
    ]
)


@pytest.mark.parametrize(
    ("ties", "bosnian", "russian"),
    [
        (0, "0 veza", "0 связей"),
        (1, "1 vezu", "1 связь"),
        (2, "2 veze", "2 связи"),
        (5, "5 veza", "5 связей"),
        (11, "11 veza", "11 связей"),
        (13, "13 veza", "13 связей"),
        (21, "21 vezu", "21 связь"),
        (24, "24 veze", "24 связи"),
        (111, "111 veza", "111 связей"),
        (1002, "1.002 veze", "1\u00a0002 связи"),
    ],
)
def test_a_word_beside_a_number_has_the_form_of_the_number(ties: int, bosnian: str, russian: str) -> None:
    said = sentence("{body} has {ties} {ties:tie/ties}", body="X", ties=ties)
    assert said == f"X has {ties:,} {'tie' if ties == 1 else 'ties'}"
    assert KNOWN.say(said, "en") == said
    assert KNOWN.say(said, "bs") == f"X ima {bosnian}"
    assert KNOWN.say(said, "ru") == f"У X {russian}"


def test_a_sentence_within_one_is_said_too_and_a_name_stays() -> None:
    within = sentence("{body} has {ties} {ties:tie/ties}", body=sentence("a ministry"), ties=1)
    assert KNOWN.say(within, "ru") == "У министерства 1 связь"
    name = sentence("{body} has {ties} {ties:tie/ties}", body="a ministry", ties=1)
    assert KNOWN.say(name, "ru") == "У a ministry 1 связь"


def test_several_values_stand_with_commas() -> None:
    both = sentence("{kinds}.", kinds=(sentence("a ministry"), "X"))
    assert both == "a ministry, X."
    assert KNOWN.say(both, "bs") == "ministarstvo, X."


def test_what_is_not_known_stays_english_with_numbers_of_the_language() -> None:
    assert KNOWN.say("nothing of the sort", "bs") == "nothing of the sort"
    assert Catalogue().say(TIES, "en") == "ties: 2"
    assert KNOWN.say(sentence("{share:.2f} of {all}", share=0.5, all=2.5), "ru") == "0,50 of 2,5"
    assert KNOWN.called("column p", "p value", "ru") == "вероятность"
    assert KNOWN.called("column q", "q value", "ru") == "q value"
    assert KNOWN.called("column p", "p value", "en") == "p value"


def test_days_are_written_as_the_language_does() -> None:
    said = sentence("on {day}", day=date(2018, 6, 3))
    assert [Catalogue().say(said, lang) for lang in ("en", "bs", "ru")] == [
        "on 2018-06-03",
        "on 3. 6. 2018.",
        "on 03.06.2018",
    ]


def test_numbers() -> None:
    assert [number(1234.5, lang) for lang in ("en", "bs", "ru")] == ["1,234.5", "1.234,5", "1\u00a0234,5"]
    assert figure(1234.5678, "bs", ",.2f") == "1.234,57"
    assert [plural(1.5, ("čvor", "čvora", "čvorova"), lang) for lang in ("bs", "ru")] == ["čvora"] * 2


def test_a_line_has_all_languages() -> None:
    with pytest.raises(ValueError, match="shorter"):
        read(["Who. | Ko."])
