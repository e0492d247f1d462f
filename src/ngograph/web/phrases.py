"""The words of the pages in English, Bosnian and Russian, and which of the three a reader wants."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from webob.acceptparse import create_accept_language_header  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

LANGUAGES: Final = ("en", "bs", "ru")
"""The languages that pages speak; the first is the one for everybody else."""

OWN_NAMES: Final = MappingProxyType({"en": "English", "bs": "Bosanski", "ru": "Русский"})

PREFERENCE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"en": ("en",), "bs": ("bs", "hr", "sr-latn", "en"), "ru": ("ru", "en")}
)
"""The languages in which a reader wants a label, the best first."""

_TABLE: Final = """
skip         | Skip to the content | Pređi na sadržaj | Перейти к содержанию
main         | Main | Glavno | Главное меню
language     | Language | Jezik | Язык
map          | Map | Karta | Карта
questions    | Questions | Pitanja | Вопросы
sources      | Sources | Izvori | Источники
ontology     | Ontology | Ontologija | Онтология
search       | Search | Traži | Поиск
search-label | Search by name, in any script | Traži po imenu, bilo kojim pismom | Поиск по имени, любым письмом
built        | Built | Napravljeno | Собрано
release      | release | izdanje | выпуск
promise      | Every statement here names the source it comes from. | Svaka tvrdnja ovdje navodi izvor iz kojeg potiče. | Каждое утверждение называет свой источник.
names        | Names | Imena | Имена
count-names  | names | imena | имён
facts        | What the sources say | Šta izvori kažu | Что говорят источники
contents     | On this page | Na ovoj stranici | На этой странице
apart        | Planned, implied or reported, not asserted | Planirano, podrazumijevano ili prema navodima drugih, a ne utvrđeno | Запланировано, подразумевается или сообщается, но не утверждается
relationship | this statement | ova tvrdnja | это утверждение
all-of       | Show all | Prikaži sve | Показать все
back         | Back to the whole page | Nazad na cijelu stranicu | Вернуться к странице
page         | Page | Strana | Страница
of           | of | od | из
next         | Next | Sljedeća | Следующая
previous     | Previous | Prethodna | Предыдущая
pages        | Pages | Strane | Страницы
from         | Where this comes from | Odakle ovo potiče | Откуда это известно
limited      | There is more about this than one page shows; ask in SPARQL for the rest. | O ovome ima više nego što stane na stranicu; ostatak pitajte u SPARQL-u. | Сведений больше, чем помещается; остальное можно узнать через SPARQL.
same-as      | The same as | Isto kao | То же в формате
timeline     | Timeline | Vremenski slijed | Хронология
timeline-note | A dark bar is when it certainly was; a light one, when it may have been. | Tamna traka pokazuje kada je sigurno bilo, svijetla kada je moglo biti. | Тёмная полоса — когда это точно было, светлая — когда могло быть.
timeline-date | When | Kada | Когда
timeline-bar | On the line of time | Na vremenskoj liniji | На оси времени
timeline-what | What | Šta | Что
undated      | Without a date | Bez datuma | Без даты
ego          | Map of its ties | Karta veza | Карта связей
ego-alt      | Network of what this body takes part in and who else does. The same ties are listed on this page. | Mreža onoga u čemu ovo tijelo učestvuje i ko još učestvuje. Iste veze su navedene na ovoj stranici. | Сеть того, в чём участвует организация, и кто участвует вместе с ней. Те же связи перечислены на этой странице.
ego-open     | Open the map by itself | Otvori kartu zasebno | Открыть карту отдельно
works-with   | Whom it works with | S kim sarađuje | С кем работает
has-met      | Whom it has met | Koga je srela | С кем встречалась
other        | Organisation | Organizacija | Организация
times        | Shared | Zajedničko | Общее
shared       | In what | U čemu | В чём
funds        | What it funds | Šta finansira | Что финансирует
through      | What is funded through it | Šta se finansira preko njega | Что финансируется через неё
leads        | What it leads and implements | Šta vodi i provodi | Чем руководит и что осуществляет
projects     | Projects it takes part in | Projekti u kojima učestvuje | Проекты, в которых участвует
events       | Events it takes part in | Događaji u kojima učestvuje | События, в которых участвует
agreements   | Agreements | Sporazumi | Соглашения
partnerships | Partnerships | Partnerstva | Партнёрства
receives     | Who funds it | Ko je finansira | Кто её финансирует
part-of      | What it is a part of | Čega je dio | Частью чего является
parts        | What is a part of it | Šta je njen dio | Что является её частью
posts        | Posts held in it | Funkcije u njoj | Должности в ней
holds        | Posts | Funkcije | Должности
behalf       | On whose behalf | U čije ime | От чьего имени
present      | Where it is present | Gdje je prisutna | Где представлена
participants | Who takes part, in which role | Ko učestvuje i u kojoj ulozi | Кто участвует и в какой роли
funders      | Who funds it | Ko finansira | Кто финансирует
serves       | Agreements and partnerships it rests on | Sporazumi i partnerstva na kojima počiva | Соглашения и партнёрства в основе
signed       | Signed | Potpisano | Подписано
extends      | What extends it | Šta ga produžava | Чем продлено
workers      | Who works there | Ko tamo radi | Кто там работает
here         | What happened there | Šta se tamo desilo | Что там происходило
signed-there | Signed there | Potpisano tamo | Подписано там
on-topic     | Who works on it | Ko na tome radi | Кто этим занимается
relations    | Statements about it | Tvrdnje o tome | Утверждения об этом
within       | What is within it | Šta je unutar toga | Что входит в него
followed     | What followed | Šta je slijedilo | Что последовало
activities-there | Projects and events there | Projekti i događaji tamo | Проекты и события там
activities-on | Projects and events on it | Projekti i događaji o tome | Проекты и события по теме
narrower     | Narrower | Uže | Более узкие
broader      | Broader | Šire | Более широкие
in-scheme    | Concepts in it | Pojmovi u njemu | Понятия в нём
outcome-of   | Outcome of | Ishod čega | Результат чего
tells        | What it says | Šta kaže | Что он сообщает
tells-counts | Things in it, by class | Stvari u njemu, po klasi | Что в нём есть, по классам
class        | Class | Klasa | Класс
count        | How many | Koliko | Сколько
mentioned    | Mentions of it | Spominjanja | Упоминания
statements   | statements | tvrdnji | утверждений
document     | The document | Dokument | Документ
speaks       | What it speaks of | O čemu govori | О чём говорит
search-none  | Nothing bears that name. | Ništa ne nosi to ime. | Такого имени нет.
search-near  | Nothing bears exactly that name; these come near. | Ništa ne nosi baš to ime; ovo je blizu. | Точно такого имени нет; похожие имена.
search-hint  | A name, part of a name or an acronym, in any language, script or inflection. | Ime, dio imena ili skraćenica, na bilo kojem jeziku, pismu i u bilo kojem padežu. | Имя, часть имени или сокращение на любом языке, любым письмом и в любом падеже.
known-as     | found as | nađeno kao | найдено как
found        | found | nađeno | найдено
more-found   | There are more; say more of the name. | Ima ih još; navedite više od imena. | Есть и другие; уточните имя.
start-title  | Who works with whom | Ko s kim sarađuje | Кто с кем работает
start-lead   | A graph of organisations, the projects and events they share, their partnerships, agreements and funds — each statement with the place in the source that makes it. | Graf organizacija, zajedničkih projekata i događaja, partnerstava, sporazuma i sredstava — svaka tvrdnja s mjestom u izvoru koji je iznosi. | Граф организаций, их общих проектов и событий, партнёрств, соглашений и средств — каждое утверждение с указанием места в источнике.
start-map    | The map | Karta | Карта
start-map-alt | Network of organisations and the projects, events, partnerships and agreements that join them. The same ties are in the questions below. | Mreža organizacija i projekata, događaja, partnerstava i sporazuma koji ih povezuju. Iste veze su u pitanjima ispod. | Сеть организаций и проектов, событий, партнёрств и соглашений, которые их связывают. Те же связи — в вопросах ниже.
start-connected | Most connected | Najpovezanije | Самые связанные
works-count  | works with | sarađuje s | работает с
takes-count  | takes part in | učestvuje u | участвует в
start-sparql | Ask in SPARQL | Pitajte u SPARQL-u | Спросить на SPARQL
query        | Query | Upit | Запрос
ask          | Ask | Pitaj | Спросить
more-room    | More room and other formats | Više mjesta i drugi formati | Больше места и другие форматы
all-questions | All questions | Sva pitanja | Все вопросы
publisher    | Publisher | Izdavač | Издатель
issued       | Issued | Objavljeno | Издано
source       | Source | Izvor | Источник
characters   | characters | znakovi | знаки
kind-organisation | Organisations | Organizacije | Организации
kind-person  | People | Osobe | Люди
kind-place   | Places | Mjesta | Места
kind-activity | Projects and events | Projekti i događaji | Проекты и события
kind-document | Documents | Dokumenti | Документы
kind-relationship | Agreements and other relationships | Sporazumi i drugi odnosi | Соглашения и другие отношения
kind-topic   | Topics | Teme | Темы
kind-role    | Roles | Uloge | Роли
kind-class   | Words of the ontology | Riječi ontologije | Слова онтологии
judged       | Judgements on who is who | Prosudbe o tome ko je ko | Решения о тождестве
published    | What it published | Šta je objavila | Что опубликовала
date-until   | until {} | do {} | до {}
date-now     | {} to now | od {} do danas | с {} по настоящее время
date-from    | from {} | od {} | с {}
date-span    | {} to {} | {} do {} | с {} по {}
date-within  | some time between {} and {} | u nekom trenutku između {} i {} | когда-то между {} и {}
date-begun-between | begun between {} and {} | počelo između {} i {} | началось между {} и {}
date-begun-after | begun not before {} | počelo ne prije {} | началось не раньше {}
date-begun-by | begun by {} | počelo najkasnije {} | началось не позже {}
date-ended-between | ended between {} and {} | završilo između {} i {} | закончилось между {} и {}
date-ended-after | ended not before {} | završilo ne prije {} | закончилось не раньше {}
date-ended-by | ended by {} | završilo najkasnije {} | закончилось не позже {}
date-ongoing | going on | traje | продолжается
worked-out   | worked out | izvedeno | выведено
"""  # noqa: E501
_PHRASES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        key.strip(): dict(zip(LANGUAGES, (text.strip() for text in texts), strict=True))
        for key, *texts in (line.split("|") for line in _TABLE.strip().splitlines())
    }
)


def phrase(key: str, lang: str) -> str:
    """Return the words of *key* in *lang*.

    >>> phrase("search", "bs")
    'Traži'
    """
    return _PHRASES[key][lang]


def kind_in_words(kind: str, lang: str) -> str:
    """Return the heading over things of *kind*: the sort of thing, or the key of a list of concepts.

    >>> kind_in_words("organisation", "ru"), kind_in_words("affiliation-kind", "en")
    ('Организации', 'Affiliation kind')
    """
    key = f"kind-{kind}"
    return _PHRASES[key][lang] if key in _PHRASES else kind.replace("-", " ").capitalize()


def phrases() -> tuple[str, ...]:
    """Return the keys of all of them."""
    return tuple(_PHRASES)


def tongue(request: Request) -> str:
    """Return the language of ours that *request* wants: by ``?lang=``, else by its header, else English."""
    named = request.query_params.get("lang", "")
    if named in LANGUAGES:
        return named
    wanted = create_accept_language_header(request.headers.get("accept-language"))
    return str(wanted.lookup(LANGUAGES, default=LANGUAGES[0]))
