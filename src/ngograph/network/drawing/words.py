"""The few words that a map says itself, in English, Bosnian and Russian."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE: Final = """
title-ego           | Around {node} | Oko: {node} | Вокруг: {node}
title-funding       | Who funds what | Ko šta finansira | Кто что финансирует
title-projection    | Who shares something with whom | Ko s kim nešto dijeli | У кого с кем общие дела
title-matrix        | Who shares something with whom | Ko s kim nešto dijeli | У кого с кем общие дела
title-timeline      | What happened when | Šta se kada događalo | Что когда происходило
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
issued              | Dated sources | Datumi izvora | Даты источников
release             | Release | Izdanje | Выпуск
shown               | Ties shown | Prikazane veze | Показаны связи
asserted            | asserted by the sources | što izvori tvrde | утверждаемые источниками
organisations       | Organisations | Organizacije | Организации
projects            | Projects and programmes | Projekti i programi | Проекты и программы
events              | Events | Događaji | События
arrangements        | Agreements and partnerships | Sporazumi i partnerstva | Соглашения и партнёрства
ego                 | What {node} takes part in, and who else does. | U čemu učestvuje {node}, i ko još u tome učestvuje. | В чём участвует {node} и кто ещё в этом участвует.
fewer               | Of the others, the {most} that share most are shown, {left} are not. | Od ostalih je prikazano {most} s najviše zajedničkog, {left} nije. | Из остальных показаны {most}, имеющие больше всего общего; {left} не показаны.
donors              | Donors | Donatori | Доноры
programmes          | Programmes | Programi | Программы
funds-unknown       | Funds | Sredstva | Средства
funds               | Funds, by width | Sredstva, po širini | Средства, по ширине
unknown-amount      | amount not known | iznos nije poznat | сумма неизвестна
other-currency      | amount not known, or in another currency | iznos nije poznat ili je u drugoj valuti | сумма неизвестна или в другой валюте
no-amounts          | No amount is known: the width of a line says nothing. | Nijedan iznos nije poznat: širina linije ne znači ništa. | Ни одна сумма не известна: ширина линии ничего не значит.
amounts             | Amounts are known of {known} of {all} ties of funds; widths compare those in {currency} and grow with the square root. | Iznosi su poznati za {known} od {all} veza sredstava; širine porede one u {currency} i rastu s kvadratnim korijenom. | Суммы известны для {known} из {all} связей финансирования; ширина сравнивает суммы в {currency} и растёт как квадратный корень.
strength            | Strength, by width | Jačina, po širini | Сила связи, по ширине
strength-square     | Strength, by size and tint | Jačina, po veličini i nijansi | Сила связи, по размеру и оттенку
shared              | Organisations are tied where they share something. | Organizacije su povezane ako nešto dijele. | Организации связаны, если имеют общее дело.
weight-newman       | A thing that k share gives 1/(k−1) to each pair (Newman 2001). | Stvar koju dijeli k organizacija daje 1/(k−1) svakom paru (Newman 2001). | Дело, общее для k организаций, даёт каждой паре 1/(k−1) (Newman 2001).
weight-count        | Strength is the number of things shared. | Jačina je broj zajedničkih stvari. | Сила связи — число общих дел.
weight-fractional   | A thing that k share gives 1/k² to each pair. | Stvar koju dijeli k organizacija daje 1/k² svakom paru. | Дело, общее для k организаций, даёт каждой паре 1/k².
weight-jaccard      | Strength is the share of common things among those of both (Jaccard). | Jačina je udio zajedničkih stvari među stvarima obje (Jaccard). | Сила связи — доля общих дел среди дел обеих (Жаккар).
alone               | Without a tie and not drawn: {alone}. | Bez veze i nisu nacrtane: {alone}. | Без связей, не показаны: {alone}.
matrix-order        | Like stands beside like; heavy outlines are parts that nothing joins, fine ones groups in them. | Slično stoji uz slično; deblji okviri su nepovezani dijelovi, tanji grupe u njima. | Похожие стоят рядом; жирные рамки — не связанные между собой части, тонкие — группы в них.
undated             | No date known | Datum nije poznat | Дата неизвестна
time                | Time | Vrijeme | Время
time-sure           | going on in all this time | traje cijelo ovo vrijeme | идёт всё это время
time-maybe          | begins or ends within this time | počinje ili završava u ovom vremenu | начинается или кончается в это время
time-day            | a day, or a few | dan ili nekoliko dana | день или несколько дней
time-ongoing        | goes on | još traje | продолжается
time-open           | the other end is not known | drugi kraj nije poznat | другой конец неизвестен
time-beyond         | reaches beyond the axis | prelazi preko ose | выходит за пределы оси
timeline            | Each thing from its earliest to its latest bound, with the organisations in it. | Svaka stvar od najranije do najkasnije granice, s organizacijama u njoj. | Каждое дело от самой ранней до самой поздней границы и его участники.
multiples           | Each small map shows, at the places of the large one, the ties that may have stood in its time. Ties without any date are on the large one only: {undated}. | Svaka mala karta prikazuje, na mjestima velike, veze koje su mogle postojati u njenom vremenu. Veze bez ikakvog datuma su samo na velikoj: {undated}. | Каждая малая карта показывает на местах большой связи, которые могли существовать в её время. Связи без всякой даты есть только на большой: {undated}.
multiples-key       | On the small maps | Na malim kartama | На малых картах
multiples-known     | begin and end are known | početak i kraj su poznati | начало и конец известны
multiples-open      | begin or end is not known | početak ili kraj nije poznat | начало или конец не известен
backbone-none       | None of {all} ties stands out against chance ({method}, p ≤ {alpha}): all are drawn. | Nijedna od {all} veza ne odudara od slučaja ({method}, p ≤ {alpha}): nacrtane su sve. | Ни одна из {all} связей не выделяется на фоне случайности ({method}, p ≤ {alpha}): показаны все.
backbone            | Of {all} ties the {kept} are drawn that stand out against chance ({method}, p ≤ {alpha}). | Od {all} veza nacrtano je {kept} koje odudaraju od slučaja ({method}, p ≤ {alpha}). | Из {all} связей показаны {kept}, которые выделяются на фоне случайности ({method}, p ≤ {alpha}).
search              | Search the names | Traži po imenima | Поиск по названиям
found               | Found | Nađeno | Найдено
nothing-found       | Nothing is called so. | Ništa se tako ne zove. | Ничего с таким названием нет.
more                | The first {most} are listed. | Navedenih je prvih {most}. | Показаны первые {most}.
nodes-list          | What is on the map | Šta je na karti | Что на карте
picture             | Map | Karta | Карта
keys                | On the map: arrow keys lead from one to the next, Enter to its ties, + and − closer and further, 0 to the whole, Escape lets go. Shift and arrows move the map. | Na karti: strelice vode od jednog do drugog, Enter do njegovih veza, + i − bliže i dalje, 0 na cjelinu, Escape pušta. Shift i strelice pomjeraju kartu. | На карте: стрелки ведут от одного к другому, Enter — к его связям, + и − ближе и дальше, 0 — всё целиком, Escape отпускает. Shift и стрелки двигают карту.
closer              | Closer | Bliže | Ближе
further             | Further away | Dalje | Дальше
whole               | The whole map | Cijela karta | Вся карта
ties-of             | Ties | Veze | Связи
evidence-of         | Evidence | Dokazi | Свидетельства
statement           | The statement | Iskaz | Утверждение
at-source           | where it is said | gdje je rečeno | где сказано
no-evidence         | No evidence is kept with this tie. | Uz ovu vezu nema dokaza. | Свидетельств при этой связи нет.
choose              | Choose a body, a thing or a tie, on the map or in the list. | Odaberite tijelo, stvar ili vezu, na karti ili u spisku. | Выберите организацию, дело или связь на карте или в списке.
page-of             | its page | njegova stranica | его страница
filter-time         | Time | Vrijeme | Время
filter-undated      | Undated ties | Veze bez datuma | Связи без даты
filter-places       | Places | Mjesta | Места
filter-topics       | Topics | Teme | Темы
filter-sources      | Sources | Izvori | Источники
filter-collapse     | Counted as one | Računato kao jedno | Считается за одно
kept                | kept | zadržane | оставлены
left-out            | left out | izostavljene | исключены
title-geo           | Who and what is where | Ko je i šta je gdje | Кто и что где находится
at-place            | At a place | Na mjestu | На месте
at-headquartered    | has its seat here | ima sjedište ovdje | имеет здесь штаб-квартиру
at-covers           | is responsible for this place | nadležno je za ovo mjesto | отвечает за эту территорию
at-works            | works here | djeluje ovdje | работает здесь
at-held             | takes place here | održava se ovdje | проходит здесь
arcs                | Things that organisations of two places share | Stvari koje dijele organizacije iz dva mjesta | Общие дела организаций двух мест
with-point          | At the places of the map | Na mjestima s karte | В местах на карте
without-point       | In the country, at no known point | U zemlji, bez poznate tačke | В стране, точка не известна
at-home             | An organisation is at home at its seat, else in the area that it covers, else where it works; a circle counts the organisations at home in a country. | Organizacija je kod kuće u svom sjedištu, inače na području za koje je nadležna, inače gdje djeluje; krug broji organizacije koje su kod kuće u nekoj zemlji. | Организация числится там, где её штаб-квартира, иначе — на территории, за которую она отвечает, иначе — там, где она работает; круг показывает число организаций в стране.
fewer-arcs          | A map shows the {most} arcs of most things; {left} are not shown. | Karta prikazuje {most} lukova s najviše stvari; {left} nije prikazano. | Карта показывает {most} дуг с наибольшим числом дел; не показано: {left}.
nowhere             | Not on the map, for no place or country of theirs is known ({count}): {names}. | Nisu na karti jer im nije poznato ni mjesto ni zemlja ({count}): {names}. | Не показаны, поскольку ни место, ни страна не известны ({count}): {names}.
and-more            | and {more} more | i još {more} | и ещё {more}
boundaries          | Boundaries and names only help to find a place; they say nothing about the status of any territory. | Granice i nazivi služe samo snalaženju; ne govore ništa o statusu bilo koje teritorije. | Границы и названия служат лишь для ориентира и ничего не говорят о статусе какой-либо территории.
outlines            | Outlines: Natural Earth, 1:50 million. | Obrisi: Natural Earth, 1:50 miliona. | Контуры: Natural Earth, 1:50 млн.
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
