"""The few words that a map says itself, in English, Bosnian and Russian."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE: Final = """
title               | Who works with whom | Ko s kim sarađuje | Кто с кем работает
nodes               | Bodies and what they share | Tijela i ono što dijele | Организации и общие дела
ties                | Ties | Veze | Связи
movement            | Red Cross, Red Crescent | Crveni krst/križ, Crveni polumjesec | Красный Крест, Красный Полумесяц
part                | Branch, delegation or unit | Ogranak, delegacija ili jedinica | Отделение, делегация или подразделение
public              | Public body | Javno tijelo | Государственный орган или учреждение
foreign             | Embassy or development agency | Ambasada ili razvojna agencija | Посольство или агентство развития
international       | International organisation | Međunarodna organizacija | Международная организация
nongovernmental     | Non-governmental organisation | Nevladina organizacija | Неправительственная организация
group               | Working group | Radna grupa | Рабочая группа
unnamed             | Bodies mentioned together, not named | Tijela spomenuta zajedno, bez imena | Организации, упомянутые вместе без названия
organisation        | Other organisation | Druga organizacija | Другая организация
programme           | Programme | Program | Программа
project             | Project | Projekat | Проект
event               | Event | Događaj | Событие
agreement           | Agreement | Sporazum | Соглашение
partnership         | Partnership | Partnerstvo | Партнёрство
funding             | funds | finansira | финансирует
receipt             | receives funds | prima sredstva | получает средства
support             | supports, in a partnership | podržava, u partnerstvu | поддерживает в партнёрстве
party               | is party to | strana je u | сторона
participation       | takes part in a project or programme | učestvuje u projektu ili programu | участвует в проекте или программе
attendance          | takes part in an event | učestvuje u događaju | участвует в событии
planned             | planned | planirano | запланировано
implied             | implied by the source | izvor podrazumijeva | подразумевается источником
reported            | reported by others | prema navodima drugih | по сообщениям других
known               | As known to the graph | Prema onome što je grafu poznato | По сведениям графа
issued              | Dated sources | Datirani izvori | Датированные источники
release             | Release | Izdanje | Выпуск
shown               | Ties shown | Prikazane veze | Показаны связи
asserted            | asserted by the sources | što izvori tvrde | утверждаемые источниками
organisations       | Organisations | Organizacije | Организации
projects            | Projects and programmes | Projekti i programi | Проекты и программы
events              | Events | Događaji | События
arrangements        | Agreements and partnerships | Sporazumi i partnerstva | Соглашения и партнёрства
"""  # noqa: E501
_LANGUAGES: Final = ("en", "bs", "ru")
_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        key.strip(): dict(zip(_LANGUAGES, (text.strip() for text in texts), strict=True))
        for key, *texts in (line.split("|") for line in _TABLE.strip().splitlines())
    }
)


def word(key: str, lang: str) -> str:
    """Return the text of *key* in *lang*, else in English."""
    return _WORDS[key].get(lang, _WORDS[key]["en"])


def spelt(kind: str) -> str:
    """Return the local name of a class as words.

    >>> spelt("CentreForSocialWork")
    'Centre for social work'
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind)
    return words[:1].upper() + words[1:].lower()
